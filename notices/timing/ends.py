"""The whole of an expression: a time with both its ends, or open at one of them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from models.when import Precision
from notices.errors import InvalidTime
from notices.timing.expressions import Closed, Extent
from notices.timing.origin import DayRef, Origin

_ADJOINING = (Precision.MINUTE, Precision.DAY, Precision.WEEK, Precision.MONTH)


@dataclass(frozen=True, slots=True)
class Interval:
    """What a whole expression comes to; an open side is None. `named` is the day last spoken of."""

    start: datetime | None
    end: datetime | None
    precision: Precision
    named: date


class Expression(Protocol):
    """A whole time."""

    @property
    def days(self) -> tuple[DayRef, ...]: ...

    def resolve(self, origin: Origin) -> Interval:
        """The interval; InvalidTime if there is none such."""
        ...


@dataclass(frozen=True, slots=True)
class Whole:
    """A time with both its ends."""

    time: Closed

    @property
    def days(self) -> tuple[DayRef, ...]:
        return self.time.days

    def resolve(self, origin: Origin) -> Interval:
        found = self.time.extent(origin)
        return Interval(found.start, found.end, found.precision, found.last)


@dataclass(frozen=True, slots=True)
class From:
    """An open end: from the time's start on, or (`beyond`) from its end on: "efter 3 mars"."""

    time: Closed
    beyond: bool = False

    @property
    def days(self) -> tuple[DayRef, ...]:
        return self.time.days

    def resolve(self, origin: Origin) -> Interval:
        found = _single(self.time.extent(origin), self.beyond)
        return Interval(found.end if self.beyond else found.start, None, found.precision, found.first)


@dataclass(frozen=True, slots=True)
class Until:
    """An open start: up to the time's end, or (`beyond`) up to its start: "före 3 mars"."""

    time: Closed
    beyond: bool = False

    @property
    def days(self) -> tuple[DayRef, ...]:
        return self.time.days

    def resolve(self, origin: Origin) -> Interval:
        found = _single(self.time.extent(origin), self.beyond)
        return Interval(None, found.start if self.beyond else found.end, found.precision, found.last)


def _single(found: Extent, beyond: bool) -> Extent:
    if found.precision is Precision.DAYS or (beyond and found.precision not in _ADJOINING):
        raise InvalidTime(
            "Före, efter, fr.o.m. och t.o.m. behöver en enda dag eller ett klockslag. "
            "Skriv till exempel ”fr.o.m. 3 mars” eller ”före kl 18.00 den 3 mars”."
        )
    return found
