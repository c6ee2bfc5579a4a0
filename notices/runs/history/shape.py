"""The shape of a month: how a benefit's days are spread over the days of month, and holes in it."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp, log, sqrt
from statistics import median

from notices.runs.calendar import Pace
from notices.runs.events import DAYS_IN_ROW
from notices.runs.history.chance import surprise
from notices.runs.history.window import LEVEL_NIGHTS, MEDIAN_VARIANCE, SPREAD_NIGHTS, spread_of

NIGHTS_TOGETHER = 2
_SHORTEST, _LONGEST = 2, 10
_BLOCKS = [
    (first, first + length, sqrt(length))
    for length in range(_SHORTEST, _LONGEST + 1)
    for first in range(DAYS_IN_ROW - length + 1)
]
COMPARISONS = len(_BLOCKS) * NIGHTS_TOGETHER
_FEW_NIGHTS = 15
_FEW_PER_DAY = 3

Row = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Hole:
    """The days `first` to `last` of the month that lack most, beside what was expected of them.

    `count` is what they hold and `expected` what they should. `size` is the surprise of the last `nights` nights
    together; `row` and `spread` are this night's own errors by day.
    """

    first: int
    last: int
    count: int
    expected: float
    size: float
    nights: int
    sample: int
    row: Row
    spread: float


class Shape:
    """The healthy shape of one benefit's month, and how even it has been."""

    def __init__(self) -> None:
        self.days: list[deque[float]] = [deque(maxlen=LEVEL_NIGHTS) for _ in range(DAYS_IN_ROW)]
        self.spreads = {pace: deque[float](maxlen=SPREAD_NIGHTS) for pace in Pace}
        self.recent: deque[tuple[Row, float]] = deque(maxlen=NIGHTS_TOGETHER - 1)
        self._usual: list[float] | None = None

    def read(self, pace: Pace, counts: Sequence[int]) -> Hole | None:
        """The deepest hole; None while too little is known, or where the days hold too little."""
        spreads = self._spreads(pace)
        middle = median(counts)
        if len(spreads) < _FEW_NIGHTS or middle < _FEW_PER_DAY:
            return None
        row, spread = self._row(counts), median(spreads)
        first, end, size, nights = self._deepest(row, spread, len(spreads))
        expected = middle * sum(map(exp, self.usual[first:end]))
        return Hole(
            first + 1, end, sum(counts[first:end]), expected, size, nights, len(spreads), row, spread
        )

    def learn(self, pace: Pace, counts: Sequence[int]) -> None:
        """Take in a healthy night."""
        if median(counts) < _FEW_PER_DAY:
            return
        if self.days[0]:
            self.spreads[pace].append(spread_of([abs(error) for error in self._row(counts)]))
        for past, height in zip(self.days, _heights(counts), strict=True):
            past.append(height)
        self._usual = None

    @property
    def usual(self) -> list[float]:
        """How high each day usually stands over the middle one."""
        if self._usual is None:
            self._usual = [median(past) for past in self.days]
        return self._usual

    def _row(self, counts: Sequence[int]) -> Row:
        return tuple(height - level for height, level in zip(_heights(counts), self.usual, strict=True))

    def _spreads(self, pace: Pace) -> Sequence[float]:
        own = self.spreads[pace]
        return own if len(own) >= _FEW_NIGHTS else [spread for other in self.spreads.values() for spread in other]

    def _deepest(self, row: Row, spread: float, sample: int) -> tuple[int, int, float, int]:
        """The first day and the end of the deepest hole, how deep it is, and over how many nights."""
        deepest = (*_lowest(row, spread), 1)
        variance = spread**2
        for nights, (before, its_spread) in enumerate(reversed(self.recent), 2):
            row, variance = tuple(map(sum, zip(row, before, strict=True))), variance + its_spread**2
            shared = 1 + (nights - 1) * MEDIAN_VARIANCE / len(self.days[0])
            deepest = min(deepest, (*_lowest(row, sqrt(variance * shared)), nights))
        depth, first, end, nights = deepest
        return first, end, surprise(depth, 1.0, sample), nights


def _heights(counts: Sequence[int]) -> list[float]:
    logs = [log(count + 0.5) for count in counts]
    middle = median(logs)
    return [height - middle for height in logs]


def _lowest(row: Row, spread: float) -> tuple[float, int, int]:
    """The days that together are lowest, in standard deviations: how low, the first, and the end."""
    sums = (0.0, *accumulate(row))
    low, first, end = min([((sums[end] - sums[first]) / root, first, end) for first, end, root in _BLOCKS])
    return low / spread, first, end
