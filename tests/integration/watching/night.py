"""A night as the service meets it: an engine whose events are stored, and the worker that watches."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from models.alarm import Alarm
from models.draft import Draft, DraftState
from models.run import Arrival, Incident, JobDay
from notices.drafts import Writer, find_draft, release_next, submit
from notices.runs.plan import Plan
from notices.service import Service
from notices.watching.plans import set_plan
from notices.watching.watchman import Watchman
from tests.factories import SERVICE, Desk
from tests.unit.runs.engine import DAILY, at, plan

ADDRESS = "https://drift.example"
NIGHT = date(2026, 3, 10)
DAY = timedelta(days=1)


@dataclass
class Nights:
    """Anna's service, with watching workers, of which there is one unless a test says otherwise."""

    anna: Desk
    service: Service = SERVICE
    workers: list[Watchman] = field(default_factory=list)
    _ids: int = 0

    def __post_init__(self) -> None:
        self.start_worker()

    def start_worker(self, *, beside: bool = False) -> None:
        """A new process: all that the last one knew is in the tables. `beside`: the last one goes on."""
        if not beside:
            self.end_workers()
        self.workers.append(Watchman(self.anna.database, self.service, ADDRESS))

    def end_workers(self) -> None:
        for worker in self.workers:
            worker.claim.release()
        self.workers.clear()

    def plan(self, what: Plan | None = None, now: datetime | None = None) -> None:
        with self.anna.database.writing() as session:
            set_plan(session, what or plan(), "Anna", now or at(NIGHT - 2 * DAY, 12))

    def say(self, kind: str, when: datetime, *, environment: str = "production", **data: Any) -> None:
        """An event is stored, as it came."""
        self._ids += 1
        event = {
            "specversion": "1.0",
            "id": f"e{self._ids}",
            "source": "/motor",
            "type": f"lefi.{kind}",
            "time": when.isoformat(),
            "data": {"environment": environment, **data},
        }
        row = Arrival(
            source="/motor",
            event_id=str(event["id"]),
            arrived_at=when,
            environment=environment,
            job=data.get("job"),
            run=data.get("run"),
            event=event,
        )
        with self.anna.database.writing() as session:
            session.add(row)

    def starts(self, night: date, hour: int = 1, **more: Any) -> None:
        self.say("run.started", at(night, hour), **{**_run(night), **more})

    def delivers(self, night: date, hour: int = 3, minute: int = 0, **more: Any) -> None:
        when = at(night, hour, minute)
        self.say("run.completed", when, **{**_run(night), "files": 211, "covers": [night.isoformat()], **more})

    def healthy(self, night: date) -> None:
        self.starts(night)
        self.delivers(night)

    def watch(self, now: datetime) -> Counter[str]:
        return self.workers[-1].watch(now)

    def drafts(self) -> list[Draft]:
        with self.anna.database.reading() as session:
            return list(session.scalars(select(Draft).order_by(Draft.id)))

    def draft(self) -> Draft:
        (only,) = self.drafts()
        return only

    def incidents(self) -> list[Incident]:
        with self.anna.database.reading() as session:
            return list(session.scalars(select(Incident).order_by(Incident.opened_at, Incident.key)))

    def days(self) -> dict[date, JobDay]:
        with self.anna.database.reading() as session:
            return {row.nominal: row for row in session.scalars(select(JobDay).order_by(JobDay.due_at))}

    def alarms(self) -> list[Alarm]:
        with self.anna.database.reading() as session:
            return list(session.scalars(select(Alarm).order_by(Alarm.id)))

    def publish(self, number: int, now: datetime) -> int:
        """A person publishes a draft, and the worker lets it out: the notice."""
        with self.anna.database.writing() as session:
            writer = Writer(session, self.service, "Anna", now, may_publish=True)
            draft = find_draft(session, number)
            submit(writer, draft, draft.version)
        with self.anna.database.writing() as session:
            draft = release_next(session, self.service, ADDRESS, now + timedelta(seconds=11)) or draft
            assert draft.state is DraftState.PUBLISHED, draft.problem
            return draft.notice_id or 0


def _run(night: date) -> dict[str, Any]:
    return {"job": DAILY, "run": f"körning-{night}", "nominal": night.isoformat()}
