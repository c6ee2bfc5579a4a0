"""`/desk/utkast/<id>/inget-fel`: an operator says of a run's draft that it is no trouble, and why."""

from flask import Blueprint, request
from werkzeug.wrappers import Response as AnyResponse

from notices.drafts import find_draft
from notices.errors import InvalidNotice
from notices.watching.dismissing import dismiss
from notices.web.access import Caller, open_to
from notices.web.desk.desk import Desk
from notices.web.desk.drafting import ONE
from notices.web.desk.form_page import form_page
from notices.web.desk.sheet import read_sheet
from notices.web.desk.writing import address_of
from notices.web.signing_in.hall import go


def blueprint(desk: Desk) -> Blueprint:
    """What the form beside the evidence posts to."""
    pages = Blueprint("incident_words", __name__)

    @pages.post(f"{ONE}/inget-fel")
    @open_to(Caller.EDITOR)
    def say_no_trouble(number: int) -> AnyResponse:
        try:
            with desk.writing() as writer:
                draft = find_draft(writer.session, number)
                dismiss(writer, draft, request.form.get("darfor", ""))
        except InvalidNotice as error:
            with desk.reading() as session:
                sheet = read_sheet(desk, session, find_draft(session, number))
            return form_page(sheet, status=422, trouble=str(error))
        return go(address_of(draft))

    return pages
