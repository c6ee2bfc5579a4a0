"""A rolling window over one figure: what it usually is, and how far off that has been."""

from collections import deque
from collections.abc import Collection
from math import asinh, sinh, sqrt
from statistics import median

LEVEL_NIGHTS = 60
SPREAD_NIGHTS = 200
_SMALL_COUNT = 5
_MAD_TO_SIGMA = 1.4826
_MEAN_DEVIATION_TO_SIGMA = 1.2533
# The variance of a median, times the number that it is taken of.
MEDIAN_VARIANCE = 1.57


# On which scale counts are compared. Few counts vary by the chance of counting, as the root; many by what a night is
# like, as the logarithm. Where the one becomes the other is not known beforehand, so each direction has the scale on
# which a count seems less odd: upwards that of nights which vary much, downwards that of nights which vary little.
UP, DOWN = 0.5, 0.15


class Window:
    """The last counts, each with its exposure: what it is a part of, or the size of the night.

    `misses` are how far off the rate has been, on each scale, when the next count came. All of it is bounded, so
    asking costs the same after ten years as after one.
    """

    __slots__ = ("_rate", "_spreads", "counts", "exposures", "misses")

    def __init__(self) -> None:
        self.counts: deque[int] = deque(maxlen=LEVEL_NIGHTS)
        self.exposures: deque[float] = deque(maxlen=LEVEL_NIGHTS)
        self.misses = {scale: deque[float](maxlen=SPREAD_NIGHTS) for scale in (UP, DOWN)}
        self._rate: float | None = None
        self._spreads: dict[float, float] = {}

    @property
    def rate(self) -> float:
        """The usual count for an exposure of one. There must be a night."""
        if self._rate is None:
            self._rate = self._usual_rate()
        return self._rate

    def spread(self, scale: float) -> float:
        """How far off the rate usually is, on a scale; 0 before it has been off."""
        if scale not in self._spreads:
            self._spreads[scale] = spread_of(self.misses[scale]) if self.misses[scale] else 0.0
        return self._spreads[scale]

    def learn(self, count: int, exposure: float) -> None:
        """Take in a healthy night."""
        if self.counts:
            for scale, misses in self.misses.items():
                misses.append(abs(error_of(count, self.rate * exposure, scale)))
            self._spreads.clear()
        self.counts.append(count)
        self.exposures.append(exposure)
        self._rate = None

    def begin_anew(self) -> None:
        """Forget the level, and keep how far it varies."""
        self.counts.clear()
        self.exposures.clear()
        self._rate = None

    def _usual_rate(self) -> float:
        """The median; for small counts, whose shares jump, the whole of them together."""
        if median(self.counts) < _SMALL_COUNT:
            return sum(self.counts) / sum(self.exposures)
        return median([count / exposure for count, exposure in zip(self.counts, self.exposures, strict=True)])


def error_of(count: float, expected: float, scale: float) -> float:
    """How far a count is from what was expected, on a scale on which its noise is even: up is more."""
    return _even(count, scale) - _even(expected, scale)


def spread_in_counts(expected: float, spread: float, scale: float) -> float:
    """How many more than expected so large a spread is."""
    return (sinh(scale * (_even(expected, scale) + spread) / 2) / scale) ** 2 - 0.375 - expected


def half_a_count(expected: float, scale: float) -> float:
    """The least that a spread can be: counts are whole, and half of one is no news, even where all have been equal."""
    return error_of(expected + 0.5, expected, scale)


def spread_of(misses: Collection[float]) -> float:
    """The standard deviation that these misses speak of.

    By their median (MAD), which a few odd nights cannot move; or by their mean where that is larger, as it is
    for small counts, of which more than half may be equal.
    """
    return max(_MAD_TO_SIGMA * median(misses), _MEAN_DEVIATION_TO_SIGMA * sum(misses) / len(misses))


def _even(count: float, varies: float) -> float:
    return 2 / varies * asinh(varies * sqrt(count + 0.375))
