"""A numbered run on another's date.

Archive: 2020-01-23, run 3 was made on 20 January instead of 20 February. It could be seen as it started, three days
before anybody was told.
"""

from collections.abc import Iterator

from notices.runs import words
from notices.runs.judgement.verdict import Case, Rule, Severity, Verdict


def judge(case: Case) -> Iterator[Verdict]:
    run, job = case.run, case.job
    if job is None or not job.numbered or run.number is None:
        return
    due = case.plan.numbers.get((run.job, run.nominal))
    if due == run.number:
        return
    proper = case.plan.number_dates.get((run.job, run.number))
    planned = f"är planerad till {words.day(proper)}" if proper else "finns inte i planen"
    today = f"; nr {due} skulle köras" if due is not None else ""
    evidence = f"{case.title} nr {run.number} startade {words.day(run.nominal)}{today}. Nr {run.number} {planned}"
    figures = {
        "number": run.number,
        "due": due if due is not None else "",
        "date": proper.isoformat() if proper else "",
    }
    benefits = tuple(run.benefits) or job.benefits
    yield case.verdict(Rule.WRONG_NUMBER, Severity.SERIOUS, evidence, figures, benefits=benefits, since=run.started)
