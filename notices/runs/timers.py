"""What is to be looked at, and when: a clock that is told the time."""

import heapq
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import count

from notices.runs.drafts import Change

Look = Callable[[datetime], Iterable[Change]]


class Timers:
    """Looks in the order of their moments; at the same moment in the order in which they were set."""

    def __init__(self) -> None:
        self._due: list[tuple[datetime, int, Look]] = []
        self._numbers = count()

    @property
    def next(self) -> datetime | None:
        """When the next look is due."""
        return self._due[0][0] if self._due else None

    def set(self, moment: datetime, look: Look) -> None:
        heapq.heappush(self._due, (moment, next(self._numbers), look))

    def clear(self) -> None:
        self._due.clear()

    def run(self, now: datetime) -> list[Change]:
        """Do every look that is due, each as of its own moment."""
        changes: list[Change] = []
        while self._due and self._due[0][0] <= now:
            moment, _, look = heapq.heappop(self._due)
            changes += look(moment)
        return changes
