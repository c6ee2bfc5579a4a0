"""What is planned in the next two weeks, as bars on a line of days. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from notices.clock import day_of, midnight
from notices.site.board import window
from notices.site.published import Published

DAYS = 14
DAY = 100  # units of width
_LEAST = 16
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """One planned event: from where, in units of a hundred a day, and how wide."""

    notice: Published
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Line:
    """The days from today on, and what falls on them, soonest first."""

    days: tuple[date, ...]
    bars: tuple[Bar, ...]

    @property
    def width(self) -> int:
        return DAYS * DAY

    @property
    def weekends(self) -> list[int]:
        """Where the days begin on which nobody works."""
        return [index * DAY for index, day in enumerate(self.days) if day.weekday() > _FRIDAY]


def line(notices: Iterable[Published], now: datetime) -> Line:
    """Of these notices, those whose time falls within the two weeks."""
    first = day_of(now)
    days = tuple(first + timedelta(days=index) for index in range(DAYS))
    return Line(days, tuple(sorted(_bars(notices, days), key=lambda bar: bar.x)))


def _bars(notices: Iterable[Published], days: tuple[date, ...]) -> Iterator[Bar]:
    begins, ends = midnight(days[0]), midnight(days[-1] + timedelta(days=1))
    for notice in notices:
        start, end = window(notice.content)
        if (start or end) and (start or begins) < ends and (end or ends) > begins:
            x, stop = _place(start or begins, days[0]), _place(end or ends, days[0])
            x = min(x, DAYS * DAY - _LEAST)
            yield Bar(notice, x, max(stop - x, _LEAST))


def _place(moment: datetime, first: date) -> int:
    """Where a moment stands. Days are equally wide, also those of 23 and 25 hours."""
    day = day_of(moment)
    length = midnight(day + timedelta(days=1)) - midnight(day)
    into = (moment - midnight(day)) / length
    return min(max(round(((day - first).days + into) * DAY), 0), DAYS * DAY)
