"""Recoveries gone from the daily runs.

Archive: 2019-02-07, recoveries of seven benefits had not been sent in daily runs, only in new orders and full
refreshes. One night without them says little, two say more: nights are taken together. Where there have never been
any, the ordered answers tell what there should be.
"""

from collections.abc import Iterator
from math import exp

from notices.runs import words
from notices.runs.history import Measure, Reading
from notices.runs.history.chance import sureness
from notices.runs.judgement.comparable import comparable
from notices.runs.judgement.verdict import Case, Rule, Severity, Verdict
from notices.runs.judgement.volumes import is_sunken

# Ordered answers reach further back than a night's changes: the share of recoveries in them may be so much higher.
_DOUBT = 3
_SURELY_SOME = 2
_CHANCE = 1e-6


def judge(case: Case) -> Iterator[Verdict]:
    readings = comparable(case, Measure.RECOVERIES)
    comparisons = sum(reading.expected > 0 for reading in readings.values())
    for benefit, reading in readings.items():
        if reading.expected > 0 and is_sunken(reading, comparisons):
            sure = sureness(reading.sinking, comparisons)
            yield _verdict(case, benefit, reading, reading.expected, sure)
        elif reading.count == 0 and (expected := _never_seen(case, benefit)):
            yield _verdict(case, benefit, reading, expected, 1 - _CHANCE)


def _never_seen(case: Case, benefit: str) -> float:
    """What a run should have held on average, where no daily run has held any; 0 where that is no wonder."""
    if (Rule.RECOVERY_MISSING, benefit) in case.past.accepted:
        return 0.0
    share = case.history.ordered_recoveries(benefit) / _DOUBT
    series = case.past.series.get((Measure.RECOVERIES, benefit))
    exposures = series.exposures_without if series else []
    telling = [exposure * share for exposure in exposures if exposure * share * _DOUBT >= _SURELY_SOME]
    return _DOUBT * sum(telling) / len(telling) if telling and exp(-sum(telling)) < _CHANCE else 0.0


def _verdict(case: Case, benefit: str, reading: Reading, expected: float, sure: float) -> Verdict:
    nights = case.nights(Rule.RECOVERY_MISSING, benefit, reading.nights)
    count = words.number(reading.count) if reading.count else "inga"
    is_ordered = case.history.ordered_recoveries(benefit) > 0
    usual = f"brukar vara {words.number(expected)}" if reading.expected else "beställda svar har återkrav"
    evidence = f"{benefit}: {count} återkrav {words.runs(nights)}; {usual}"
    figures = {"count": reading.count, "expected": expected, "ordered": int(is_ordered)}
    return case.verdict(
        Rule.RECOVERY_MISSING, Severity.SERIOUS, evidence, figures, benefits=(benefit,), nights=nights, sure=sure
    )
