"""Frozen: hardly anything of one benefit. Surge: far more than the night is, and nobody has announced it.

Archive: 2015-03-02, events on sickness compensation were held back, and came all at once when they were let go.
2018-06-07, a recalculation was announced for 11 to 15 June: such a surge is no trouble.
"""

from collections.abc import Iterator

from models.terms import Expect
from notices.runs import words
from notices.runs.history import Measure, Reading
from notices.runs.history.chance import alarm_level, sureness
from notices.runs.history.series import TOGETHER_COUNTS_AS
from notices.runs.judgement.verdict import Case, Rule, Severity, Verdict

_EXPECTED = {Rule.FROZEN: Expect.FREEZE, Rule.SURGE: Expect.SURGE}


def judge(case: Case) -> Iterator[Verdict]:
    for rule, benefit, size, comparisons in departures(case):
        if is_announced(case, rule, benefit):
            continue
        reading = case.night.readings[Measure.VOLUME, benefit]
        figures = {"count": reading.count, "expected": reading.expected}
        sure = sureness(size, comparisons)
        nights = case.nights(rule, benefit, reading.nights if rule is Rule.FROZEN else 1)
        evidence = _said(rule, benefit, reading, nights)
        yield case.verdict(rule, Severity.SERIOUS, evidence, figures, benefits=(benefit,), nights=nights, sure=sure)


def departures(case: Case) -> Iterator[tuple[Rule, str, float, int]]:
    """The benefits whose volume leaves its history, up or down, announced or not.

    Downwards, several nights together may show what none of them does.
    """
    if len(case.run.covers) > 1:
        return  # several days in one run are no night
    readings = {b: reading for (measure, b), reading in case.night.readings.items() if measure is Measure.VOLUME}
    for benefit, reading in readings.items():
        if reading.size >= alarm_level(len(readings)):
            yield Rule.SURGE, benefit, reading.size, len(readings)
        elif is_sunken(reading, len(readings)):
            yield Rule.FROZEN, benefit, reading.sinking, TOGETHER_COUNTS_AS * len(readings)


def is_sunken(reading: Reading, comparisons: int) -> bool:
    """Whether a figure is too low, on this night alone or with those before it."""
    alone, together = alarm_level(comparisons), alarm_level(TOGETHER_COUNTS_AS * comparisons)
    return reading.size < 0 and (reading.size <= -alone or reading.sinking <= -together)


def is_announced(case: Case, rule: Rule, benefit: str) -> bool:
    windows = case.plan.windows(_EXPECTED[rule], case.run.nominal, case.run.job)
    return any(window.concerns(benefit) for window in windows)


def _said(rule: Rule, benefit: str, reading: Reading, nights: int) -> str:
    if rule is Rule.SURGE:
        times = words.number(reading.count / max(reading.expected, 1))
        return f"{benefit}: {words.number(reading.count)} ändringar, {times} gånger fler än väntat"
    count = words.number(reading.count) if reading.count else "inga"
    return f"{benefit}: {count} ändringar {words.runs(nights)}; väntat var {words.number(reading.expected)}"
