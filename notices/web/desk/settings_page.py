"""`/desk/installningar`: what administrators may change; what belongs in the environment stays there."""

from flask import Blueprint, Response

from notices.adjustments import QUIET, history, part_of
from notices.web.access import Caller, open_to
from notices.web.desk.desk import Desk

SETTINGS = "/desk/installningar"
HOURS, TEMPLATES = f"{SETTINGS}/tysta-timmar", f"{SETTINGS}/mallar"


def blueprint(desk: Desk) -> Blueprint:
    """The list of all that can be changed, and of who changed it last."""
    pages = Blueprint("desk_settings", __name__)

    @pages.get(SETTINGS)
    @open_to(Caller.ADMINISTRATOR)
    def show_settings() -> Response:
        by_file = desk.parts.service
        with desk.reading() as session:
            hours = history(session, by_file, QUIET)[0]
            templates = [(one, history(session, by_file, part_of(one))[0]) for one in by_file.template]
        return desk.page(
            "desk/installningar.html",
            "Inställningar",
            nav="settings",
            hours=hours,
            templates=templates,
        )

    return pages
