"""`/desk/notiser/<id>/tidslinje`: an incident's time line for the authority's report, to print or to keep as text."""

import base64
import hashlib
import re

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
        page = as_html(incident, desk.service)
        answer = Response(page, content_type="text/html; charset=utf-8")
        answer.headers["Content-Security-Policy"] = _policy(page)
        return private(answer)

    @pages.get(f"{ONE}/tidslinje.md")
    @open_to(Caller.EDITOR)
    def give_text(number: int) -> Response:
        incident, short = gather(number)
        answer = Response(as_markdown(incident, desk.service), content_type="text/markdown; charset=utf-8")
        answer.headers["Content-Disposition"] = f'attachment; filename="tidslinje-{short}.md"'
        return private(answer)

    return pages


def _policy(page: str) -> str:
    """The page stands alone, as it is to be kept and sent, and so brings its style: that very one, and nothing else."""
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode() if style else ""
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'"
    )
