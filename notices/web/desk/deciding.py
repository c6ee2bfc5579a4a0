"""What is decided of a draft that has been handed in: approve, let it pass in an emergency, call it back."""

from collections.abc import Callable

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from models.draft import Draft
from notices.drafts import Writer, approve, call_back, find_draft, override
from notices.errors import InvalidNotice
from notices.web.access import Caller, confirmed_when_possible, open_to
from notices.web.desk.desk import Desk
from notices.web.desk.drafting import ONE
from notices.web.desk.writing import address_of
from notices.web.signing_in.hall import go


def blueprint(desk: Desk) -> Blueprint:
    """What the buttons post to, and the page that asks why it cannot wait."""
    pages = Blueprint("deciding", __name__)

    def decide(number: int, act: Callable[[Writer, Draft], None]) -> AnyResponse:
        with desk.writing() as writer:
            draft = find_draft(writer.session, number)
            act(writer, draft)
        return go(address_of(draft))

    @pages.post(f"{ONE}/godkannande")
    @open_to(Caller.PUBLISHER)
    def let_go(number: int) -> AnyResponse:
        with desk.reading() as session:
            asked = desk.confirm_first(find_draft(session, number).act)
        return asked or decide(number, approve)

    @pages.post(f"{ONE}/aterkallelse")
    @open_to(Caller.EDITOR)
    def take_back(number: int) -> AnyResponse:
        return decide(number, call_back)

    def ask_why(number: int, trouble: str = "") -> Response:
        with desk.reading() as session:
            draft = find_draft(session, number)
        title, status = "Publicera utan godkännande", 422 if trouble else 200
        return desk.page(
            "desk/nodlage.html", title, nav="writing", status=status, address=address_of(draft), trouble=trouble
        )

    @pages.get(f"{ONE}/nodlage")
    @open_to(Caller.PUBLISHER)
    @confirmed_when_possible
    def ask(number: int) -> Response:
        return ask_why(number)

    @pages.post(f"{ONE}/nodlage")
    @open_to(Caller.PUBLISHER)
    @confirmed_when_possible
    def pass_by(number: int) -> AnyResponse:
        reason = request.form.get("varfor", "")
        try:
            return decide(number, lambda writer, draft: override(writer, draft, reason, desk.address))
        except InvalidNotice as error:
            return ask_why(number, str(error))

    return pages
