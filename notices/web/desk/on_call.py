"""`/desk/larm/jour`: who is told of alarms. For administrators: whoever changes it decides who hears of a theft."""

from collections.abc import Callable, Sequence

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from notices import audit
from notices.alarming.contacts import Contact, InvalidContact, contacts, on_call_periods, read_contact, set_contacts
from notices.errors import IllegalAct
from notices.web.access import Caller, current_operator, open_to, recently_confirmed
from notices.web.desk.alarms_page import ALARMS
from notices.web.desk.desk import Desk
from notices.web.signing_in.hall import go

ON_CALL = f"{ALARMS}/jour"


def blueprint(desk: Desk) -> Blueprint:
    """The list with its history; a contact is known by the keyed hash of its address."""
    pages = Blueprint("on_call", __name__)
    secrecy = desk.parts.receiver.secrecy

    def page(trouble: str = "") -> Response:
        with desk.reading() as session:
            people = contacts(session, desk.parts.settings)
            periods = on_call_periods(session)
        return desk.page(
            "desk/jour.html",
            "Jour",
            nav="alarms",
            status=422 if trouble else 200,
            trouble=trouble,
            people=[(one, secrecy.digest(one.address)) for one in people],
            is_set=any(period.ended_at is None for period in periods),
            periods=periods,
        )

    @pages.get(ON_CALL)
    @open_to(Caller.ADMINISTRATOR)
    @recently_confirmed
    def show_list() -> Response:
        return page()

    @pages.post(ON_CALL)
    @open_to(Caller.ADMINISTRATOR)
    @recently_confirmed
    def add() -> AnyResponse:
        name = request.form.get("namn", "").replace("=", " ").strip()
        try:
            added = read_contact(f"{name}={request.form.get('adress', '')}")
        except InvalidContact as error:
            return page(str(error))
        _change(desk, lambda people: [*(one for one in people if one.address != added.address), added])
        return go(ON_CALL)

    @pages.post(f"{ON_CALL}/borttagning")
    @open_to(Caller.ADMINISTRATOR)
    @recently_confirmed
    def remove() -> AnyResponse:
        digest = request.form.get("vem", "")
        _change(desk, lambda people: [one for one in people if secrecy.digest(one.address) != digest])
        return go(ON_CALL)

    return pages


def _change(desk: Desk, change: Callable[[Sequence[Contact]], list[Contact]]) -> None:
    """Put a list in the place of the one that counts now. Raises IllegalAct where nothing would change."""
    who, settings = current_operator().name, desk.parts.settings
    with desk.parts.database.writing() as session:
        before = contacts(session, settings)
        set_contacts(session, settings, change(before), who, desk.clock())
        after = contacts(session, settings)
        if after == before:
            raise IllegalAct("Listan är redan sådan. Den som ON_CALL nämner tas bort där.")
        audit.record(
            session,
            actor=who,
            act="set_on_call",
            subject="on_call",
            before={"people": _shown(before)},
            after={"people": _shown(after)},
            source_address=desk.source(),
            now=desk.clock(),
        )


def _shown(people: Sequence[Contact]) -> list[str]:
    """Masked: what stands in the audit is never erased."""
    return [f"{one.name} {one.masked}".strip() for one in people]
