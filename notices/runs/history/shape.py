"""The shape of a month: how a benefit's days are spread over the days of month, and holes in it."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import sqrt
from operator import sub
from statistics import median

from notices.runs.calendar import Pace
from notices.runs.events import DAYS_IN_ROW
from notices.runs.history.chance import counting, surprise
from notices.runs.history.window import DOWN, LEVEL_NIGHTS, SPREAD_NIGHTS, error_of, half_a_count, spread_of

NIGHTS_TOGETHER = 2
_LENGTHS = range(2, 11)
COMPARISONS = sum(DAYS_IN_ROW - length + 1 for length in _LENGTHS) * NIGHTS_TOGETHER
_FEW_NIGHTS = 15
_FEW_PER_DAY = 1
# The middle half of the days, which no hole of ten reaches, tells how much a night has.
_MIDDLE = slice(DAYS_IN_ROW // 4, DAYS_IN_ROW - DAYS_IN_ROW // 4)

Row = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Hole:
    """The days `first` to `last` of the month that lack most, beside what was expected of them.

    `count` is what they hold and `expected` what they should. `size` is the surprise of the last `nights` nights
    together; `row` and `spread` are this night's own errors by day (see `error_of`), `usual` the counts expected.
    """

    first: int
    last: int
    count: int
    expected: float
    size: float
    nights: int
    sample: int
    row: Row
    usual: Row
    spread: float


class Shape:
    """The healthy shape of one benefit's month, and how even it has been."""

    def __init__(self) -> None:
        self.nights: deque[tuple[Sequence[int], float]] = deque(maxlen=LEVEL_NIGHTS)
        self.spreads = {pace: deque[float](maxlen=SPREAD_NIGHTS) for pace in Pace}
        self.recent: deque[tuple[Row, float]] = deque(maxlen=NIGHTS_TOGETHER - 1)
        self._shares: Row | None = None

    def read(self, pace: Pace, counts: Sequence[int]) -> Hole | None:
        """The deepest hole; None while too little is known, or where the days hold too little."""
        spreads, level = self._spreads(pace), _level(counts)
        if len(spreads) < _FEW_NIGHTS or level < _FEW_PER_DAY:
            return None
        usual = tuple(share * level for share in self.shares)
        row = _errors(counts, usual)
        usual_spread = max(median(spreads), half_a_count(level, DOWN))
        spread = sqrt(usual_spread**2 + counting(len(self.spreads[pace]) * level))
        first, end, size, nights = self._deepest(row, spread, len(spreads))
        count, expected = sum(counts[first:end]), sum(usual[first:end])
        return Hole(first + 1, end, count, expected, size, nights, len(spreads), row, usual, spread)

    def learn(self, pace: Pace, counts: Sequence[int]) -> None:
        """Take in a healthy night."""
        level = _level(counts)
        if level < _FEW_PER_DAY:
            return
        if self.nights:
            row = _errors(counts, [share * level for share in self.shares])
            self.spreads[pace].append(spread_of([abs(error) for error in row]))
        self.nights.append((counts, level))
        self._shares = None

    @property
    def shares(self) -> Row:
        """What each day usually has of a night's level. There must be a night."""
        if self._shares is None:
            levels = sum(level for _, level in self.nights)
            self._shares = tuple(sum(day) / levels for day in zip(*(counts for counts, _ in self.nights), strict=True))
        return self._shares

    def _spreads(self, pace: Pace) -> Sequence[float]:
        own = self.spreads[pace]
        return own if len(own) >= _FEW_NIGHTS else [spread for other in self.spreads.values() for spread in other]

    def _deepest(self, row: Row, spread: float, sample: int) -> tuple[int, int, float, int]:
        """The first day and the end of the deepest hole, how deep it is, and over how many nights."""
        deepest = (*_lowest(row, spread), 1)
        variance = spread**2
        for nights, (before, its_spread) in enumerate(reversed(self.recent), 2):
            row, variance = tuple(map(sum, zip(row, before, strict=True))), variance + its_spread**2
            shared = 1 + (nights - 1) / len(self.nights)
            deepest = min(deepest, (*_lowest(row, sqrt(variance * shared)), nights))
        depth, first, end, nights = deepest
        return first, end, surprise(depth, 1.0, sample), nights


def _level(counts: Sequence[int]) -> float:
    middle = sorted(counts)[_MIDDLE]
    return sum(middle) / len(middle)


def _errors(counts: Sequence[int], usual: Sequence[float]) -> Row:
    return tuple(error_of(count, expected, DOWN) for count, expected in zip(counts, usual, strict=True))


def _lowest(row: Row, spread: float) -> tuple[float, int, int]:
    """The days that together are lowest, in standard deviations: how low, the first, and the end."""
    sums = (0.0, *accumulate(row))
    lowest = (0.0, 0, 0)
    for length in _LENGTHS:
        blocks = list(map(sub, sums[length:], sums))
        low = min(blocks)
        if low < lowest[0] * sqrt(length):
            first = blocks.index(low)
            lowest = (low / sqrt(length), first, first + length)
    low, first, end = lowest
    return low / spread, first, end
