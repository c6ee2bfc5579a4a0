"""What the provider tells of a message: in any order, more than once, or of something that we have never seen."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.delivery import FAILED, Broadcast, Delivery, State
from notices.channels.codes import ENDS, LATER
from notices.delivery import gateways
from notices.delivery.opening import go_on
from notices.delivery.outcomes import end_registration, retry_at
from notices.delivery.transitions import Event, happened

_RANK = {
    "accepted": 0,
    "scheduled": 0,
    "queued": 1,
    "sending": 2,
    "sent": 3,
    "delivered": 4,
    "undelivered": 4,
    "failed": 4,
    "canceled": 4,
    "read": 4,
}
_NOTHING_KNOWN = -1
FINAL = tuple(status for status, rank in _RANK.items() if rank == max(_RANK.values()))


def receipt(  # noqa: PLR0917  (all that a receipt says)
    session: Session,
    delivery_id: int,
    attempt: int,
    provider_id: str,
    provider_status: str,
    error_code: str | None,
    now: datetime,
) -> None:
    """Take in one word of the provider's on one attempt. What is unknown, known already or overtaken changes nothing.

    It also settles what was unknown: whoever tells of a message has it.
    """
    if provider_status in FAILED and error_code in LATER:
        _hold(session, delivery_id)
    delivery = session.get(Delivery, delivery_id, with_for_update=True, populate_existing=True)
    if delivery is None or attempt <= delivery.failed_attempt:
        return
    if delivery.provider_id != provider_id and not _adopt(session, delivery, provider_id, now):
        return
    if _rank(provider_status) <= _rank(delivery.provider_status):
        return
    delivery.provider_status, delivery.error_code, delivery.reported_at = provider_status, error_code, now
    if provider_status in FAILED and error_code:
        _failed(session, delivery, attempt, error_code, now)
    session.flush()


def _hold(session: Session, delivery_id: int) -> None:
    """Keep the channel's workers from ending the broadcast as wholly sent while a part of it is put back.

    Before the delivery's own row is locked, as they lock the two in that order.
    """
    channel = session.scalar(select(Broadcast.channel).join(Delivery).where(Delivery.id == delivery_id))
    if channel:
        gateways.lock(session, channel)


def _rank(status: str | None) -> int:
    return _NOTHING_KNOWN if status is None else _RANK.get(status, _NOTHING_KNOWN)


def _adopt(session: Session, delivery: Delivery, provider_id: str, now: datetime) -> bool:
    """The message is this delivery's. False where the delivery has another, or the message belongs elsewhere."""
    elsewhere = session.scalar(select(exists().where(Delivery.provider_id == provider_id)))
    if elsewhere or not happened(Event.ACCEPT, delivery):
        return False
    delivery.provider_id, delivery.provider_status, delivery.error_code = provider_id, None, None
    delivery.settled_at = now
    return True


def _failed(session: Session, delivery: Delivery, attempt: int, code: str, now: datetime) -> None:
    if code in ENDS:
        end_registration(session, delivery.registration_id, ENDS[code], now)
    elif code in LATER and delivery.state is State.ACCEPTED and happened(Event.REOPEN, delivery):
        delivery.failed_attempt, delivery.provider_id = attempt, None
        delivery.due_at, delivery.settled_at = retry_at(attempt, now), None
        go_on(session, delivery.broadcast_id, now)
