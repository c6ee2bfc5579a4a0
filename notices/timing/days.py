"""The days that words name: "27/1", "på torsdag", "vecka 12", counted from the notice's date."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar

from notices.errors import InvalidTime
from notices.timing import names
from notices.timing.origin import Certainty, Origin, Toward
from notices.timing.words import MONTHS, WEEKDAYS

SATURDAY = 5
YEARS = range(1900, 2200)
_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Unnamed:
    """No day at all, as in "kl 18.00": the day last spoken of, else the notice's date."""

    certainty: ClassVar = Certainty.UNNAMED
    doubt: ClassVar = "Ingen dag är angiven; tiden räknas från den dag som senast nämndes, annars från notisens datum."

    def on(self, origin: Origin) -> date:
        return origin.spoken_of


UNNAMED = Unnamed()


@dataclass(frozen=True, slots=True)
class Relative:
    """So many days from the notice's date: "i dag", "i morgon", "i går"."""

    offset: int
    certainty: ClassVar = Certainty.CERTAIN
    doubt: str | None = None

    def on(self, origin: Origin) -> date:
        return origin.written_on + timedelta(days=self.offset)


TONIGHT = Relative(1, doubt="”I natt” kan vara natten som kommer eller natten som var; här räknas den som kommer.")


@dataclass(frozen=True, slots=True)
class Weekday:
    """ "torsdag" (the notice's own day counts), "på torsdag" (`later`) or "i torsdags" (`past`)."""

    number: int
    later: bool = False
    past: bool = False
    certainty: ClassVar = Certainty.WEEKDAY
    doubt: ClassVar[str | None] = None

    def on(self, origin: Origin) -> date:
        if origin.toward is Toward.NEAREST and self.past:
            return self._last(origin.written_on - timedelta(days=1))
        if origin.toward is Toward.NEAREST:
            return self._next(origin.written_on + timedelta(days=int(self.later)))
        if origin.toward is Toward.AFTER:
            return self._next(origin.counted_from)
        return self._last(origin.counted_from)

    def _next(self, day: date) -> date:
        return day + timedelta(days=(self.number - day.weekday()) % _A_WEEK)

    def _last(self, day: date) -> date:
        return day - timedelta(days=(day.weekday() - self.number) % _A_WEEK)


@dataclass(frozen=True, slots=True)
class Dated:
    """A day and a month, with the year and the weekday where they were written."""

    day: int
    month: int
    year: int | None = None
    weekday: int | None = None
    doubt: ClassVar[str | None] = None

    @property
    def certainty(self) -> Certainty:
        return Certainty.YEARLESS if self.year is None else Certainty.CERTAIN

    def on(self, origin: Origin) -> date:
        if not 1 <= self.month <= len(MONTHS["sv"]):
            raise InvalidTime(f"Månad {self.month} finns inte. Skriv dagen före månaden, till exempel 27/1.")
        found = _settled(self._in_year, self.year, origin, f"{self.day} {MONTHS['sv'][self.month - 1]}")
        self._check_weekday(found)
        return found

    def _in_year(self, year: int) -> date | None:
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None

    def _check_weekday(self, found: date) -> None:
        if self.weekday is not None and found.weekday() != self.weekday:
            raise InvalidTime(
                f"{names.full_date(found)} är en {names.weekday(found)}, inte en {WEEKDAYS['sv'][self.weekday]}. "
                "Rätta datumet eller veckodagen."
            )


@dataclass(frozen=True, slots=True)
class Month:
    """The first day of a month."""

    month: int
    year: int | None = None
    doubt: ClassVar[str | None] = None

    @property
    def certainty(self) -> Certainty:
        return Certainty.YEARLESS if self.year is None else Certainty.CERTAIN

    def on(self, origin: Origin) -> date:
        return Dated(1, self.month, self.year).on(_at_first(origin))


@dataclass(frozen=True, slots=True)
class Week:
    """A day of an ISO week; its Monday unless another weekday (0–6) was named."""

    number: int
    year: int | None = None
    weekday: int = 0
    doubt: ClassVar[str | None] = None

    @property
    def certainty(self) -> Certainty:
        return Certainty.YEARLESS if self.year is None else Certainty.CERTAIN

    def on(self, origin: Origin) -> date:
        return _settled(self._in_year, self.year, origin, f"Vecka {self.number}")

    def _in_year(self, year: int) -> date | None:
        try:
            return date.fromisocalendar(year, self.number, self.weekday + 1)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class RelativeWeek:
    """A day so many weeks from the notice's: "förra veckan", "nästa vecka"."""

    offset: int
    weekday: int = 0
    certainty: ClassVar = Certainty.CERTAIN
    doubt: ClassVar[str | None] = None

    def on(self, origin: Origin) -> date:
        return origin.written_on + timedelta(days=self.weekday - origin.written_on.weekday(), weeks=self.offset)


def _at_first(origin: Origin) -> Origin:
    """Months are compared by their first days."""
    return replace(origin, counted_from=origin.counted_from.replace(day=1))


def _settled(in_year: Callable[[int], date | None], year: int | None, origin: Origin, name: str) -> date:
    """The day in its stated year, or in the year that the origin points at; InvalidTime where there is none."""
    if year is not None and year not in YEARS:
        raise InvalidTime(f"Året {year} kan inte läsas. Skriv ett år från {YEARS.start} till {YEARS.stop - 1}.")
    found = origin.choose(in_year) if year is None else in_year(year)
    if found:
        return found
    if year is None and origin.candidates(in_year):
        near = names.full_date(origin.counted_from)
        raise InvalidTime(f"{name} finns inte inom ett halvår från {near}. Skriv ut årtalet.")
    raise InvalidTime(f"{name}{f' {year}' if year else ''} finns inte. Kontrollera datumet.")
