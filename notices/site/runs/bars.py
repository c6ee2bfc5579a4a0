"""The ninety days of a job as bars, in rows of thirty. Pure: where each stands, in the units of a row's viewBox.

A bar's height is the time from the planned start to the delivery; the line is the time by which it was to be delivered.
What came late crosses the line, and what did not come leaves a gap with its sign on the line.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.run import DayState
from notices.site.runs.days import SHOWN_DAYS, RunDay

DAYS_IN_ROW = 30
DAY, HEIGHT = 10, 92
LINE, FLOOR = 32, 86
_TOP, _LEAST = 12, 2
_GRAVEST_FIRST = (
    DayState.NOT_DELIVERED,
    DayState.DISTURBED,
    DayState.LATE,
    DayState.RUNNING,
    DayState.ON_TIME,
    DayState.PLANNED,
)


@dataclass(frozen=True, slots=True)
class Bar:
    """A day on which the job was planned. `x` is its left edge, `top` how high it reaches; `runs` are the day's."""

    x: int
    top: int
    state: DayState
    runs: tuple[RunDay, ...]

    @property
    def height(self) -> int:
        return FLOOR - self.top


@dataclass(frozen=True, slots=True)
class Row:
    """Thirty days. `months` are where a month begins."""

    first: date
    bars: tuple[Bar, ...]

    @property
    def last(self) -> date:
        return self.first + timedelta(days=DAYS_IN_ROW - 1)

    @property
    def months(self) -> list[int]:
        return [n * DAY for n in range(DAYS_IN_ROW) if (self.first + timedelta(days=n)).day == 1]


def rows(days: Iterable[RunDay], first: date) -> list[Row]:
    """The rows of the days shown, the oldest first."""
    by_date: dict[date, list[RunDay]] = {}
    for day in days:
        by_date.setdefault(day.nominal, []).append(day)
    return [_row(by_date, first + timedelta(days=n)) for n in range(0, SHOWN_DAYS, DAYS_IN_ROW)]


def _row(by_date: dict[date, list[RunDay]], first: date) -> Row:
    numbered = ((n, by_date.get(first + timedelta(days=n))) for n in range(DAYS_IN_ROW))
    return Row(first, tuple(_bar(n * DAY, runs) for n, runs in numbered if runs))


def _bar(x: int, runs: Sequence[RunDay]) -> Bar:
    """Of several runs on a day, the gravest says how the day went."""
    gravest = min(runs, key=lambda run: _GRAVEST_FIRST.index(run.state))
    return Bar(x, _top(gravest), gravest.state, tuple(runs))


def _top(run: RunDay) -> int:
    if run.delivered_at is None:
        return LINE
    took, allowed = run.delivered_at - run.due_at, max(run.deadline_at - run.due_at, timedelta(minutes=1))
    return round(min(max(FLOOR - (FLOOR - LINE) * (took / allowed), _TOP), FLOOR - _LEAST))
