"""A job of the timetable."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Job:
    """What is done, and how often: after each tick the next is `every` later, or at `daily_at` (hour, minute).

    `first` is how long after the start of the worker the first tick comes; without it, one interval later.
    """

    name: str
    work: Callable[[], None]
    every: timedelta | None = None
    daily_at: tuple[int, int] | None = None
    first: timedelta | None = None


AT_ONCE = timedelta(0)
SOON = timedelta(seconds=2)  # when the canary is in step
