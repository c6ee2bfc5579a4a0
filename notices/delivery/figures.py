"""How delivery stands, in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session

from models.delivery import FAILED, Broadcast, Delivery, State
from models.registration import IS_CANARY, Channel, Registration
from notices.delivery.transitions import OPEN

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """One channel's deliveries. `accepted` are all that the provider has taken, `delivered` those that it says have
    come to the phone, `failed` those that will not. `oldest` is when the oldest that is not settled might be sent,
    those included of which the deliveries are not written down yet.
    """

    pending: int = 0
    accepted: int = 0
    delivered: int = 0
    failed: int = 0
    unknown: int = 0
    oldest: datetime | None = None

    def age(self, now: datetime) -> timedelta:
        """How long the oldest has waited; nothing where none waits, or only what is to wait for its time."""
        return max(now - self.oldest, timedelta()) if self.oldest else timedelta()


# Without our own canary, which is no subscriber.
CANARIES = select(Registration.id).where(IS_CANARY)
_NOTHING = Standing()
_IS_OPEN = Delivery.state.in_(OPEN)
_ACCEPTED = Delivery.state == State.ACCEPTED
_REFUSED = Delivery.state.in_((State.REFUSED, State.GIVEN_UP))
_COUNTED: dict[str, ColumnElement[bool]] = {
    "pending": Delivery.state.in_((State.PENDING, State.SENDING)),
    "accepted": _ACCEPTED,
    "delivered": and_(_ACCEPTED, Delivery.provider_status == "delivered"),
    "failed": or_(_REFUSED, and_(_ACCEPTED, Delivery.provider_status.in_(FAILED))),
    "unknown": Delivery.state == State.UNKNOWN,
}


def figures(session: Session, notice_id: int) -> dict[Channel, Standing]:
    """How a notice stands in each channel in which it was told."""
    of_notice = select(Broadcast.id).where(Broadcast.notice_id == notice_id)
    told = _standing(session, Delivery.broadcast_id.in_(of_notice))
    return _together(_not_expanded(session, Broadcast.notice_id == notice_id), told, told)


def figures_now(session: Session, now: datetime) -> dict[Channel, Standing]:
    """How each channel stands: all that is not settled, and what became of the broadcasts of the last day.

    Takes no longer when there is more in the outbox that is older. A channel in which nothing happens is left out.
    """
    of_late = select(Broadcast.id).where(or_(Broadcast.ended_at.is_(None), Broadcast.ended_at >= now - A_DAY))
    going_on = _standing(session, Delivery.id.in_(select(Delivery.id).where(_IS_OPEN)))  # by their index, for SQLite
    return _together(_not_expanded(session, true()), going_on, _standing(session, Delivery.broadcast_id.in_(of_late)))


def registered_now(session: Session) -> dict[Channel, int]:
    """How many would be told now, by channel."""
    active = select(Registration.channel, func.count()).group_by(Registration.channel)
    rows = session.execute(active.where(Registration.ended_at.is_(None), Registration.id.not_in(CANARIES)))
    return {row[0]: row[1] for row in rows}


def _together(
    not_expanded: Mapping[Channel, datetime], going_on: Mapping[Channel, Standing], told: Mapping[Channel, Standing]
) -> dict[Channel, Standing]:
    """What goes on from the one, what was told from the other."""
    channels = not_expanded.keys() | going_on.keys() | told.keys()
    return {one: _of(not_expanded.get(one), going_on.get(one, _NOTHING), told.get(one, _NOTHING)) for one in channels}


def _of(not_expanded: datetime | None, going_on: Standing, told: Standing) -> Standing:
    oldest = min(filter(None, (not_expanded, going_on.oldest)), default=None)
    return replace(told, pending=going_on.pending, unknown=going_on.unknown, oldest=oldest)


def _not_expanded(session: Session, which: ColumnElement[bool]) -> dict[Channel, datetime]:
    """From when the broadcasts might be sent of which no delivery is written down yet."""
    waiting = select(Broadcast.channel, func.min(Broadcast.not_before)).group_by(Broadcast.channel)
    rows = session.execute(waiting.where(Broadcast.ended_at.is_(None), Broadcast.expanded_at.is_(None), which))
    return {row[0]: row[1] for row in rows}


def _standing(session: Session, which: ColumnElement[bool]) -> dict[Channel, Standing]:
    """By channel. The deliveries are counted first and by their broadcast alone, so that only they are looked at."""
    counts = {name: func.count().filter(what) for name, what in _COUNTED.items()}
    columns = (*(count.label(name) for name, count in counts.items()), func.count().filter(_IS_OPEN).label("open"))
    told = select(Delivery.broadcast_id, *columns).where(which, Delivery.registration_id.not_in(CANARIES))
    each = told.group_by(Delivery.broadcast_id).subquery()
    sums = (func.sum(each.c[name]) for name in counts)
    oldest = func.min(Broadcast.not_before).filter(each.c.open > 0)
    found = select(Broadcast.channel, oldest, *sums).join(each, each.c.broadcast_id == Broadcast.id)
    rows = session.execute(found.group_by(Broadcast.channel))
    return {row[0]: Standing(oldest=row[1], **dict(zip(counts, map(int, row[2:]), strict=True))) for row in rows}
