"""Resent: a run covers dates that have been delivered already.

Archive: 2014-03-05, a month of files was sent again in one night, in no certain order.
"""

from collections.abc import Iterator

from notices.runs import words
from notices.runs.judgement.verdict import Case, Figures, Rule, Severity, Verdict


def judge(case: Case) -> Iterator[Verdict]:
    again = case.past.delivered_before(case.run) if case.run.delivered else []
    if not again:
        return
    amount = f"{len(again)} datum som redan är levererade" if len(again) > 1 else "ett datum som redan är levererat"
    evidence = f"{case.title} för {words.day(case.run.nominal)} omfattar {amount}: {words.dates(again)}"
    figures: Figures = {
        "dates": len(again),
        "from": again[0].isoformat(),
        "to": again[-1].isoformat(),
        "datumen": words.dates(again),
    }
    yield case.verdict(Rule.RESENT, Severity.SERIOUS, evidence, figures)
