"""How a benefit's figure goes on after it was found wrong, and when it is right again.

One quiet night may be chance. So two stories are weighed: all is as before the trouble, or the trouble goes on as
it was. Recovered is what the first tells a thousand times better.
"""

from dataclasses import dataclass, replace
from math import log

from notices.runs.history import Measure, Night
from notices.runs.history.window import DOWN, error_of
from notices.runs.judgement.verdict import Rule, Verdict

MEASURES = {
    Rule.TYPE_SHARE: Measure.FULL,
    Rule.PAYMENT_SHARE: Measure.UNPAID,
    Rule.RECOVERY_MISSING: Measure.RECOVERIES,
    Rule.FROZEN: Measure.VOLUME,
    Rule.SURGE: Measure.VOLUME,
}
_SURE = log(1000)


@dataclass(frozen=True, slots=True)
class Course:
    """What was counted and expected in the wrong runs together, and how much speaks for recovery since."""

    count: float
    expected: float
    first: int = 0
    last: int = 0
    odds: float = 0.0

    @property
    def recovered(self) -> bool:
        return self.odds >= _SURE

    def worse(self, verdict: Verdict) -> "Course":
        """After one more wrong run."""
        added = course_of(verdict)
        return replace(added, count=self.count + added.count, expected=self.expected + added.expected)

    def after(self, rule: Rule, benefit: str, night: Night) -> "Course":
        """After a run in which the rule has found nothing."""
        speaks = (
            self._hole_speaks(benefit, night) if rule is Rule.DAY_HOLE else self._reading_speaks(rule, benefit, night)
        )
        return replace(self, odds=max(self.odds + speaks, 0.0))

    @property
    def _ratio(self) -> float:
        return self.count / self.expected if self.expected else 1.0

    def _reading_speaks(self, rule: Rule, benefit: str, night: Night) -> float:
        reading = night.readings.get((MEASURES[rule], benefit))
        if reading is None:
            return 0.0
        if not reading.expected:  # there never were any, so any are a recovery
            return _SURE if reading.count else 0.0
        distance = reading.distance
        wrong = error_of(reading.expected * self._ratio, reading.expected, distance.scale)
        return _likelier(distance.error, wrong, distance.spread)

    def _hole_speaks(self, benefit: str, night: Night) -> float:
        hole = night.holes.get(benefit)
        if hole is None:
            return 0.0
        days = slice(self.first - 1, self.last)
        errors = hole.row[days]
        wrong = [error_of(usual * self._ratio, usual, DOWN) for usual in hole.usual[days]]
        return sum(_likelier(error, its_wrong, hole.spread) for error, its_wrong in zip(errors, wrong, strict=True))


def course_of(verdict: Verdict) -> Course:
    """The course that begins with a verdict."""
    figures = {name: value for name, value in verdict.figures.items() if not isinstance(value, str)}
    first, last = int(figures.get("first", 0)), int(figures.get("last", 0))
    return Course(figures["count"], figures["expected"], first, last)


def _likelier(error: float, wrong: float, spread: float) -> float:
    """By how much an error speaks for a healthy night rather than a wrong one (log-likelihood)."""
    return ((error - wrong) ** 2 - error**2) / (2 * spread**2)
