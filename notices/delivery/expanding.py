"""From one broadcast to a delivery for each who was registered: one statement for each broadcast."""

from datetime import datetime, timedelta

from sqlalchemy import Select, case, insert, literal, select
from sqlalchemy.orm import Session

from models.delivery import Broadcast, Delivery, State
from models.registration import Channel, Registration, Source
from notices.database import Database

_BEFORE = timedelta(seconds=1)
_MOMENT = Delivery.due_at.type


def expand_due(database: Database, channel: Channel, now: datetime) -> None:
    """Expand all broadcasts whose time has come, oldest first, each in a transaction of its own."""
    while True:
        with database.writing() as session:
            broadcast = session.scalar(_due(channel, now).limit(1).with_for_update(skip_locked=True))
            if broadcast is None:
                return
            _expand(session, broadcast, now)


def is_due(session: Session, channel: Channel, now: datetime) -> bool:
    """Whether a broadcast waits to be expanded."""
    return session.scalar(_due(channel, now).limit(1)) is not None


def _due(channel: Channel, now: datetime) -> Select[Broadcast]:
    return (
        select(Broadcast)
        .where(
            Broadcast.channel == channel,
            Broadcast.ended_at.is_(None),
            Broadcast.expanded_at.is_(None),
            Broadcast.not_before <= now,
        )
        .order_by(Broadcast.id)
    )


def _expand(session: Session, broadcast: Broadcast, now: datetime) -> None:
    """Those who were registered when it was published, without those who have left since."""
    told = (
        select(
            literal(broadcast.id),
            Registration.id,
            literal(State.PENDING, Delivery.state.type),
            # The canary in the first batch: what goes wrong is seen before everybody has been told.
            case((Registration.source == Source.CANARY, literal(now - _BEFORE, _MOMENT)), else_=literal(now, _MOMENT)),
            literal(0),
            literal(0),
        )
        .where(
            Registration.channel == broadcast.channel,
            Registration.started_at <= broadcast.created_at,
            Registration.ended_at.is_(None),
        )
        .order_by(Registration.id)
    )
    columns = ["broadcast_id", "registration_id", "state", "due_at", "attempts", "failed_attempt"]
    session.execute(insert(Delivery).from_select(columns, told))
    broadcast.expanded_at = now
