"""`/desk`: what is overdue, what goes on, what waits, what is planned, what was told."""

from flask import Blueprint, Response

from notices.web.access import Caller, open_to
from notices.web.desk.desk import Desk


def blueprint(desk: Desk) -> Blueprint:
    """The first page of the desk."""
    pages = Blueprint("overview", __name__)

    @pages.get("/desk")
    @open_to(Caller.EDITOR)
    def show_overview() -> Response:
        return desk.page("desk/nulage.html", "Nuläge", nav="overview")

    return pages
