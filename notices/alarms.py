"""Alarms to the operators on call: raised, taken, closed. Telling of them is the work of `notices.alarming`."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.alarm import Alarm
from notices.errors import IllegalAct, NotFound

log = structlog.get_logger(__name__)
# The same words, and the same meaning, on both.
_INSERT: dict[str, Callable[[type[Alarm]], Any]] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


def raise_alarm(session: Session, key: str, what: str, link: str, now: datetime, *, urgent: bool = True) -> Alarm:
    """Alarm those on call. While the key has an open alarm, its words are amended and nobody is told anew at once.

    `what` is Swedish, ended with a full stop; `link` is where the trouble is seen to. One that is not urgent waits
    until the quiet hours are over.
    """
    words = {"what": what, "link": link, "urgent": urgent, "seen_at": now}
    row = {"key": key, "raised_at": now, "rounds": 0, "tell_at": now, **words}
    insert = _INSERT[session.get_bind().dialect.name](Alarm).values(row)
    amended = insert.on_conflict_do_update(index_elements=["key"], index_where=text("closed_at IS NULL"), set_=words)
    raised: Alarm = session.scalars(amended.returning(Alarm), execution_options={"populate_existing": True}).one()
    if raised.raised_at == now:
        log.warning("alarm_raised", alarm=raised.id, key=key, what=what)
    return raised


def take(session: Session, alarm: Alarm, who: str, now: datetime) -> None:
    """Somebody sees to it, so that nobody is told any more. Raises IllegalAct where it is taken already, or closed."""
    free = update(Alarm).where(Alarm.id == alarm.id, Alarm.taken_at.is_(None), Alarm.closed_at.is_(None))
    taken = session.scalar(free.values(taken_at=now, taken_by=who).returning(Alarm.id))
    session.refresh(alarm)
    if taken is None:
        state = "är redan avslutat" if alarm.closed_at else f"har redan tagits av {alarm.taken_by}"
        raise IllegalAct(f"Larm {alarm.id} {state}.")


def close(session: Session, key: str, now: datetime, why: str) -> bool:
    """The trouble is over. False where the key has no open alarm."""
    going_on = update(Alarm).where(Alarm.key == key, Alarm.closed_at.is_(None))
    closed = going_on.values(closed_at=now, closed_reason=why).returning(Alarm.id)
    return session.scalar(closed) is not None


def open_alarms(session: Session, prefix: str = "") -> Sequence[Alarm]:
    """Those that are not closed, oldest first; with a prefix, those whose key begins so."""
    still_open = select(Alarm).where(Alarm.closed_at.is_(None), Alarm.key.startswith(prefix, autoescape=True))
    return session.scalars(still_open.order_by(Alarm.id)).all()


def find_alarm(session: Session, number: int) -> Alarm:
    """The alarm of that number. Raises NotFound."""
    alarm = session.get(Alarm, number)
    if alarm is None:
        raise NotFound(f"Inget larm har nummer {number}. Se vilka som finns med: flask --app app alarm list")
    return alarm
