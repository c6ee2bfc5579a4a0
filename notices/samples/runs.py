"""Ninety sample nights of made-up runs, so that a newcomer sees the page of the runs alive.

They come only with the sample notices, into a database that has nothing else. Most of the nights that went wrong are
those that these notices tell of; last night's run is the one that was restarted.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from models.run import DayState, JobDay
from models.terms import Environment
from notices.clock import STOCKHOLM, day_of
from notices.samples.dates import Dates

_NIGHTS = 90
_DAILY, _BLOCK = "dygnskorning", "sparrkorning"
_BLOCK_DAY = 20  # of each month
_EVENTFUL = {
    0: (DayState.RUNNING, ""),
    9: (DayState.LATE, "06.20"),  # the database was being maintained
    **dict.fromkeys(range(11, 15), (DayState.DISTURBED, "04.10")),  # wrong scope in a benefit
    31: (DayState.DISTURBED, "04.40"),  # the recalculation that was made too early
    47: (DayState.LATE, "07.35"),
    66: (DayState.NOT_DELIVERED, ""),
}


def sample_days(now: datetime) -> Iterator[JobDay]:
    """The rows, as the watch would have written them."""
    today = Dates.at(now).today
    for ago in range(_NIGHTS):
        day = today - timedelta(days=ago)
        state, came = _EVENTFUL.get(ago, (DayState.ON_TIME, _usual(day)))
        yield _row(_DAILY, (_at(day, "1.00"), _at(day, "6.00")), state, _at(day, came) if came else None)
        if day.day == _BLOCK_DAY and ago:
            yield _row(_BLOCK, (_at(day, "20.00"), _at(day, "21.00")), DayState.ON_TIME, _at(day, "20.50"))


def _usual(day: date) -> str:
    """When the files of a good night came: another time each night, and the same time whenever it is asked."""
    return f"{3 + day.toordinal() % 2}.{day.toordinal() * 37 % 60:02}"


def _row(job: str, due: tuple[datetime, datetime], state: DayState, came: datetime | None) -> JobDay:
    """`due` is when it starts, and when it must be delivered."""
    due_at, deadline_at = due
    return JobDay(
        environment=Environment.PRODUCTION.value,
        job=job,
        due_at=due_at,
        nominal=day_of(due_at),
        deadline_at=deadline_at,
        state=state,
        started_at=due_at,
        delivered_at=came,
        files=190 + due_at.toordinal() % 31 if came else None,
        persons=None,
        run=None,
        number=None,
        figures={},
        incidents=[],
        updated_at=came or deadline_at,
    )


def _at(day: date, clock: str) -> datetime:
    hour, minute = map(int, clock.split("."))
    return datetime.combine(day, time(hour, minute), STOCKHOLM).astimezone(UTC)
