"""What a request carries, read from WSGI's own environment: Flask's request would take longer than the work."""

import zlib
from typing import Any

from notices.engine import strict_json
from notices.web.engine.refused import Refused

Environ = dict[str, Any]

MOST = 1024 * 1024  # bytes, also of what was packed
_GZIP = 31  # zlib's word for it


def bearer(environ: Environ) -> str:
    """The key that is shown, or nothing."""
    kind, _, key = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    return key.strip()[:200] if kind.lower() == "bearer" else ""


def media_type(environ: Environ) -> str:
    """What the body is said to be, in lower case and without parameters."""
    said: str = environ.get("CONTENT_TYPE") or ""
    return said.partition(";")[0].strip().lower()


def json_body(environ: Environ) -> Any:
    """The body, unpacked and read. Raises Refused."""
    try:
        return strict_json.loads(_unpacked(environ))
    except ValueError as error:
        raise Refused("malformed") from error


def body(environ: Environ, most: int) -> bytes:
    """So much of the body as there is, up to `most` bytes."""
    length = environ.get("CONTENT_LENGTH")
    if not length and "HTTP_TRANSFER_ENCODING" not in environ:
        return b""
    count = min(int(length), most) if length and length.isdecimal() else most
    read: bytes = environ["wsgi.input"].read(count)
    return read


def _unpacked(environ: Environ) -> bytes:
    packed = body(environ, MOST + 1)
    if len(packed) > MOST:
        raise Refused("too-large")
    match environ.get("HTTP_CONTENT_ENCODING", "identity").lower():
        case "identity":
            return packed
        case "gzip":
            return _gunzipped(packed)
    raise Refused("media-type", headers={"Accept-Encoding": "gzip"})


def _gunzipped(packed: bytes) -> bytes:
    unpacking = zlib.decompressobj(_GZIP)
    try:
        unpacked = unpacking.decompress(packed, MOST + 1)
    except zlib.error as error:
        raise Refused("malformed") from error
    if len(unpacked) > MOST:
        raise Refused("too-large")
    if not unpacking.eof:
        raise Refused("malformed")
    return unpacked
