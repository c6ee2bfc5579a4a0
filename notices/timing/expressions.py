"""A time with a start and an end, as the grammar reads it, and the interval that it comes to."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from models.when import Precision
from notices.errors import InvalidTime
from notices.timing import names
from notices.timing.origin import HALF_A_YEAR, Certainty, DayRef, Origin
from notices.timing.shapes import Shape

_RANGES = {
    Precision.MINUTE: Precision.MINUTE,
    Precision.PART_OF_DAY: Precision.PART_OF_DAY,
    Precision.DAY: Precision.DAYS,
    Precision.WEEK: Precision.WEEK,
    Precision.MONTH: Precision.MONTH,
}


@dataclass(frozen=True, slots=True)
class Extent:
    """An interval in UTC, its precision, and the first and last day that were named."""

    first: date
    last: date
    start: datetime
    end: datetime
    precision: Precision


class Closed(Protocol):
    """A time with a start and an end."""

    @property
    def days(self) -> tuple[DayRef, ...]: ...

    def extent(self, origin: Origin) -> Extent: ...


@dataclass(frozen=True, slots=True)
class Unit:
    """A day and what is meant of it."""

    day: DayRef
    shape: Shape

    @property
    def days(self) -> tuple[DayRef, ...]:
        return (self.day,)

    def extent(self, origin: Origin) -> Extent:
        day = self.day.on(origin)
        start, end = self.shape.bounds(day)
        return Extent(day, day, start, end, self.shape.precision)


@dataclass(frozen=True, slots=True)
class Range:
    """From one unit to another, both included."""

    first: Unit
    last: Unit

    @property
    def days(self) -> tuple[DayRef, ...]:
        return (self.first.day, self.last.day)

    def extent(self, origin: Origin) -> Extent:
        first, last = _both(self.first, self.last, origin)
        if first.precision != last.precision or first.precision not in _RANGES:
            raise InvalidTime("Början och slutet är olika exakta. Skriv båda med klockslag eller båda utan.")
        if last.end <= first.start or self._spans_a_guess(first, last):
            raise InvalidTime("Tiden slutar inte efter sin början. Byt plats på datumen, eller skriv ut båda årtalen.")
        precision = first.precision if first.first == last.last else _RANGES[first.precision]
        return Extent(first.first, last.last, first.start, last.end, precision)

    def _spans_a_guess(self, first: Extent, last: Extent) -> bool:
        """Whether a year that nobody wrote made "15–11 juni" most of a year long."""
        guessed = any(day.certainty is not Certainty.CERTAIN for day in self.days)
        return guessed and first.first.year != last.last.year and last.last - first.first > HALF_A_YEAR


def _both(first: Unit, last: Unit, origin: Origin) -> tuple[Extent, Extent]:
    """The surer of the two tells where to look for the other: "30 december–2 januari 2018"."""
    if last.day.certainty.value > first.day.certainty.value:
        later = last.extent(origin)
        return first.extent(origin.before(later.first)), later
    earlier = first.extent(origin)
    return earlier, last.extent(origin.after(earlier.first))


@dataclass(frozen=True, slots=True)
class Glossed:
    """A time and, in brackets, the same days said in another way: "onsdag kväll (4 mars)"."""

    said: Unit | Range
    gloss: Unit | Range

    @property
    def days(self) -> tuple[DayRef, ...]:
        return max(self.said.days, self.gloss.days, key=lambda days: days[0].certainty.value)

    def extent(self, origin: Origin) -> Extent:
        said, meant = self._both(origin)
        if not _same_days(said, meant):
            raise InvalidTime(
                f"Dagen och parentesen säger olika: {names.weekday(said.first)} {names.full_date(said.first)} och "
                f"{names.weekday(meant.first)} {names.full_date(meant.first)}. Rätta den ena."
            )
        return said if said.end - said.start <= meant.end - meant.start else meant

    def _both(self, origin: Origin) -> tuple[Extent, Extent]:
        if self.gloss.days[0].certainty.value > self.said.days[0].certainty.value:
            meant = self.gloss.extent(origin)
            return self.said.extent(origin.after(meant.first)), meant
        said = self.said.extent(origin)
        return said, self.gloss.extent(origin.after(said.first))


def _same_days(one: Extent, other: Extent) -> bool:
    if one.first == one.last and other.first == other.last and one.precision != other.precision:
        return one.first == other.first
    return (one.start, one.end) == (other.start, other.end)
