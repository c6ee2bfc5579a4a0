"""How seldom something happens by itself, in standard deviations of a healthy night."""

from functools import lru_cache
from math import erfc, log1p, sqrt
from statistics import NormalDist

# How many nights lie, on average, between two drafts for nothing from the same rule.
QUIET_NIGHTS = 100 * 365
_MOST = 40.0
# How many counts of history weigh as much as the chance of counting itself (Poisson).
_COUNTS_OF_DOUBT = 5.0


def surprise(error: float, spread: float, sample: int) -> float:
    """The error in standard deviations, less where the spread is known from a small sample.

    Student's t as a normal deviate, by Wallace's approximation.
    """
    freedom = max(sample - 1, 1)
    ratio = error / spread
    size = (8 * freedom + 1) / (8 * freedom + 3) * sqrt(freedom * log1p(ratio * ratio / freedom))
    return min(size, _MOST) if error > 0 else max(-size, -_MOST)


def counting(counted: float) -> float:
    """The variance that the chance of counting adds (see `error_of`), less the more have been counted before."""
    return _COUNTS_OF_DOUBT / (counted + _COUNTS_OF_DOUBT)


@lru_cache(1024)
def alarm_level(comparisons: int) -> float:
    """The surprise that so many comparisons a night reach once in QUIET_NIGHTS when nothing is wrong."""
    return -NormalDist().inv_cdf(1 / (QUIET_NIGHTS * max(comparisons, 1)))


def sureness(size: float, comparisons: int) -> float:
    """How sure it is that so large a surprise among so many comparisons is no chance: 0 to 1."""
    return max(0.0, 1 - comparisons * erfc(abs(size) / sqrt(2)) / 2)
