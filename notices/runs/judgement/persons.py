"""Persons due and not delivered, more of them than there use to be.

Archive: 2014-11-26, information on temporary parental benefit was missing for a few persons each night.
"""

from collections.abc import Iterator
from statistics import median

from notices.runs import words
from notices.runs.history.window import spread_of
from notices.runs.judgement.verdict import Case, Rule, Severity, Verdict

_FEW_RUNS = 10
_SPREADS_BEYOND_THE_MOST = 2


def judge(case: Case) -> Iterator[Verdict]:
    run, usual = case.run, case.past.persons_missing
    if run.persons is None or run.persons_due is None or len(usual) < _FEW_RUNS:
        return
    missing = run.persons_due - run.persons
    middle = median(usual)
    spread = max(spread_of([abs(count - middle) for count in usual]), 1.0)
    if missing <= max(usual) + _SPREADS_BEYOND_THE_MOST * spread:
        return
    benefits = tuple(code for code, counts in run.benefits.items() if counts.missing)
    evidence = (
        f"{words.number(missing)} av {words.number(run.persons_due)} personer saknas i leveransen för "
        f"{words.day(run.nominal)}; brukar vara högst {words.number(max(usual))}"
    )
    figures = {"missing": missing, "due": run.persons_due, "usual": middle}
    yield case.verdict(Rule.PERSONS_MISSING, Severity.SERIOUS, evidence, figures, benefits=benefits)
