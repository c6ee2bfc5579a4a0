"""`/desk/prenumeranter/import`: a file of numbers, registered on a legal basis that is stated.

First it is tried: what it would come to is shown, and nothing is done. What is then confirmed is what was tried: the
numbers go with the page, sealed, so that they are kept nowhere meanwhile.
"""

import io
import json

from cryptography.fernet import InvalidToken
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
MOST = 20_000  # numbers, so that they fit in a form
_LONGEST_BASIS = 200


def blueprint(desk: Desk) -> Blueprint:
    """The form, what a file would come to, and what it came to: how many were new, known, or no numbers."""
    pages = Blueprint("desk_importing", __name__)

    def page(trouble: str = "", *, status: int = 200, **facts: object) -> Response:
        nothing = {"tried": None, "begun": None, "sealed": "", "basis": ""}
        return desk.page(
            "desk/import.html",
            "Läs in nummer",
            nav="subscribers",
            status=status,
            trouble=trouble,
            **{**nothing, **facts},
        )

    @pages.get(IMPORT)
    @open_to(Caller.PUBLISHER)
    @recently_confirmed
    def ask() -> Response:
        return page()

    @pages.post(IMPORT)
    @open_to(Caller.PUBLISHER)
    @recently_confirmed
    def try_it() -> Response:
        try:
            found, basis = _file(desk), _legal_basis()
        except InvalidNotice as error:
            return page(str(error), status=422)
        with desk.reading() as session:
            registry = Registry(session, desk.parts.receiver.secrecy, Channel.SMS, desk.clock())
            would = registry.would_begin(found.numbers)
        return page(tried=found, begun=would, sealed=_seal(desk, found.numbers, basis), basis=basis)

    @pages.post(f"{IMPORT}/inlasning")
    @open_to(Caller.PUBLISHER)
    @recently_confirmed
    def take_in() -> Response:
        try:
            numbers, basis = _unseal(desk)
        except InvalidNotice as error:
            return page(str(error), status=422)
        return page(begun=_register(desk, numbers, basis))

    return pages


def _file(desk: Desk) -> NumberFile:
    """The numbers of the file that was sent. Raises InvalidNotice where there is none, or no text, or too much."""
    sent = request.files.get("fil")
    if sent is None or not sent.filename:
        raise InvalidNotice("Välj en fil.")
    try:
        text = sent.stream.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidNotice("Filen är inte UTF-8. Spara den som CSV i UTF-8.") from error
    found = read_numbers(io.StringIO(text), desk.parts.receiver.numbers)
    if len(found.numbers) > MOST:
        raise InvalidNotice("Filen har fler än 20 000 nummer. Dela den i flera.")
    return found


def _legal_basis() -> str:
    basis = request.form.get("grund", "").strip()
    if not basis or len(basis) > _LONGEST_BASIS:
        raise InvalidNotice("Skriv den rättsliga grunden, med högst 200 tecken.")
    return basis


def _seal(desk: Desk, numbers: tuple[str, ...], basis: str) -> str:
    """What was tried, as only this service can read it."""
    return desk.parts.receiver.secrecy.encrypt(json.dumps([basis, "\n".join(numbers)])).decode("ascii")


def _unseal(desk: Desk) -> tuple[list[str], str]:
    try:
        basis, numbers = json.loads(desk.parts.receiver.secrecy.decrypt(request.form.get("provat", "").encode()))
    except (InvalidToken, ValueError) as error:
        raise InvalidNotice("Välj filen igen. Det som prövades gick inte att läsa, och inget är inläst.") from error
    return numbers.split(), basis


def _register(desk: Desk, numbers: list[str], basis: str) -> Begun:
    """Register the numbers that are not, without those whose subscribers have left: they come back by themselves."""
    with desk.parts.database.writing() as session:
        registry = Registry(session, desk.parts.receiver.secrecy, Channel.SMS, desk.clock())
        begun = registry.begin_all(numbers, Source.IMPORT, basis)
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
