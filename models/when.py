"""A time as somebody wrote it, with what it means."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Precision(StrEnum):
    """How exactly a time was stated. No clock time is ever shown that nobody stated."""

    MINUTE = "minute"
    PART_OF_DAY = "part_of_day"
    NIGHT = "night"
    DAY = "day"
    WEEKEND = "weekend"
    DAYS = "days"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class When:
    """A time as written, and the interval that it names.

    `start` and `end` are aware, in UTC; `start` is included and `end` is not. `end` is None for an open
    end ("fr.o.m. torsdag kväll"), `start` is None for an open start ("t.o.m. 31 mars"). A moment
    ("kl 18.00") has `start == end`.
    """

    text: str
    start: datetime | None
    end: datetime | None
    precision: Precision

    def __post_init__(self) -> None:
        if self.start is None and self.end is None:
            raise ValueError("a time needs a start or an end")
        if self.start and self.end and self.end < self.start:
            raise ValueError("a time cannot end before it starts")
