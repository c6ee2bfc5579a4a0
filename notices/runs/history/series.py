"""One figure of one benefit, night after night: what is expected of it on a night of this pace."""

from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from notices.runs.calendar import Pace
from notices.runs.history.chance import counting, surprise
from notices.runs.history.window import DOWN, MEDIAN_VARIANCE, SPREAD_NIGHTS, UP, Window, error_of, half_a_count

_NIGHTS_TOGETHER = 4
# Sums over two, three and four nights share their nights: looking at all of them is about looking at two.
TOGETHER_COUNTS_AS = 2
_FEW_NIGHTS = 6
_FEW_MISSES = 20
_SOME_NIGHTS = 60


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

    @property
    def borrows(self) -> int:
        """For how many nights one pace says how much another varies, until that has a full history of its own.

        Volumes vary by what a night is like, which is alike on all; shares also by how many answers there are.
        """
        return SPREAD_NIGHTS if self is Measure.VOLUME else _SOME_NIGHTS


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a count is from what was expected, and how far that usually is, on one scale (see `window`)."""

    error: float
    spread: float
    scale: float


@dataclass(frozen=True, slots=True)
class Reading:
    """A count beside what was expected of it, over `sample` comparable nights.

    `size` is the surprise in standard deviations, by its `distance`; `sinking` the most negative surprise of the last
    `nights` nights taken together, by how far `below` it is.
    """

    count: int
    exposure: float
    expected: float
    distance: Distance
    below: Distance
    sample: int
    size: float
    sinking: float
    nights: int


class Series:
    """The healthy past of one figure, apart by pace, and the errors of the last few nights."""

    __slots__ = ("measure", "recent", "windows")

    def __init__(self, measure: Measure) -> None:
        self.measure = measure
        self.windows = {pace: Window() for pace in Pace}
        self.recent: deque[Distance] = deque(maxlen=_NIGHTS_TOGETHER - 1)

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

    def read(self, pace: Pace, count: int, exposure: float) -> Reading | None:
        """A night's count beside what was expected; None while too little is known."""
        window = self._window(pace)
        lender = max((other for other in self.windows.values() if other is not window), key=_sample)
        borrowed = min(_sample(lender), self.measure.borrows, SPREAD_NIGHTS - _sample(window))
        sample = _sample(window) + borrowed
        if sample < _FEW_MISSES or len(window.counts) < _FEW_NIGHTS:
            return None
        expected = window.rate * exposure
        chance = counting(len(self.windows[pace].counts) * expected)

        def distance(scale: float) -> Distance:
            spread = max(_spread(window, lender, borrowed, scale), half_a_count(expected, scale))
            return Distance(error_of(count, expected, scale), sqrt(spread**2 + chance), scale)

        own = distance(UP if count > expected else DOWN)
        below = distance(DOWN) if self.measure.adds_up and own.scale != DOWN else own
        size = surprise(own.error, own.spread, sample)
        sinking, nights = self._together(size, below, len(window.counts), sample)
        return Reading(count, exposure, expected, own, below, sample, size, sinking, nights)

    def learn(self, pace: Pace, count: int, exposure: float) -> None:
        """Take in a healthy night."""
        self.windows[pace].learn(count, exposure)

    def begin_anew(self) -> None:
        """Forget the level, and keep how far it varies."""
        for window in self.windows.values():
            window.begin_anew()
        self.recent.clear()

    def _together(self, size: float, tonight: Distance, level: int, sample: int) -> tuple[float, int]:
        """The lowest surprise of this night with those before it. What is wrong with the level, they share."""
        lowest, together = size, 1
        if not self.measure.adds_up:
            return lowest, together
        weight = 1 / tonight.spread**2
        total = tonight.error * weight
        for nights, before in enumerate(reversed(self.recent), 2):
            total, weight = total + before.error / before.spread**2, weight + 1 / before.spread**2
            shared = sqrt(1 + (nights - 1) * MEDIAN_VARIANCE / level)
            size = surprise(total / weight, shared / sqrt(weight), sample)
            if size < lowest:
                lowest, together = size, nights
        return lowest, together

    def _window(self, pace: Pace) -> Window:
        own = self.windows[pace]
        return own if len(own.counts) >= _FEW_NIGHTS else max(self.windows.values(), key=lambda w: len(w.counts))


def _sample(window: Window) -> int:
    """How many misses a window's spread is taken of."""
    return len(window.misses[DOWN])


def _spread(window: Window, lender: Window, borrowed: int, scale: float) -> float:
    """The spread around a window's rate, from its own misses and from what it borrows of another."""
    if not borrowed:
        return window.spread(scale)
    own, other = _sample(window) * window.spread(scale) ** 2, borrowed * lender.spread(scale) ** 2
    return sqrt((own + other) / (_sample(window) + borrowed))
