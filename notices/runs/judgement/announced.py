"""An announced surge that did not come.

Archive: 2018-06-07, recalculations were announced for 11 to 15 June. Subscribers have made room and wait; if nothing
comes, they must be told as well.
"""

from collections.abc import Collection
from datetime import datetime

from notices.runs import words
from notices.runs.judgement.verdict import Rule, Severity, Verdict
from notices.runs.plan import Window


def judge(window: Window, came: Collection[str], compared: Collection[str], deadline: datetime) -> Verdict | None:
    """When the last delivery of the window is due: which of its benefits have been compared, and have not surged."""
    absent = tuple(sorted(benefit for benefit in compared if window.concerns(benefit) and benefit not in came))
    if not absent or (came and not window.benefits):
        return None
    span = words.span(window.first, window.last)
    evidence = f"{words.listed(absent)}: den aviserade ökningen {span} har inte kommit"
    figures = {"from": window.first.isoformat(), "to": window.last.isoformat(), "fönster": span}
    return Verdict(
        Rule.SURGE_ABSENT,
        Severity.WARNING,
        deadline,
        evidence,
        figures,
        window.job,
        window.last,
        window.first,
        benefits=absent,
        subject=f"{window.first}–{window.last}",
    )
