"""`/desk/utkast/<id>`: a draft that somebody writes in, by the buttons of its form. The script has `live`."""

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from models.draft import Draft, DraftState
from notices.drafts import Other, Saved, discard, find_draft, history, presence, rebase, reopen, save
from notices.errors import IllegalAct
from notices.web.access import Caller, open_to
from notices.web.desk.desk import Desk
from notices.web.desk.form_page import form_page
from notices.web.desk.sheet import read_sheet
from notices.web.desk.standing import standing_page
from notices.web.desk.typed import pressed, typed, version
from notices.web.desk.writing import DRAFT, address_of
from notices.web.signing_in.hall import go

ONE = f"{DRAFT}/<int:number>"
_CODES = ("kind", "impact", "status", "environment", "section")  # fields that hold no words


def blueprint(desk: Desk) -> Blueprint:
    """The page, whatever has become of the draft, and what its buttons post to."""
    pages = Blueprint("drafting", __name__)
    _add_page(pages, desk)
    _add_history(pages, desk)
    _add_putting_away(pages, desk)
    return pages


def _add_page(pages: Blueprint, desk: Desk) -> None:
    @pages.get(ONE)
    @open_to(Caller.EDITOR)
    def show(number: int) -> AnyResponse:
        with desk.writing() as writer:
            draft = find_draft(writer.session, number)
            others = presence(writer, draft)
        if draft.state is not DraftState.OPEN:
            return standing_page(desk, draft)
        return _form(desk, draft, others)

    @pages.post(ONE)
    @open_to(Caller.EDITOR)
    def keep(number: int) -> AnyResponse:
        try:
            draft, saved, others = _save(desk, number)
        except IllegalAct as error:
            return _not_saved(desk, number, error)
        if saved.clashes:
            return _form(desk, draft, others, saved)
        if request.form.get("gor") == "granska":
            return _to_review(desk, draft, others)
        return go(f"{address_of(draft)}#{'utkast' if 'byt' in request.form else 'visning'}")

    @pages.get(f"{ONE}/sida")
    @open_to(Caller.EDITOR)
    def show_whole(number: int) -> Response:
        with desk.reading() as session:
            sheet = read_sheet(desk, session, find_draft(session, number))
        return Response(sheet.page(), content_type="text/html; charset=utf-8", headers={"Cache-Control": "no-store"})


def _save(desk: Desk, number: int) -> tuple[Draft, Saved, list[Other]]:
    with desk.writing() as writer:
        draft = find_draft(writer.session, number)
        saved = save(writer, draft, pressed(typed(draft.act), draft.fields), version())
        return draft, saved, presence(writer, draft)


def _form(desk: Desk, draft: Draft, others: list[Other], saved: Saved | None = None) -> Response:
    with desk.reading() as session:
        sheet = read_sheet(desk, session, draft)
    clashes = saved.clashes if saved else ()
    return form_page(sheet, others, clashes, status=409 if clashes else 200)


def _to_review(desk: Desk, draft: Draft, others: list[Other]) -> AnyResponse:
    with desk.reading() as session:
        sheet = read_sheet(desk, session, draft)
    if sheet.reading.problems:
        return form_page(sheet, others, strict=True, status=422)
    return go(f"{address_of(draft)}/granska")


def _not_saved(desk: Desk, number: int, error: IllegalAct) -> Response:
    """The draft has gone on meanwhile: what was typed is shown, as it is kept nowhere."""
    with desk.reading() as session:
        draft = find_draft(session, number)
    words = {name: value for name, value in typed(draft.act).items() if value != draft.fields.get(name, "") and value}
    return desk.page(
        "desk/stangt.html", "Utkastet går inte att skriva i", nav="writing", status=409, why=str(error), words=words,
        address=address_of(draft),
    )  # fmt: skip


def _add_history(pages: Blueprint, desk: Desk) -> None:
    @pages.get(f"{ONE}/historik")
    @open_to(Caller.EDITOR)
    def show_history(number: int) -> Response:
        with desk.reading() as session:
            draft = find_draft(session, number)
            versions = history(desk.writer(session), draft)
        title = "Allt som sparats i utkastet"
        return desk.page("desk/historik.html", title, nav="writing", draft=draft, versions=versions, codes=_CODES)


def _add_putting_away(pages: Blueprint, desk: Desk) -> None:
    @pages.post(f"{ONE}/kastning")
    @open_to(Caller.EDITOR)
    def throw_away(number: int) -> AnyResponse:
        with desk.writing() as writer:
            draft = find_draft(writer.session, number)
            discard(writer, draft)
        return go(address_of(draft))

    @pages.post(f"{ONE}/upptagning")
    @open_to(Caller.EDITOR)
    def take_up(number: int) -> AnyResponse:
        """What was thrown away, or what waits for approval."""
        with desk.writing() as writer:
            draft = find_draft(writer.session, number)
            reopen(writer, draft, request.form.get("varfor", ""))
        return go(address_of(draft))

    @pages.post(f"{ONE}/ombasning")
    @open_to(Caller.EDITOR)
    def take_in(number: int) -> AnyResponse:
        with desk.writing() as writer:
            draft = find_draft(writer.session, number)
            rebase(writer, draft)
        return go(address_of(draft))
