"""Unscheduled: a job that no plan knows.

Archive: 2020-01-28, a compensating run with events that undid those of the wrong run. Right or wrong, subscribers
get events that nobody has told them of.
"""

from collections.abc import Iterator

from notices.runs import words
from notices.runs.judgement.verdict import Case, Rule, Severity, Verdict


def judge(case: Case) -> Iterator[Verdict]:
    run = case.run
    if case.job is not None:
        return
    began = run.started or run.ended or case.now
    reached = f"; {words.number(run.persons)} personer" if run.persons else ""
    evidence = (
        f"Körningen {run.job} finns inte i planen; startade {words.day(run.nominal)} kl {words.at(began)}{reached}"
    )
    figures = {"persons": run.persons or 0}
    yield case.verdict(Rule.UNSCHEDULED, Severity.WARNING, evidence, figures, benefits=tuple(run.benefits), since=began)
