"""The style sheet, the script and the icon, at addresses that change with their bytes."""

import hashlib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from notices.site.document import Document
from notices.site.rendering import ROOT

STATIC = ROOT / "static"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


@cache
def assets() -> tuple[Document, ...]:
    """Everything that pages load. May be kept for ever by whoever has read it."""
    return tuple(asset(path) for path in sorted(STATIC.iterdir()) if path.suffix in _TYPES)


@cache
def addresses() -> dict[str, str]:
    """The address of each, by its ending: css, js, svg."""
    return {document.path.rsplit(".", 1)[1]: document.path for document in assets()}


def asset(path: Path, under: str = "/static") -> Document:
    """A file as it is given to browsers, at an address `under` the given one that changes with its bytes."""
    body = path.read_bytes()
    digest = hashlib.sha256(body).hexdigest()[:10]
    modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return Document(f"{under}/{path.stem}.{digest}{path.suffix}", _TYPES[path.suffix], body, modified)
