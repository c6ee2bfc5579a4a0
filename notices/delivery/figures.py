"""How delivery stands, in numbers."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from models.delivery import Broadcast, Delivery, State
from models.registration import Channel
from notices.delivery.receipts import FAILED
from notices.delivery.transitions import OPEN


@dataclass(frozen=True, slots=True)
class Standing:
    """One channel's deliveries. `accepted` are all that the provider has taken, `delivered` those that it says have
    come to the phone, `failed` those that will not. `oldest` is when the oldest that is not settled was due.
    """

    pending: int
    accepted: int
    delivered: int
    failed: int
    unknown: int
    oldest: datetime | None


def figures(session: Session, notice_id: int | None = None) -> dict[Channel, Standing]:
    """How each channel stands, of one notice or of all. A channel of which nothing is known is left out."""
    accepted = Delivery.state == State.ACCEPTED
    refused = Delivery.state.in_((State.REFUSED, State.GIVEN_UP))
    columns = (
        _count(Delivery.state.in_((State.PENDING, State.SENDING))),
        _count(accepted),
        _count(and_(accepted, Delivery.provider_status == "delivered")),
        _count(or_(refused, and_(accepted, Delivery.provider_status.in_(FAILED)))),
        _count(Delivery.state == State.UNKNOWN),
        func.min(Delivery.due_at).filter(Delivery.state.in_(OPEN)),
    )
    found = select(Broadcast.channel, *columns).join(Delivery, Delivery.broadcast_id == Broadcast.id)
    if notice_id is not None:
        found = found.where(Broadcast.notice_id == notice_id)
    rows = session.execute(found.group_by(Broadcast.channel))
    return {row[0]: Standing(row[1], row[2], row[3], row[4], row[5], row[6]) for row in rows}


def _count(what: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(what)
