"""The tide: what all benefits have in common on a night. It follows the kind of day, the season and growth."""

from collections import deque
from collections.abc import Sequence
from datetime import date
from statistics import median

from notices.runs.calendar import DayKind, kind_of

_NIGHTS_OF_A_KIND = 8
_YEAR = 366
_FEW_OF_A_KIND = 3
_FEW_MISSES = 60
_FEW_BENEFITS = 4
# In median deviations: three standard deviations, with room for how little a few benefits say of them.
_REACH = 6.0
# A tide may be so many times further off than it has been in a year: seasons begin on a single day.
_MARGIN = 2.5


class Tide:
    """The tides of healthy nights by kind of day, on the logarithmic scale."""

    def __init__(self) -> None:
        self.levels: dict[tuple[DayKind, int], deque[float]] = {}
        self.misses: deque[float] = deque(maxlen=_YEAR)

    def read(self, day: date, heights: Sequence[float]) -> float:
        """The tide of a night, from how high each benefit stands over its own level.

        What the benefits have in common speaks for itself, unless they are few, or unless it is beyond anything
        that a day has been: then the tide is that of the nearest kind of day.
        """
        seen = common(heights) if heights else 0.0
        expected = self._expected(day, seen)
        if expected is None:
            return seen
        return expected if len(heights) < _FEW_BENEFITS or self._is_beyond(seen - expected) else seen

    def learn(self, day: date, seen: float) -> None:
        """Take in a night's tide, unless it is beyond anything that a day has been."""
        expected = self._expected(day, seen)
        if expected is not None and self._is_beyond(seen - expected):
            return
        if expected is not None:
            self.misses.append(abs(seen - expected))
        self.levels.setdefault(_key(day), deque(maxlen=_NIGHTS_OF_A_KIND)).append(seen)

    def _expected(self, day: date, seen: float) -> float | None:
        """What the kind of day has been; where it is rare, what the nearest kind has been."""
        own = self.levels.get(_key(day))
        if own and len(own) >= _FEW_OF_A_KIND:
            return median(own)
        known = [median(past) for past in self.levels.values() if past]
        return min(known, key=lambda level: abs(level - seen), default=None)

    def _is_beyond(self, miss: float) -> bool:
        return len(self.misses) >= _FEW_MISSES and abs(miss) > _MARGIN * max(self.misses)


def common(heights: Sequence[float]) -> float:
    """What heights have in common: the mean of those that are near the median."""
    middle = median(heights)
    reach = _REACH * median([abs(height - middle) for height in heights])
    near = [height for height in heights if abs(height - middle) <= reach]
    return sum(near) / len(near)


def _key(day: date) -> tuple[DayKind, int]:
    kind = kind_of(day)
    return kind, day.weekday() if kind is DayKind.WEEKDAY else 0
