"""The share of full answers, and of answers without a payment, leaves its history.

Archive: 2014-11-24, many answers had the wrong informationstyp, all of them of one benefit. 2015-03-02, answers on
sickness compensation lacked their payments from one day on.
"""

from collections.abc import Iterator

from notices.runs import words
from notices.runs.history import Measure, Reading
from notices.runs.history.chance import alarm_level, sureness
from notices.runs.judgement.comparable import comparable
from notices.runs.judgement.verdict import Case, Rule, Severity, Verdict

RULES = {Rule.TYPE_SHARE: Measure.FULL, Rule.PAYMENT_SHARE: Measure.UNPAID}
_SAID = {Rule.TYPE_SHARE: "av svaren är kompletta", Rule.PAYMENT_SHARE: "av svaren saknar utbetalning"}


def judge(case: Case) -> Iterator[Verdict]:
    """Up or down: each side of each benefit is a comparison."""
    for rule, measure in RULES.items():
        readings = comparable(case, measure)
        comparisons = 2 * len(readings)
        for benefit, reading in readings.items():
            if abs(reading.size) >= alarm_level(comparisons):
                sure = sureness(reading.size, comparisons)
                figures = {"count": reading.count, "of": reading.exposure, "expected": reading.expected}
                nights = case.nights(rule, benefit)
                evidence = _said(rule, benefit, reading, nights)
                yield case.verdict(
                    rule, Severity.SERIOUS, evidence, figures, benefits=(benefit,), nights=nights, sure=sure
                )


def _said(rule: Rule, benefit: str, reading: Reading, nights: int) -> str:
    return (
        f"{benefit}: {words.share(reading.count, reading.exposure)} {_SAID[rule]} {words.runs(nights)} "
        f"({words.number(reading.count)} av {words.number(reading.exposure)}); "
        f"brukar vara {words.share(reading.expected, reading.exposure)}"
    )
