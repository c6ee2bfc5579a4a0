"""A finished answer in all its forms: plain, gzip and br, whole or not modified, with its headers."""

import gzip
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime

import brotli

from notices.site.document import Document

Headers = list[tuple[str, str]]

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SECURITY = (
    ("Content-Security-Policy", _POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "interest-cohort=()"),
)
# A reader always asks again, and is given the last known answer when nobody can be asked.
FRESH = "no-cache, stale-if-error=86400"
FOREVER = "public, max-age=31536000, immutable"
# Which a browser that opens one is given as a page (see reader.py).
FEEDS = ("/flode", "/flode.rss", "/flode.atom")
# What programs read may be read by other sites' pages, too: it is public, and nobody is known by a cookie.
API = "/api/"
SHARED = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "ETag, Driftinformation-As-Of"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
)
STALE_MARK = b"<!--as-of-->"


@dataclass(frozen=True, slots=True)
class Packed:
    """A page as it lies in the store. `modified` is in whole seconds, as HTTP has it."""

    path: str
    content_type: str
    location: str | None
    etag: str
    modified: datetime
    gzip: bytes
    br: bytes

    @property
    def body(self) -> bytes:
        return gzip.decompress(self.gzip)


def digest(body: bytes) -> str:
    """What tells one body from another: the tag of its page."""
    return hashlib.sha256(body).hexdigest()[:20]


def pack(document: Document) -> Packed:
    """Compress a document and give it its tag, a digest of its bytes."""
    return Packed(
        path=document.path,
        content_type=document.content_type,
        location=document.location,
        etag=digest(document.body),
        modified=document.modified.replace(microsecond=0),
        gzip=gzip.compress(document.body, 6, mtime=0),
        br=brotli.compress(document.body, quality=5),
    )


def as_of(page: Packed, banner: bytes, moment: datetime) -> Packed:
    """The same page with a banner that says as of when it is true, for the time without a database."""
    body = page.body.replace(STALE_MARK, banner, 1)
    document = Document(page.path, page.content_type, body, max(page.modified, moment), page.location)
    return pack(document)


@dataclass(frozen=True, slots=True)
class Variant:
    """One encoding of a page: the headers and the body to give to the server, as they are."""

    etag: str
    headers: Headers
    body: list[bytes]


@dataclass(frozen=True, slots=True)
class Page:
    """A page ready to be read from memory."""

    status: str
    etag: str
    modified: datetime
    plain: Variant
    gzip: Variant
    br: Variant

    @property
    def size(self) -> int:
        """How many bytes it holds in memory, roughly."""
        return sum(len(v.body[0]) for v in (self.plain, self.gzip, self.br)) + 4000


def unpack(page: Packed, extra: Headers) -> Page:
    """Make a stored page ready. `extra` are headers of the moment, such as as of when it is true."""
    body = page.body

    def variant(content: bytes, suffix: str, encoding: str | None) -> Variant:
        etag = f'"{page.etag}{suffix}"'
        return Variant(etag, _headers(page, etag, len(content), encoding, extra), [content])

    return Page(
        status="301 Moved Permanently" if page.location else "200 OK",
        etag=page.etag,
        modified=page.modified,
        plain=variant(body, "", None),
        gzip=variant(page.gzip, "-gz", "gzip"),
        br=variant(page.br, "-br", "br"),
    )


def _headers(page: Packed, etag: str, length: int, encoding: str | None, extra: Headers) -> Headers:
    return [
        ("Content-Type", page.content_type),
        ("Content-Length", str(length)),
        *([("Content-Encoding", encoding)] if encoding else []),
        *([("Location", page.location)] if page.location else []),
        ("ETag", etag),
        ("Last-Modified", format_datetime(page.modified.astimezone(UTC), usegmt=True)),
        ("Cache-Control", FOREVER if page.path.startswith("/static/") else FRESH),
        ("Vary", "Accept-Encoding, Sec-Fetch-Dest" if page.path.endswith(FEEDS) else "Accept-Encoding"),
        *SECURITY,
        *(SHARED if page.path.startswith(API) else ()),
        *extra,
    ]
