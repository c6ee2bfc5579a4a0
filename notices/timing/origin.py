"""What the words of a time count from, and how a day is chosen where they leave a choice."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import Protocol

# The farthest that the nearest day or week without a year can be: half of the longest (ISO) year.
HALF_A_YEAR = timedelta(days=186)


class Toward(Enum):
    """Where to look for a day that the words alone do not decide."""

    NEAREST = "nearest"
    AFTER = "after"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Origin:
    """What words count from: the notice's date, the day last spoken of, and where to look for the rest."""

    written_on: date
    spoken_of: date
    counted_from: date
    toward: Toward = Toward.NEAREST

    @classmethod
    def of(cls, written_on: date, spoken_of: date | None = None) -> "Origin":
        return cls(written_on, spoken_of or written_on, written_on)

    def after(self, day: date) -> "Origin":
        return replace(self, spoken_of=day, counted_from=day, toward=Toward.AFTER)

    def before(self, day: date) -> "Origin":
        return replace(self, spoken_of=day, counted_from=day, toward=Toward.BEFORE)

    def choose(self, in_year: Callable[[int], date | None]) -> date | None:
        """The nearest such day (of two as near, the later), or the next on or after, or the last on or before."""
        candidates = self.candidates(in_year)
        if self.toward is Toward.AFTER:
            return min((day for day in candidates if day >= self.counted_from), default=None)
        if self.toward is Toward.BEFORE:
            return max((day for day in candidates if day <= self.counted_from), default=None)
        near = [day for day in candidates if abs(day - self.counted_from) <= HALF_A_YEAR]
        return min(near, key=lambda day: (abs(day - self.counted_from), self.counted_from - day), default=None)

    def candidates(self, in_year: Callable[[int], date | None]) -> list[date]:
        """The day in the years around."""
        year = self.counted_from.year
        return [day for day in map(in_year, (year - 1, year, year + 1)) if day]


class Certainty(Enum):
    """How much the words alone say; of two days in one expression, the surer is found first."""

    UNNAMED = 0
    WEEKDAY = 1
    YEARLESS = 2
    CERTAIN = 3


class DayRef(Protocol):
    """Words that name a day (or the first day of a week or month)."""

    @property
    def certainty(self) -> Certainty: ...

    @property
    def doubt(self) -> str | None: ...

    def on(self, origin: Origin) -> date:
        """The day that is meant; InvalidTime if there is no such day."""
        ...
