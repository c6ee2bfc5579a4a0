"""One figure of one benefit, night after night: what is expected of it on a night of this pace."""

from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from notices.runs.calendar import Pace
from notices.runs.history.chance import counting, surprise
from notices.runs.history.window import MEDIAN_VARIANCE, SPREAD_NIGHTS, Window, error_of, spread_of

_NIGHTS_TOGETHER = 4
# Sums over one to four nights share their nights, so looking at all four is hardly more than looking at two.
TOGETHER_COUNTS_AS = 2
_FEW_NIGHTS = 6
_FEW_MISSES = 20
# Until a pace has a full history of its own, the others say at most as much as so many nights of it.
_NIGHTS_BORROWED = 60


class Measure(StrEnum):
    """A figure that is followed for each benefit."""

    VOLUME = "volume"
    FULL = "full"
    UNPAID = "unpaid"
    RECOVERIES = "recoveries"

    @property
    def adds_up(self) -> bool:
        """Whether nights are also looked at together: what is lacking there comes back with each night."""
        return self in (Measure.VOLUME, Measure.RECOVERIES)


@dataclass(frozen=True, slots=True)
class Reading:
    """A count beside what was expected of it.

    `error` is their distance (see `error_of`), `spread` what that usually is, over `sample` comparable nights.
    `size` is the surprise in standard deviations; `sinking` the most negative surprise of the last `nights` nights
    taken together.
    """

    count: int
    exposure: float
    expected: float
    error: float
    spread: float
    sample: int
    size: float
    sinking: float
    nights: int


@dataclass(frozen=True, slots=True)
class Expectation:
    """What comparable nights speak of: the rate and the spread around it.

    `level` is how many nights the rate is taken of, `nights` how many of them are of this very pace, `sample` how
    many the spread is taken of.
    """

    rate: float
    spread: float
    level: int
    nights: int
    sample: int

    def spread_at(self, expected: float) -> float:
        """The spread of a count. Where few have been counted, the chance of counting comes on top."""
        return sqrt(self.spread**2 + counting(self.nights * expected))


class Series:
    """The healthy past of one figure, apart by pace, and the errors of the last few nights."""

    __slots__ = ("_expected", "recent", "windows")

    def __init__(self) -> None:
        self.windows = {pace: Window() for pace in Pace}
        self.recent: deque[tuple[float, float]] = deque(maxlen=_NIGHTS_TOGETHER - 1)
        self._expected: dict[Pace, Expectation | None] = {}

    def rate(self, pace: Pace) -> float | None:
        """The usual rate on nights of this pace; where they have been few, of those that have been most."""
        window = self._window(pace)
        return window.rate if window.counts else None

    @property
    def exposures_without(self) -> list[float]:
        """The exposures of the remembered nights, where not one of them has had a count; else none."""
        windows = self.windows.values()
        if any(any(window.counts) for window in windows):
            return []
        return [exposure for window in windows for exposure in window.exposures]

    def read(self, pace: Pace, count: int, exposure: float, *, together: bool) -> Reading | None:
        """A night's count beside what was expected; None while too little is known."""
        known = self._expectation(pace)
        if known is None:
            return None
        expected = known.rate * exposure
        error, spread = error_of(count, expected), known.spread_at(expected)
        size = surprise(error, spread, known.sample)
        sinking, nights = self._together(size, error, spread, known) if together else (size, 1)
        return Reading(count, exposure, expected, error, spread, known.sample, size, sinking, nights)

    def learn(self, pace: Pace, count: int, exposure: float) -> None:
        """Take in a healthy night."""
        self.windows[pace].learn(count, exposure)
        self._expected.clear()

    def begin_anew(self) -> None:
        """Forget the level, and keep how far it varies."""
        for window in self.windows.values():
            window.begin_anew()
        self.recent.clear()
        self._expected.clear()

    def _together(self, size: float, error: float, spread: float, known: Expectation) -> tuple[float, int]:
        """The lowest surprise of this night with those before it. What is wrong with the level, they share."""
        lowest, together = size, 1
        weight = 1 / spread**2
        total = error * weight
        for nights, (before, its_spread) in enumerate(reversed(self.recent), 2):
            total, weight = total + before / its_spread**2, weight + 1 / its_spread**2
            shared = sqrt(1 + (nights - 1) * MEDIAN_VARIANCE / known.level)
            size = surprise(total / weight, shared / sqrt(weight), known.sample)
            if size < lowest:
                lowest, together = size, nights
        return lowest, together

    def _window(self, pace: Pace) -> Window:
        own = self.windows[pace]
        return own if len(own.counts) >= _FEW_NIGHTS else max(self.windows.values(), key=lambda w: len(w.counts))

    def _expectation(self, pace: Pace) -> Expectation | None:
        if pace not in self._expected:
            self._expected[pace] = self._expect(pace)
        return self._expected[pace]

    def _expect(self, pace: Pace) -> Expectation | None:
        window = self._window(pace)
        spread, sample = self._spread(window)
        if sample < _FEW_MISSES or len(window.counts) < _FEW_NIGHTS:
            return None
        return Expectation(window.rate, spread, len(window.counts), len(self.windows[pace].counts), sample)

    def _spread(self, window: Window) -> tuple[float, int]:
        """The spread around a window's rate, and what it is worth in nights: its own, and some of other paces."""
        own = window.misses
        others = [miss for other in self.windows.values() if other is not window for miss in other.misses]
        borrowed = min(len(others), _NIGHTS_BORROWED) if len(own) < SPREAD_NIGHTS else 0
        parts = [(spread_of(misses), nights) for misses, nights in ((own, len(own)), (others, borrowed)) if nights]
        sample = len(own) + borrowed
        return sqrt(sum(nights * spread**2 for spread, nights in parts) / max(sample, 1)), sample
