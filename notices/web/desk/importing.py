"""`/desk/prenumeranter/import`: a file of numbers, registered on a legal basis that is stated."""

import io

from flask import Blueprint, Response, request

from models.registration import Channel, Source
from notices import audit
from notices.errors import InvalidNotice
from notices.number_file import NumberFile, read_numbers
from notices.registrations import Begun, Registry
from notices.web.access import Caller, current_operator, open_to, recently_confirmed
from notices.web.desk.desk import Desk
from notices.web.desk.subscribers import SUBSCRIBERS

IMPORT = f"{SUBSCRIBERS}/import"
_LONGEST_BASIS = 200


def blueprint(desk: Desk) -> Blueprint:
    """The form, and what became of a file: how many were new, known, or no numbers."""
    pages = Blueprint("desk_importing", __name__)

    def page(
        trouble: str = "", *, status: int = 200, found: NumberFile | None = None, begun: Begun | None = None
    ) -> Response:
        facts = {"trouble": trouble, "found": found, "begun": begun}
        return desk.page("desk/import.html", "Läs in nummer", nav="subscribers", status=status, **facts)

    @pages.get(IMPORT)
    @open_to(Caller.PUBLISHER)
    @recently_confirmed
    def ask() -> Response:
        return page()

    @pages.post(IMPORT)
    @open_to(Caller.PUBLISHER)
    @recently_confirmed
    def take_in() -> Response:
        try:
            found, basis = _file(desk), _legal_basis()
        except InvalidNotice as error:
            return page(str(error), status=422)
        return page(found=found, begun=_register(desk, found, basis))

    return pages


def _file(desk: Desk) -> NumberFile:
    """The numbers of the file that was sent. Raises InvalidNotice where there is none, or it is no text."""
    sent = request.files.get("fil")
    if sent is None or not sent.filename:
        raise InvalidNotice("Välj en fil.")
    try:
        text = sent.stream.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidNotice("Filen är inte UTF-8. Spara den som CSV i UTF-8.") from error
    return read_numbers(io.StringIO(text), desk.parts.receiver.numbers)


def _legal_basis() -> str:
    basis = request.form.get("grund", "").strip()
    if not basis or len(basis) > _LONGEST_BASIS:
        raise InvalidNotice("Skriv den rättsliga grunden, med högst 200 tecken.")
    return basis


def _register(desk: Desk, found: NumberFile, basis: str) -> Begun:
    """Register the numbers that are not, without those whose subscribers have left: they come back by themselves."""
    with desk.parts.database.writing() as session:
        registry = Registry(session, desk.parts.receiver.secrecy, Channel.SMS, desk.clock())
        begun = registry.begin_all(found.numbers, Source.IMPORT, basis)
        audit.record(
            session,
            actor=current_operator().name,
            act="import",
            subject="registrations",
            before=None,
            after={"new": begun.new, "legal_basis": basis},
            source_address=desk.source(),
            now=registry.now,
        )
    return begun
