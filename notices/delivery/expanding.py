"""From one broadcast to a delivery for each who was registered: in parts, so that the first are told at once."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, insert, literal, or_, select
from sqlalchemy.orm import Session

from models.delivery import Broadcast, Delivery, State
from models.registration import Channel, Registration, Source
from notices.database import Database

# Rows in one transaction: few, so that the first are told at once; then many, as each part has its price.
_FIRST, _PART = 2_000, 25_000
_BEFORE = timedelta(seconds=1)
_MOMENT = Delivery.due_at.type


def expand_due(database: Database, channel: Channel, now: datetime) -> None:
    """Expand all broadcasts whose time has come, oldest first."""
    while expand_next(database, channel, now):
        pass


def expand_next(database: Database, channel: Channel, now: datetime, part: int | None = None) -> bool:
    """Expand a part of the oldest broadcast whose time has come. False where there was none."""
    with database.writing() as session:
        broadcast = session.scalar(_due(channel, now).limit(1).with_for_update(skip_locked=True))
        if broadcast is not None:
            _expand(session, broadcast, part or (_FIRST if broadcast.expanded_at is None else _PART), now)
        return broadcast is not None


def is_due(session: Session, channel: Channel, now: datetime) -> bool:
    """Whether a broadcast waits to be expanded."""
    return session.scalar(_due(channel, now).limit(1)) is not None


def _due(channel: Channel, now: datetime) -> Select[Broadcast]:
    return (
        select(Broadcast)
        .where(
            Broadcast.channel == channel,
            Broadcast.ended_at.is_(None),
            or_(Broadcast.expanded_at.is_(None), Broadcast.rest_after.is_not(None)),
            Broadcast.not_before <= now,
        )
        .order_by(Broadcast.id)
    )


def _expand(session: Session, broadcast: Broadcast, part: int, now: datetime) -> None:
    """Those who were registered when it was published, without those who have left since.

    The canary is in the first part: what goes wrong is seen before everybody has been told.
    """
    after = broadcast.rest_after or 0
    told = (
        Registration.channel == broadcast.channel,
        Registration.started_at <= broadcast.created_at,
        Registration.ended_at.is_(None),
    )
    others = (*told, Registration.source != Source.CANARY, Registration.id > after)
    last = session.scalar(select(Registration.id).where(*others).order_by(Registration.id).offset(part - 1).limit(1))
    these = others if last is None else (*others, Registration.id <= last)
    _write(session, broadcast, these, now)
    if broadcast.expanded_at is None:
        _write(session, broadcast, (*told, Registration.source == Source.CANARY), now - _BEFORE)
        broadcast.expanded_at = now
    broadcast.rest_after = last


def _write(session: Session, broadcast: Broadcast, who: tuple[ColumnElement[bool], ...], due_at: datetime) -> None:
    told = (
        select(
            literal(broadcast.id),
            Registration.id,
            literal(State.PENDING, Delivery.state.type),
            literal(due_at, _MOMENT),
            literal(0),
            literal(0),
        )
        .where(*who)
        .order_by(Registration.id)
    )
    columns = ["broadcast_id", "registration_id", "state", "due_at", "attempts", "failed_attempt"]
    session.execute(insert(Delivery).from_select(columns, told))
