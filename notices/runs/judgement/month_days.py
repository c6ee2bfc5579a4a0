"""A hole in the days of month.

Archive: 2015-03-06, parental benefit lacked the 21st to the 25th of every month, since more than a year.
"""

from collections.abc import Iterator

from notices.runs import words
from notices.runs.history import Hole
from notices.runs.history.chance import alarm_level, sureness
from notices.runs.history.shape import COMPARISONS
from notices.runs.judgement.verdict import Case, Rule, Severity, Verdict


def judge(case: Case) -> Iterator[Verdict]:
    if len(case.run.covers) > 1:
        return
    holes = case.night.holes
    comparisons = COMPARISONS * len(holes)
    for benefit, hole in holes.items():
        if hole.size <= -alarm_level(comparisons):
            figures = {"first": hole.first, "last": hole.last, "count": hole.count, "expected": hole.expected}
            sure = sureness(hole.size, comparisons)
            nights = case.nights(Rule.DAY_HOLE, benefit, hole.nights)
            evidence = _said(benefit, hole, nights)
            yield case.verdict(
                Rule.DAY_HOLE, Severity.SERIOUS, evidence, figures, benefits=(benefit,), nights=nights, sure=sure
            )


def _said(benefit: str, hole: Hole, nights: int) -> str:
    count = words.number(hole.count) if hole.count else "inga"
    which = f"{count} dagar {hole.first}–{hole.last}"
    return f"{benefit}: {which} {words.runs(nights)}; brukar vara {words.number(hole.expected)}"
