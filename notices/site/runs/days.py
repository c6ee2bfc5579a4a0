"""The planned runs as the site knows them: plain data that needs no database."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from models.run import DayState
from notices.clock import day_of
from notices.site.moment import Moment

SHOWN_DAYS = 90
SETTLED = frozenset({DayState.ON_TIME, DayState.LATE, DayState.DISTURBED, DayState.NOT_DELIVERED})
WRONG = frozenset({DayState.DISTURBED, DayState.NOT_DELIVERED})


@dataclass(frozen=True, slots=True)
class RunDay:
    """One planned run of the production environment: when it was due and how it went. `incidents` are their keys."""

    job: str
    nominal: date
    due_at: Moment
    deadline_at: Moment
    state: DayState
    number: int | None
    delivered_at: Moment | None
    files: int | None
    incidents: tuple[str, ...]
    changed_at: Moment

    @property
    def is_settled(self) -> bool:
        """Whether it is known how it went."""
        return self.state in SETTLED


@dataclass(frozen=True)
class Runs:
    """What is known of the runs, as of a mark in the database.

    `days` stand in the order in which they were due. `titles` are what the plan calls its jobs, in its order.
    `notices` says which notice was published of an incident.
    """

    mark: str
    days: tuple[RunDay, ...]
    titles: dict[str, str]
    notices: dict[str, int]

    @cached_property
    def by_job(self) -> dict[str, list[RunDay]]:
        """The runs of each job, in the order in which they were due."""
        jobs: dict[str, list[RunDay]] = {}
        for day in self.days:
            jobs.setdefault(day.job, []).append(day)
        return jobs

    def notice_of(self, day: RunDay) -> int | None:
        """The notice that was published of what was wrong with a run; the latest, where they are several."""
        return max((self.notices[key] for key in day.incidents if key in self.notices), default=None)


NO_RUNS = Runs("", (), {}, {})


def first_shown(now: datetime) -> date:
    """The first of the days that are shown; the last is today."""
    return day_of(now) - timedelta(days=SHOWN_DAYS - 1)


def last_settled(days: list[RunDay]) -> RunDay | None:
    """The last run of which it is known how it went."""
    return next((day for day in reversed(days) if day.is_settled), None)
