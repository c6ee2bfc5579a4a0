"""Taking what is due, and clearing what is no longer to be sent."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, exists, or_, select, update
from sqlalchemy.orm import Session

from models.delivery import Broadcast, BroadcastEnd, Delivery, State
from models.registration import Channel, Registration
from notices.channels.provider import Message
from notices.delivery.opening import end_outdated
from notices.delivery.outcomes import Parcel
from notices.delivery.transitions import OPEN, Event, happening

# Where the subscriber is reached; none where they have left.
_ADDRESS = (
    select(Registration.address)
    .where(Registration.id == Delivery.registration_id, Registration.ended_at.is_(None))
    .correlate(Delivery)
    .scalar_subquery()
)


def is_due(session: Session, channel: Channel, now: datetime, *, quiet: bool = False) -> bool:
    """Whether there is something to claim."""
    return session.scalar(_due(channel, now, quiet=quiet).limit(1)) is not None


def claim(
    session: Session, channel: Channel, most: int, now: datetime, lease: timedelta, *, quiet: bool = False
) -> list[Parcel]:
    """Take at most so many that are due, in the `quiet` hours of what is urgent alone.

    They are this worker's until the lease runs out.
    """
    chosen = _due(channel, now, quiet=quiet).order_by(Delivery.due_at, Delivery.id).limit(most)
    taken = (
        happening(Event.CLAIM)
        .where(Delivery.id.in_(chosen.with_for_update(skip_locked=True, of=Delivery).scalar_subquery()))
        .values(
            attempts=Delivery.attempts + 1,
            lease_until=now + lease,
            sent_at=now,
            provider_id=None,
            provider_status=None,
            error_code=None,
        )
        .returning(Delivery.id, Delivery.attempts, Delivery.registration_id, Delivery.broadcast_id, _ADDRESS)
    )
    # By the tables, not as objects, which would take twice the time.
    rows = sorted(session.connection().execute(taken).all(), key=lambda row: row[0])
    messages = _messages(session, {row[3] for row in rows})
    return [Parcel(id, attempt, who, address, messages[what], now + lease) for id, attempt, who, what, address in rows]


def clear(session: Session, channel: Channel, now: datetime, news: timedelta) -> None:
    """Drop what waits although its broadcast has ended, and end the broadcasts that are old or wholly sent."""
    end_outdated(session, now)
    going_on = update(Broadcast).where(Broadcast.channel == channel, Broadcast.ended_at.is_(None))
    old = going_on.where(Broadcast.expanded_at.is_not(None), Broadcast.not_before < now - news)
    session.execute(old.values(ended_at=now, ended_reason=BroadcastEnd.EXPIRED))
    ended = select(Broadcast.id).where(Broadcast.channel == channel, Broadcast.ended_at.is_not(None))
    for event, kind in ((Event.DROP, Delivery.attempts == 0), (Event.GIVE_UP, Delivery.attempts > 0)):
        waiting = happening(event, [State.PENDING]).where(kind, Delivery.broadcast_id.in_(ended))
        session.execute(waiting.values(settled_at=now))
    still_open = select(Delivery.broadcast_id).where(Delivery.state.in_(OPEN))
    sent = going_on.where(
        Broadcast.expanded_at.is_not(None), Broadcast.rest_after.is_(None), Broadcast.id.not_in(still_open)
    )
    session.execute(sent.values(ended_at=now, ended_reason=BroadcastEnd.SENT))


def fallen(session: Session, held: Sequence[int]) -> frozenset[int]:
    """Those of some claimed deliveries whose broadcast has ended, or whose subscriber has left, meanwhile."""
    if not held:
        return frozenset()
    ended = (
        select(Delivery.id)
        .join(Registration, Registration.id == Delivery.registration_id)
        .join(Broadcast, Broadcast.id == Delivery.broadcast_id)
        .where(Delivery.id.in_(held), or_(Broadcast.ended_at.is_not(None), Registration.ended_at.is_not(None)))
    )
    return frozenset(session.scalars(ended))


def _due(channel: Channel, now: datetime, *, quiet: bool) -> Select[int]:
    sendable = exists().where(
        Broadcast.id == Delivery.broadcast_id, Broadcast.channel == channel, Broadcast.ended_at.is_(None)
    )
    if quiet:
        sendable = sendable.where(Broadcast.urgent)
    return select(Delivery.id).where(Delivery.state == State.PENDING, Delivery.due_at <= now, sendable)


def _messages(session: Session, ids: Collection[int]) -> dict[int, Message]:
    if not ids:
        return {}
    said = session.scalars(select(Broadcast).where(Broadcast.id.in_(ids)))
    return {
        one.id: Message(one.text, one.subject, one.html, str(one.notice_id) if one.notice_id else None, one.created_at)
        for one in said
    }
