"""`/desk/utkast/<id>/granska`: the whole of it once more, to whom and when; then it leaves, or waits for approval."""

from flask import Blueprint, Response
from werkzeug.wrappers import Response as AnyResponse

from models.draft import Draft, DraftState
from notices.drafts import find_draft, submit
from notices.errors import Conflict, DriftinformationError, InvalidNotice, InvalidTime
from notices.web.access import Caller, open_to
from notices.web.desk.choices import Choices
from notices.web.desk.desk import Desk
from notices.web.desk.drafting import ONE
from notices.web.desk.form_page import form_page, preview_values
from notices.web.desk.money import roughly
from notices.web.desk.reach import reaches
from notices.web.desk.sheet import read_sheet
from notices.web.desk.typed import version
from notices.web.desk.writing import address_of
from notices.web.signing_in.hall import go


def blueprint(desk: Desk) -> Blueprint:
    """The page, and pressing publish."""
    pages = Blueprint("review", __name__)

    @pages.get(f"{ONE}/granska")
    @open_to(Caller.EDITOR)
    def review(number: int) -> AnyResponse:
        with desk.reading() as session:
            draft = find_draft(session, number)
        if draft.state is not DraftState.OPEN:
            return go(address_of(draft))
        return desk.confirm_first(draft.act) or review_page(desk, draft, Choices.of_draft(draft, desk.clock()))

    @pages.post(f"{ONE}/publicering")
    @open_to(Caller.EDITOR)
    def publish(number: int) -> AnyResponse:
        choices = Choices.of_request()
        with desk.reading() as session:
            asked = desk.confirm_first(find_draft(session, number).act)
        if asked:
            return asked
        try:
            draft = _submit(desk, number, choices)
        except (Conflict, InvalidNotice, InvalidTime) as error:
            with desk.reading() as session:
                draft = find_draft(session, number)
            return review_page(desk, draft, choices, error)
        return go(address_of(draft))

    return pages


def review_page(desk: Desk, draft: Draft, choices: Choices, trouble: DriftinformationError | None = None) -> Response:
    """The page; where something is missing, the form that says what."""
    with desk.reading() as session:
        sheet = read_sheet(desk, session, draft, thorough=True)
        reached = reaches(session, sheet, choices.channels)
    if sheet.reading.problems:
        return form_page(sheet, strict=True, status=422)
    return desk.page(
        "desk/granska.html",
        "Granska",
        nav="writing",
        status=422 if trouble else 200,
        reached=reached,
        choices=choices,
        asks=sheet.is_sensitive or not desk.may_publish,
        trouble=trouble and str(trouble),
        roughly=roughly,
        **preview_values(sheet),
    )


def _submit(desk: Desk, number: int, choices: Choices) -> Draft:
    with desk.writing() as writer:
        draft = find_draft(writer.session, number)
        sheet = read_sheet(desk, writer.session, draft)
        if any(remark.stops for remark in sheet.remarks):
            raise InvalidNotice("Något måste rättas först. Det står under Att se över.")
        choices.require_confirmed()
        submit(writer, draft, version(), publish_at=choices.publish_at(writer.now), tell=choices.channels)
        return draft
