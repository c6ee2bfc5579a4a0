"""`/desk/notiser/<id>/tidslinje`: an incident's time line for the authority's report, to print or to keep as text."""

from flask import Blueprint, Response

from notices.incident_export import Incident, as_html, as_markdown, incident_of
from notices.web.access import Caller, open_to
from notices.web.desk.desk import Desk
from notices.web.desk.notice_page import ONE
from notices.web.desk.shown import find_notice
from notices.web.desk_frame import private


def blueprint(desk: Desk) -> Blueprint:
    """The report in both forms. It is refused while the audit is not whole, and says so."""
    pages = Blueprint("incidents", __name__)

    def gather(number: int) -> tuple[Incident, str]:
        with desk.reading() as session:
            notice = find_notice(session, number)
            return incident_of(session, notice, f"{desk.address}/notiser/{notice.slug}", desk.clock()), notice.short

    @pages.get(f"{ONE}/tidslinje")
    @open_to(Caller.EDITOR)
    def show_report(number: int) -> Response:
        incident, _ = gather(number)
        return private(Response(as_html(incident, desk.service), content_type="text/html; charset=utf-8"))

    @pages.get(f"{ONE}/tidslinje.md")
    @open_to(Caller.EDITOR)
    def give_text(number: int) -> Response:
        incident, short = gather(number)
        answer = Response(as_markdown(incident, desk.service), content_type="text/markdown; charset=utf-8")
        answer.headers["Content-Disposition"] = f'attachment; filename="tidslinje-{short}.md"'
        return private(answer)

    return pages
