"""What did not come through: the dead letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from models.delivery import NOT_PASSED_ON, Broadcast, Delivery, State
from models.registration import Channel, Registration
from notices.delivery.transitions import OPEN
from notices.secrecy import Secrecy

# Refused or given up by us, or taken by the provider and not passed on.
_REFUSED = Delivery.state.in_((State.REFUSED, State.GIVEN_UP))
_FAILED = and_(NOT_PASSED_ON, Delivery.state.not_in((*OPEN, State.DROPPED)))
DEAD: ColumnElement[bool] = or_(_REFUSED, _FAILED)
# The same by way of the two indexes that know of them, whatever else is joined.
_AMONG_ALL = Delivery.id.in_(select(Delivery.id).where(_REFUSED).union_all(select(Delivery.id).where(_FAILED)))


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One word that did not reach one recipient. `number` is masked, and empty once it is erased.

    `code` is the provider's or a word of ours (see `channels.code_meanings`); `at` is when it was known. `notice_id`
    is None where it was of no notice.
    """

    delivery_id: int
    notice_id: int | None
    channel: Channel
    number: str
    state: State
    provider_status: str | None
    code: str | None
    at: datetime | None


def dead_letters(session: Session, secrecy: Secrecy, notice_id: int | None, most: int) -> Sequence[DeadLetter]:
    """At most so many of one notice or of all, newest first.

    Raises ConfigurationError where the numbers were encrypted with another key.
    """
    at = func.coalesce(Delivery.reported_at, Delivery.settled_at)
    found = (
        select(Delivery, Broadcast.notice_id, Broadcast.channel, Registration.address, at)
        .join(Broadcast, Broadcast.id == Delivery.broadcast_id)
        .join(Registration, Registration.id == Delivery.registration_id)
        .order_by(at.desc(), Delivery.id.desc())
        .limit(most)
    )
    return [
        DeadLetter(
            delivery.id,
            notice,
            channel,
            secrecy.shown(address),
            delivery.state,
            delivery.provider_status,
            delivery.error_code,
            when,
        )
        for delivery, notice, channel, address, when in session.execute(found.where(_of(notice_id)))
    ]


def count_dead(session: Session, notice_id: int | None = None) -> int:
    """How many there are, of one notice or of all."""
    found = select(func.count()).select_from(Delivery).join(Broadcast, Broadcast.id == Delivery.broadcast_id)
    return session.scalars(found.where(_of(notice_id))).one()


def _of(notice_id: int | None) -> ColumnElement[bool]:
    return _AMONG_ALL if notice_id is None else and_(DEAD, Broadcast.notice_id == notice_id)
