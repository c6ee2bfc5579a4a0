"""`/desk/tangenter`: the keys of the desk, as a page for whoever has no script or knows no question mark."""

from flask import Blueprint, Response

from notices.web.access import Caller, open_to
from notices.web.desk.desk import Desk


def blueprint(desk: Desk) -> Blueprint:
    """The page."""
    pages = Blueprint("keys", __name__)

    @pages.get("/desk/tangenter")
    @open_to(Caller.EDITOR)
    def show_keys() -> Response:
        return desk.page("desk/tangenter.html", "Tangenter")

    return pages
