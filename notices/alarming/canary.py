"""The canary: a number of our own that is told like everybody else, to see whether what is sent arrives."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.delivery import FAILED, Broadcast, BroadcastEnd, Delivery, State
from models.registration import Channel, EndReason, Registration, Source
from notices.config import Settings
from notices.database import Database
from notices.errors import ConfigurationError
from notices.numbers import InvalidNumber, Numbers
from notices.registrations import Registry
from notices.repeating import repeated
from notices.secrecy import Secrecy

_OVERTAKEN = (BroadcastEnd.SUPERSEDED, BroadcastEnd.UNTRUE, BroadcastEnd.CLOSED)
_ARRIVED = ("delivered", "read")


def canary_number(settings: Settings) -> str:
    """The number in E.164 form; empty for none. Raises ConfigurationError where it is no mobile number."""
    if not settings.sms_canary.strip():
        return ""
    try:
        return Numbers(foreign=True).read(settings.sms_canary)
    except InvalidNumber as error:
        raise ConfigurationError(f"SMS_CANARY går inte att använda. {error}") from error


def keep_canary(database: Database, secrecy: Secrecy, number: str, now: datetime) -> None:
    """Register the number, and end what was registered as a canary before; an empty number ends it all."""

    def work(session: Session) -> None:
        registry = Registry(session, secrecy, Channel.SMS, now)
        wanted = registry.active(number) if number else None
        for registration in {*_canaries(session), *filter(None, [wanted])}:
            if registration is not wanted or registration.source is not Source.CANARY:
                registration.end(EndReason.OPERATOR, now)
        session.flush()
        if number:
            registry.begin(number, Source.CANARY)

    repeated(database, work)


def is_registered(session: Session) -> bool:
    """Whether a canary is told now."""
    return bool(_canaries(session))


def has_arrived(delivery: Delivery) -> bool:
    """Whether the provider says that the phone has it."""
    return delivery.provider_status in _ARRIVED


def has_failed(delivery: Delivery) -> bool:
    """Whether it is certain that it will not arrive."""
    if delivery.state is State.ACCEPTED:
        return delivery.provider_status in FAILED
    return delivery.state in (State.REFUSED, State.DROPPED, State.GIVEN_UP)


def is_overtaken(broadcast: Broadcast, delivery: Delivery | None) -> bool:
    """Whether a newer word was sent instead, so that this one should not arrive."""
    return broadcast.ended_reason in _OVERTAKEN and (delivery is None or delivery.provider_id is None)


def canary_of(session: Session, broadcast: Broadcast) -> Delivery | None:
    """The canary's delivery of a broadcast, where there is one."""
    return session.scalar(
        select(Delivery)
        .join(Registration, Registration.id == Delivery.registration_id)
        .where(Delivery.broadcast_id == broadcast.id, Registration.source == Source.CANARY)
        .order_by(Delivery.id.desc())
        .limit(1)
    )


def known_of(delivery: Delivery) -> str:
    """What is known of a delivery that has not arrived, in Swedish, as the end of a sentence."""
    if delivery.state is State.DROPPED:
        return _NOT_SENT.get(delivery.error_code or "", "det sändes inte")
    code = f" (kod {delivery.error_code})" if delivery.error_code else ""
    if delivery.state is State.ACCEPTED and delivery.provider_status in FAILED:
        return f"leverantören fick inte fram det{code}"
    return f"{_KNOWN[delivery.state]}{code}"


_NOT_SENT = {"not_allowed": "numret står inte i SMS_RECIPIENTS", "left": "numret är avregistrerat"}
_KNOWN = {
    State.PENDING: "det väntar på att sändas",
    State.SENDING: "det håller på att sändas",
    State.UNKNOWN: "ingen vet om leverantören har det",
    State.ACCEPTED: "leverantören har det, men inget kvitto har kommit",
    State.REFUSED: "leverantören tog inte emot det",
    State.GIVEN_UP: "det hann inte sändas medan det var aktuellt",
}


def _canaries(session: Session) -> list[Registration]:
    active = select(Registration).where(Registration.source == Source.CANARY, Registration.ended_at.is_(None))
    return list(session.scalars(active))
