"""A small engine of our own making: nights that are healthy unless a test says otherwise."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from notices.clock import STOCKHOLM
from notices.runs.drafts import Change, Draft
from notices.runs.events import parse_event
from notices.runs.plan import Plan, plan_of
from notices.runs.watching import Watch

Row = dict[str, int | list[int]]
Rows = dict[str, Row]
Spoil = Callable[[Rows], None]

DAILY = "dygnskorning"
PERSONS = {"SA": 400, "FP": 900, "TFP": 600, "SJP": 800, "AKT": 300}
_BY_DAY = ("FP", "TFP", "SJP")
_QUIET = 0.2


def plan(**more: Any) -> Plan:
    """A nightly job at 01.00, to be delivered by 06.00, and what else a test needs."""
    daily = {
        "name": DAILY,
        "title": "Dygnskörning",
        "schedule": "0 1 * * *",
        "deliver_by": "06:00",
        "max_minutes": 360,
    }
    jobs = [daily, *more.pop("jobs", [])]
    return plan_of({"jobs": jobs, **more})


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A Swedish clock time, as UTC."""
    return datetime.combine(day, time(hour, minute), STOCKHOLM).astimezone(UTC)


class Engine:
    """It sends its events to a watch, and remembers what the watch said."""

    def __init__(self, plan: Plan, persons: dict[str, int] = PERSONS, seed: int = 7) -> None:
        self.watch = Watch(plan)
        self.persons = persons
        self.changes: list[Change] = []
        self.sequence = 100
        self._random = random.Random(seed)
        self._ids = 0

    @property
    def drafts(self) -> list[Draft]:
        """Every draft as it is now, in the order in which they were put up."""
        return list({change.draft.id: change.draft for change in self.changes}.values())

    def send(self, kind: str, when: datetime, arrived: datetime | None = None, **data: Any) -> dict[str, Any]:
        """Send an event; it arrives at once unless said otherwise."""
        self._ids += 1
        event: dict[str, Any] = {
            "specversion": "1.0",
            "id": f"e{self._ids}",
            "source": "/motor",
            "type": f"lefi.{kind}",
            "subject": "körning",
            "time": when.isoformat(),
            "data": {"environment": "production", **data},
        }
        self.changes += self.watch.feed(parse_event(event), arrived or when)
        return event

    def nights(self, first: date, count: int, spoil: Spoil | None = None) -> date:
        """So many nights in a row; the date after the last."""
        for n in range(count):
            self.night(first + timedelta(n), spoil)
        return first + timedelta(count)

    def night(self, day: date, spoil: Spoil | None = None, begin: datetime | None = None, **more: Any) -> str:
        """One night: a start and a delivery. `more` are data of the delivery that differ. The id of the run."""
        begun = begin or at(day, 1)
        ended = begun + timedelta(minutes=self._random.randrange(80, 110))
        self.sequence += 1
        rows = self.rows(day)
        if spoil:
            spoil(rows)
        persons = sum(_count(row["komplett"]) + _count(row["uppdaterad"]) for row in rows.values())
        run = str(more.pop("run", f"körning-{day}"))
        data = {"job": DAILY, "run": run, "nominal": day.isoformat(), "sequence": more.pop("sequence", self.sequence)}
        missing = more.pop("missing", self._random.randrange(3))
        self.send("run.started", begun, **data)
        done: dict[str, Any] = {"covers": [day.isoformat()], "files": 211, "persons": persons, "benefits": rows}
        self.send("run.completed", ended, **data, **{**done, "persons_due": persons + _count(missing), **more})
        return run

    def rows(self, day: date) -> Rows:
        """A healthy night's figures."""
        size = _QUIET if day.weekday() in (5, 6) else 1.0
        return {code: self._row(code, size * persons) for code, persons in self.persons.items()}

    def tick(self, now: datetime) -> None:
        """Let time pass."""
        self.changes += self.watch.tick(now)

    def _row(self, code: str, size: float) -> Row:
        changed = self._about(size, 0.07)
        row: Row = {
            "komplett": self._about(changed * 0.02, 0.2),
            "uppdaterad": changed,
            "utan_utbetalning": self._about(changed * 0.06, 0.12),
            "aterkrav": self._about(changed * 0.03, 0.15),
        }
        if code in _BY_DAY:
            row["dagar"] = [self._about(changed / 15, 0.1) for _ in range(31)]
        return row

    def _about(self, size: float, spread: float) -> int:
        return round(size * self._random.lognormvariate(0, spread))


def _count(value: object) -> int:
    assert isinstance(value, int)
    return value
