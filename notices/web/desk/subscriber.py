"""`/desk/prenumeranter/<id>`: one subscriber, by the number of a registration: its history, its end, forgetting it."""

from dataclasses import asdict

from flask import Blueprint, Response
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from models.base import LARGEST_ID
from models.delivery import Broadcast, Delivery
from models.registration import EndReason, Registration, Source
from notices import audit
from notices.channels.code_meanings import meaning
from notices.delivery.wording import said
from notices.errors import IllegalAct, NotFound
from notices.forgetting import forget
from notices.registrations import Registry
from notices.secrecy import mask
from notices.web.access import Caller, current_operator, open_to, recently_confirmed
from notices.web.desk.desk import Desk
from notices.web.desk.provider_words import status_in_words
from notices.web.desk.subscribers import SUBSCRIBERS
from notices.web.signing_in.hall import go

ONE = f"{SUBSCRIBERS}/<int(max={LARGEST_ID}):number>"
SOURCES = {
    Source.KEYWORD: "genom sms",
    Source.IMPORT: "genom import",
    Source.FORM: "genom formuläret",
    Source.CANARY: "som kontrollnummer",
}
REASONS = {
    EndReason.STOPP: "med STOPP",
    EndReason.OPTED_OUT: "hos leverantören",
    EndReason.INVALID: "adressen finns inte",
    EndReason.NOT_MOBILE: "numret kan inte ta emot sms",
    EndReason.OPERATOR: "av oss",
    EndReason.CHANNEL_CLOSED: "kanalen är stängd",
}
_LATEST = 20


def blueprint(desk: Desk) -> Blueprint:
    """The page, and what its buttons post to."""
    pages = Blueprint("desk_subscriber", __name__)
    _add_page(pages, desk)
    _add_end(pages, desk)
    _add_erasing(pages, desk)
    return pages


def _add_page(pages: Blueprint, desk: Desk) -> None:
    @pages.get(ONE)
    @open_to(Caller.PUBLISHER)
    def show_subscriber(number: int) -> Response:
        with desk.reading() as session:
            one = _find(session, number)
            history = _history(desk, session, one)
            deliveries = _deliveries(session, [registration.id for registration in history])
        return desk.page(
            "desk/prenumerant.html",
            desk.parts.receiver.secrecy.shown(one.address) or "Glömd prenumerant",
            nav="subscribers",
            one=one,
            history=history,
            deliveries=deliveries,
            is_active=any(registration.ended_at is None for registration in history),
            is_ours=any(_is_ours(registration) for registration in history),
            sources=SOURCES,
            reasons=REASONS,
            said=said,
            meaning=meaning,
            status_in_words=status_in_words,
        )


def _add_end(pages: Blueprint, desk: Desk) -> None:
    @pages.post(f"{ONE}/avslut")
    @open_to(Caller.PUBLISHER)
    def end(number: int) -> AnyResponse:
        with desk.parts.database.writing() as session:
            one = _find(session, number)
            address, registry = _whole(desk, one), _registry(desk, session, one)
            active = registry.active(address)
            if active is None:
                raise IllegalAct("Ingen är registrerad här. Inget ändrades.")
            if _is_ours(active):
                raise IllegalAct("Det är vårt eget kontrollnummer. Det styrs av SMS_CANARY.")
            registry.end(address, EndReason.OPERATOR)
            _record(desk, session, "end", f"registration:{active.id}", {"number": mask(address)})
        return go(f"{SUBSCRIBERS}/{number}")


def _add_erasing(pages: Blueprint, desk: Desk) -> None:
    @pages.get(f"{ONE}/glomska")
    @open_to(Caller.PUBLISHER)
    @recently_confirmed
    def ask(number: int) -> Response:
        with desk.reading() as session:
            one = _find(session, number)
            shown = mask(_whole(desk, one))
            _require_ended(_history(desk, session, one))
        return desk.page("desk/glomska.html", "Glöm prenumeranten", nav="subscribers", one=one, shown=shown)

    @pages.post(f"{ONE}/glomska")
    @open_to(Caller.PUBLISHER)
    @recently_confirmed
    def erase(number: int) -> AnyResponse:
        with desk.parts.database.writing() as session:
            one = _find(session, number)
            address, history = _whole(desk, one), _history(desk, session, one)
            _require_ended(history)
            gone = forget(session, desk.parts.receiver.secrecy, address, desk.clock())
            ids = ",".join(str(registration.id) for registration in history)
            _record(desk, session, "erase", f"registration:{ids}", asdict(gone))
        return go(f"{SUBSCRIBERS}/{number}")


def _find(session: Session, number: int) -> Registration:
    one = session.get(Registration, number)
    if one is None:
        raise NotFound(f"Ingen prenumerant har nummer {number}.")
    return one


def _whole(desk: Desk, one: Registration) -> str:
    """The whole address. Raises IllegalAct where it is forgotten."""
    if one.address is None:
        raise IllegalAct("Prenumeranten är redan bortglömd.")
    return desk.parts.receiver.secrecy.read(one.address)


def _registry(desk: Desk, session: Session, one: Registration) -> Registry:
    return Registry(session, desk.parts.receiver.secrecy, one.channel, desk.clock())


def _history(desk: Desk, session: Session, one: Registration) -> list[Registration]:
    """All that is known of the same address, newest first; of one that is forgotten, this registration alone."""
    return [one] if one.address is None else _registry(desk, session, one).history(_whole(desk, one))


def _deliveries(session: Session, registrations: list[int]) -> list[tuple[Broadcast, Delivery]]:
    """What the subscriber was told last."""
    told = select(Broadcast, Delivery).join(Delivery, Delivery.broadcast_id == Broadcast.id)
    latest = told.where(Delivery.registration_id.in_(registrations)).order_by(Delivery.id.desc()).limit(_LATEST)
    return [(row[0], row[1]) for row in session.execute(latest)]


def _is_ours(one: Registration) -> bool:
    return one.source is Source.CANARY and one.ended_at is None


def _require_ended(history: list[Registration]) -> None:
    if any(one.ended_at is None for one in history):
        raise IllegalAct("Prenumeranten är registrerad. Avsluta först prenumerationen, och glöm sedan.")


def _record(desk: Desk, session: Session, act: str, subject: str, after: dict[str, object]) -> None:
    audit.record(
        session,
        actor=current_operator().name,
        act=act,
        subject=subject,
        before=None,
        after=after,
        source_address=desk.source(),
        now=desk.clock(),
    )
