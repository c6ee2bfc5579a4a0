"""What a day stands for in a time: all of it, its evening, the night before it, a clock time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Protocol

from models.when import Precision
from notices.clock import midnight, next_day
from notices.errors import InvalidTime
from notices.timing.hours import NIGHT_BEGINS, NIGHT_ENDS, Clock, day_before, hour_of, instant
from notices.timing.words import Part

Bounds = tuple[datetime, datetime]


class Shape(Protocol):
    """The interval that belongs to a day."""

    @property
    def precision(self) -> Precision: ...

    def bounds(self, day: date) -> Bounds:
        """The start (included) and the end (not included), in UTC."""
        ...


@dataclass(frozen=True, slots=True)
class Days:
    """So many whole days from a day on."""

    precision: Precision
    count: int

    def bounds(self, day: date) -> Bounds:
        return midnight(day), midnight(day + timedelta(days=self.count))


WHOLE_DAY = Days(Precision.DAY, 1)
WEEKEND = Days(Precision.WEEKEND, 2)
WEEK = Days(Precision.WEEK, 7)


@dataclass(frozen=True, slots=True)
class WholeMonth:
    """The month that a day begins."""

    precision: ClassVar = Precision.MONTH

    def bounds(self, day: date) -> Bounds:
        a_day_of_the_next = day.replace(day=28) + timedelta(days=4)
        return midnight(day.replace(day=1)), midnight(a_day_of_the_next.replace(day=1))


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """The evening of a day, or another part of it."""

    part: Part
    precision: ClassVar = Precision.PART_OF_DAY

    def bounds(self, day: date) -> Bounds:
        return hour_of(day, self.part.start), hour_of(day, self.part.end)


@dataclass(frozen=True, slots=True)
class NightBefore:
    """ "Natten mot D": from the evening of the day before to the morning of the day."""

    precision: ClassVar = Precision.NIGHT

    def bounds(self, day: date) -> Bounds:
        return hour_of(day_before(day), NIGHT_BEGINS), hour_of(day, NIGHT_ENDS)


NIGHT_BEFORE = NightBefore()
WHOLE_MONTH = WholeMonth()


@dataclass(frozen=True, slots=True)
class Clocks:
    """A clock time, or from one to another, on a day; within a part of it or a night if one was named."""

    start: Clock
    end: Clock | None = None
    within: PartOfDay | NightBefore | None = None
    precision: ClassVar = Precision.MINUTE

    def bounds(self, day: date) -> Bounds:
        first_day = day_before(day) if self.within is NIGHT_BEFORE and self.start.is_late else day
        start = instant(first_day, self.start)
        self._check_within(day, start)
        return start, start if self.end is None else self._end(first_day, start, self.end)

    def _end(self, day: date, start: datetime, clock: Clock) -> datetime:
        """A clock time that is not later than the first is the next day's: "kl 22.00–02.00"."""
        same_day = instant(day, clock)
        if same_day == start:
            raise InvalidTime(f"Tiden börjar och slutar kl {clock}. Skriv ett senare slut, eller bara klockslaget.")
        return same_day if same_day > start else instant(next_day(day), clock)

    def _check_within(self, day: date, start: datetime) -> None:
        if self.within is None:
            return
        earliest, latest = self.within.bounds(day)
        if not earliest <= start <= latest:
            name = self.within.part.sv if isinstance(self.within, PartOfDay) else "natt"
            raise InvalidTime(
                f"Kl {self.start} är inte {name}. Skriv klockslaget i 24-timmarsform, eller ta bort ordet om {name}."
            )
