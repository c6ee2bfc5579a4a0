"""How many have been registered, month by month. Our own canary is no subscriber, and never counts."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from models.registration import Channel, Registration
from notices.clock import day_of, midnight
from notices.delivery.figures import CANARIES

MONTHS = 12
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Month:
    """One month: how many were registered at its end (or are now) in each channel; how many came and went in it."""

    first: date
    registered: dict[Channel, int]
    new: int
    ended: int

    @property
    def all(self) -> int:
        return sum(self.registered.values())


def months(session: Session, now: datetime, count: int = MONTHS) -> list[Month]:
    """The last so many months, oldest first, the one that goes on last. One look at the table."""
    firsts = _firsts(day_of(now), count)
    edges = [midnight(first) for first in firsts]
    named = {f"{name}{i}": what for i, edge in enumerate(edges) for name, what in _counted(edge, edges[i + 1 : i + 2])}
    columns = (func.count().filter(what).label(name) for name, what in named.items())
    chosen = select(Registration.channel, *columns).where(Registration.id.not_in(CANARIES))
    rows = {row.channel: row._mapping for row in session.execute(chosen.group_by(Registration.channel))}
    return [
        Month(
            first,
            {channel: row[f"at_end{i}"] for channel, row in rows.items()},
            sum(row[f"new{i}"] for row in rows.values()),
            sum(row[f"ended{i}"] for row in rows.values()),
        )
        for i, first in enumerate(firsts)
    ]


def _counted(begins: datetime, following: list[datetime]) -> list[tuple[str, ColumnElement[bool]]]:
    """What is counted of a month; `following` is where the next begins, empty of the one that goes on."""
    started, ended = Registration.started_at, Registration.ended_at
    before = [started < edge for edge in following]
    after = [ended >= edge for edge in following]
    return [
        ("at_end", and_(or_(ended.is_(None), *after), *before)),
        ("new", and_(started >= begins, *before)),
        ("ended", and_(ended >= begins, *(ended < edge for edge in following))),
    ]


def _firsts(today: date, count: int) -> list[date]:
    """The first days of the last so many months."""
    last = today.year * _YEAR + today.month - 1
    return [date(month // _YEAR, month % _YEAR + 1, 1) for month in range(last - count + 1, last + 1)]
