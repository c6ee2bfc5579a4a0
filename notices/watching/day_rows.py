"""Keeping the days: only the rows that have changed are touched, as those who read look for what is new."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.run import DayState, JobDay
from notices.watching.days import Day
from notices.watching.keys import key_of


def write_days(session: Session, environment: str, days: Sequence[Day], dates: Collection[date], now: datetime) -> int:
    """Write the days of these dates. How many rows were touched.

    What was planned, and is so no longer, goes; what has happened stays.
    """
    if not dates:
        return 0
    known = _known(session, environment, dates)
    touched = 0
    for day in days:
        keyed = replace(day, incidents=tuple(key_of(environment, id_) for id_ in day.incidents))
        touched += _write(session, environment, known.pop((day.job, day.due_at), None), keyed, now)
    for (_, due_at), row in known.items():
        if row.state is DayState.PLANNED or due_at > now:
            session.delete(row)
            touched += 1
    return touched


def _known(session: Session, environment: str, dates: Collection[date]) -> dict[tuple[str, datetime], JobDay]:
    rows = session.scalars(
        select(JobDay).where(
            JobDay.environment == environment, JobDay.nominal.between(min(dates), max(dates)), JobDay.nominal.in_(dates)
        )
    )
    return {(row.job, row.due_at): row for row in rows}


def _write(session: Session, environment: str, row: JobDay | None, day: Day, now: datetime) -> bool:
    values = {**asdict(day), "incidents": list(day.incidents), "figures": {b: dict(f) for b, f in day.figures.items()}}
    if row is None:
        session.add(JobDay(environment=environment, updated_at=now, **values))
        return True
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    if changed:
        row.updated_at = now
    return bool(changed)
