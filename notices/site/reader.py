"""Answering readers from memory, before Flask: a thin WSGI layer round the application."""

from collections.abc import Callable, Iterable
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Any

from notices.site.page import API, SHARED, Page, Variant
from notices.site.site import Site

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

_NOT_MODIFIED_KEEPS = frozenset(
    {"ETag", "Last-Modified", "Cache-Control", "Vary", "Driftinformation-As-Of", *(name for name, _ in SHARED)}
)
# To a browser that asks before a page of another site reads with headers of its own, such as If-None-Match.
_PREFLIGHT = [
    *SHARED,
    ("Access-Control-Allow-Methods", "GET, HEAD"),
    ("Access-Control-Allow-Headers", "*"),
    ("Access-Control-Max-Age", "86400"),
]
_EMPTY: list[bytes] = []
SHOWN_AS_A_PAGE = ("/flode.rss", "/flode.atom")


class Reader:
    """Gives a page of the site where there is one, else what the application behind it gives."""

    def __init__(self, site: Site, application: Application) -> None:
        self.site, self.application = site, application
        self.reads = 0  # since the process began; a lost count under threads is of no matter

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if "HTTP_SEC_FETCH_DEST" in environ:
            path = _for_a_person(path, environ["HTTP_SEC_FETCH_DEST"])
        page = self.site.hot.pages.get(path) or self.site.page(path)
        method = environ["REQUEST_METHOD"]
        if page is None or method not in ("GET", "HEAD"):
            if page and method == "OPTIONS" and _is_preflight(environ):
                start_response("204 No Content", _PREFLIGHT)
                return _EMPTY
            return self.application(environ, start_response)
        self.reads += 1
        accepted = environ.get("HTTP_ACCEPT_ENCODING")
        variant = _choose(page, accepted) if accepted else page.plain
        if ("HTTP_IF_NONE_MATCH" in environ or "HTTP_IF_MODIFIED_SINCE" in environ) and _is_known(page, environ):
            start_response("304 Not Modified", [h for h in variant.headers if h[0] in _NOT_MODIFIED_KEEPS])
            return _EMPTY
        start_response(page.status, variant.headers)
        return variant.body if method == "GET" else _EMPTY


def _is_preflight(environ: Environ) -> bool:
    return environ["PATH_INFO"].startswith(API) and "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in environ


def _for_a_person(path: str, destination: str) -> str:
    """A feed that a browser opens as a document is answered with the page about it: few browsers show feeds."""
    return path.rpartition(".")[0] if destination == "document" and path.endswith(SHOWN_AS_A_PAGE) else path


def _choose(page: Page, accepted: str) -> Variant:
    """The form that the reader likes best, and the smallest of those it likes as well."""
    weights = dict(map(_weight, accepted.lower().split(",")))
    br, gzip = (weights.get(name, weights.get("*", 0.0)) for name in ("br", "gzip"))
    if br and br >= gzip:
        return page.br
    return page.gzip if gzip else page.plain


def _weight(item: str) -> tuple[str, float]:
    name, _, parameter = item.partition(";")
    value = parameter.strip().removeprefix("q=")
    try:
        return name.strip(), float(value) if value else 1.0
    except ValueError:
        return name.strip(), 0.0  # a weight that is none: the reader is not known to take it


def _is_known(page: Page, environ: Environ) -> bool:
    """Whether the reader already has these words. A tag, in any encoding's form, goes before a date."""
    tags = environ.get("HTTP_IF_NONE_MATCH")
    if tags is not None:
        return tags.strip() == "*" or any(_plain_tag(tag) == page.etag for tag in tags.split(","))
    try:
        since = parsedate_to_datetime(environ["HTTP_IF_MODIFIED_SINCE"])
    except ValueError:
        return False  # RFC 9110: a date that is none is passed over
    return page.modified <= (since if since.tzinfo else since.replace(tzinfo=UTC))


def _plain_tag(tag: str) -> str:
    return tag.strip().removeprefix("W/").strip('"').removesuffix("-gz").removesuffix("-br")
