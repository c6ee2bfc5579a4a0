"""Choosing what to sign in with: a password, an app for codes, and recovery codes."""

from flask import Blueprint, Response, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from notices.operators import totp
from notices.operators.credentials import Credentials
from notices.operators.passwords import check_password
from notices.operators.refusals import Refused
from notices.web.access import Caller, confirmed_when_possible, current_operator, open_to
from notices.web.desk_gate import ACCOUNT
from notices.web.signing_in.hall import Hall, go, said

PASSWORD, CODES, RECOVERY = f"{ACCOUNT}/losenord", f"{ACCOUNT}/koder", f"{ACCOUNT}/aterstallningskoder"


def add(pages: Blueprint, hall: Hall) -> None:
    """The pages with their forms. A password is chosen together with the codes; later each by itself."""
    _add_password(pages, hall)
    _add_codes(pages, hall)
    _add_recovery(pages, hall)


def _add_password(pages: Blueprint, hall: Hall) -> None:
    @pages.get(PASSWORD)
    @open_to(Caller.EDITOR)
    @confirmed_when_possible
    def show_password() -> Response:
        return _page(hall, "Välj lösenord", password=True, codes=not _has_codes(hall))

    @pages.post(PASSWORD)
    @open_to(Caller.EDITOR)
    @confirmed_when_possible
    def choose_password() -> AnyResponse:
        codes = not _has_codes(hall)
        try:
            shown = _choose(hall, password=True, codes=codes)
        except Refused as error:
            return _page(hall, "Välj lösenord", password=True, codes=codes, trouble=error)
        return _show(hall, shown) if shown else go(f"{ACCOUNT}?klart=losenord")


def _add_codes(pages: Blueprint, hall: Hall) -> None:
    @pages.get(CODES)
    @open_to(Caller.EDITOR)
    @confirmed_when_possible
    def show_codes() -> AnyResponse:
        return _page(hall, "Byt app för koder", codes=True) if _has_codes(hall) else go(PASSWORD)

    @pages.post(CODES)
    @open_to(Caller.EDITOR)
    @confirmed_when_possible
    def choose_codes() -> AnyResponse:
        if not _has_codes(hall):
            return go(PASSWORD)
        try:
            return _show(hall, _choose(hall, codes=True))
        except Refused as error:
            return _page(hall, "Byt app för koder", codes=True, trouble=error)


def _add_recovery(pages: Blueprint, hall: Hall) -> None:
    @pages.get(RECOVERY)
    @open_to(Caller.EDITOR)
    @confirmed_when_possible
    def ask_for_recovery_codes() -> Response:
        return hall.frame.page("desk/renew.html", "Nya återställningskoder", nav="account")

    @pages.post(RECOVERY)
    @open_to(Caller.EDITOR)
    @confirmed_when_possible
    def renew_recovery_codes() -> Response:
        try:
            with hall.gate.database.writing() as session:
                return _show(hall, hall.credentials(session).renew_recovery_codes())
        except Refused as error:
            return hall.gate.refusal(current_operator(), "Nya återställningskoder", error.message, status=400)


def _has_codes(hall: Hall) -> bool:
    with hall.gate.database.reading() as session:
        return hall.credentials(session).operator.totp_secret is not None


def _page(
    hall: Hall, title: str, *, password: bool = False, codes: bool = False, trouble: Refused | None = None
) -> Response:
    person = current_operator()
    secret = _offered_secret(hall)
    return hall.frame.page(
        "desk/choose.html",
        title,
        nav="account",
        status=400 if trouble else 200,
        trouble=trouble and said(trouble, person),
        password=password,
        codes=codes,
        sealed=totp.seal(hall.gate.secrecy, secret, person.session_id),
        secret=totp.grouped(secret),
        picture=Markup(totp.picture(secret, person.name, hall.frame.service.service.name)),
    )


def _offered_secret(hall: Hall) -> str:
    """A secret for an app; the same one when the form comes back with a fault, so that the app is set up once."""
    try:
        return totp.unseal(hall.gate.secrecy, request.form.get("hemlighet", ""), current_operator().session_id)
    except Refused:
        return totp.new_secret()


def _choose(hall: Hall, *, password: bool = False, codes: bool = False) -> list[str]:
    """Keep what was chosen. Returns the recovery codes that came of it. Raises Refused."""
    person = current_operator()
    password_hash = _new_password(hall) if password else None
    with hall.gate.database.writing() as session:
        own = hall.credentials(session)
        if password_hash:
            own.set_password(password_hash)
        shown = _set_codes(hall, own) if codes else []
        hall.gate.sessions(session).confirm(person.session_id)
    return shown


def _new_password(hall: Hall) -> str:
    chosen = request.form.get("losenord", "")
    check_password(chosen, current_operator().name)
    if chosen != request.form.get("igen", ""):
        raise Refused("Lösenorden är inte lika. Skriv samma två gånger.")
    return hall.door.passwords.hash(chosen)


def _set_codes(hall: Hall, own: Credentials) -> list[str]:
    sealed = request.form.get("hemlighet", "")
    secret = totp.unseal(hall.gate.secrecy, sealed, own.person.session_id)
    return own.set_codes(secret, request.form.get("kod", ""))


def _show(hall: Hall, codes: list[str]) -> Response:
    return hall.frame.page("desk/recovery_codes.html", "Spara återställningskoderna", nav="account", codes=codes)
