"""The desk's style and scripts. The public pages, and what is exported of them, do without."""

from functools import cache

from flask import Blueprint, Response, abort

from notices.site.document import Document
from notices.site.page import FOREVER
from notices.site.pages.assets import STATIC, addresses, asset
from notices.web.access import Caller, open_to

UNDER = "/desk/static"


@cache
def _by_name() -> dict[str, Document]:
    return {path.name: asset(path, UNDER) for path in sorted((STATIC / "desk").iterdir())}


@cache
def asset_addresses() -> dict[str, str]:
    """The address of each file by its name: `desk.css`, and the public pages' own `site.css` and `ikon.svg`."""
    site = addresses()
    own = {name: document.path for name, document in _by_name().items()}
    return {**own, "site.css": site["css"], "ikon.svg": site["svg"]}


def blueprint() -> Blueprint:
    """`/desk/static/…`: open to all, as whoever signs in needs them, and kept for ever by whoever has read them."""
    pages = Blueprint("desk_assets", __name__)
    by_path = {document.path: document for document in _by_name().values()}

    @pages.get(f"{UNDER}/<name>")
    @open_to(Caller.ANYONE)
    def give(name: str) -> Response:
        document = by_path.get(f"{UNDER}/{name}") or abort(404)
        return Response(document.body, content_type=document.content_type, headers={"Cache-Control": FOREVER})

    return pages
