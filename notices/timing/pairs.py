"""Two dates that must belong together: the days of a weekend, the evening and the morning of a night."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from models.when import Precision
from notices.clock import next_day
from notices.errors import InvalidTime
from notices.timing import names
from notices.timing.days import SATURDAY, Weekday
from notices.timing.expressions import Extent, Range
from notices.timing.origin import DayRef, Origin
from notices.timing.shapes import NIGHT_BEFORE, Shape


@dataclass(frozen=True, slots=True)
class DatedWeekend:
    """ "Helgen 29–30 april": must be a Saturday and a Sunday."""

    dates: Range

    @property
    def days(self) -> tuple[DayRef, ...]:
        return self.dates.days

    def extent(self, origin: Origin) -> Extent:
        found = self.dates.extent(origin)
        if found.first.weekday() != SATURDAY or found.last != next_day(found.first):
            raise InvalidTime(_no_weekend(found.first, found.last))
        return replace(found, precision=Precision.WEEKEND)


def _no_weekend(first: date, last: date) -> str:
    saturday = Weekday(SATURDAY).on(Origin.of(first - timedelta(days=3)))
    return (
        f"{names.full_date(first)} är en {names.weekday(first)} och {names.full_date(last)} en {names.weekday(last)}: "
        f"det är ingen helg. Närmaste helg är lördag {names.full_date(saturday)} "
        f"och söndag {names.full_date(next_day(saturday))}."
    )


@dataclass(frozen=True, slots=True)
class DatedNight:
    """ "Natten mellan 22 och 23 november": the days must follow each other."""

    dates: Range
    shape: Shape = NIGHT_BEFORE

    @property
    def days(self) -> tuple[DayRef, ...]:
        return self.dates.days

    def extent(self, origin: Origin) -> Extent:
        found = self.dates.extent(origin)
        if found.last != next_day(found.first):
            raise InvalidTime("En natt går från en dag till nästa. Skriv till exempel ”natten mot 23 november”.")
        start, end = self.shape.bounds(found.last)
        return Extent(found.last, found.last, start, end, self.shape.precision)
