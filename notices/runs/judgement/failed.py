"""Failed: the run says so itself.

Archive: behind 2014-01-01. It is known hours before the deadline, while there still is time to run again.
"""

from collections.abc import Iterator

from notices.runs import words
from notices.runs.judgement.verdict import Case, Rule, Severity, Verdict
from notices.runs.run import State


def judge(case: Case) -> Iterator[Verdict]:
    run = case.run
    if run.state is not State.FAILED or run.ended is None or case.past.has_delivered(run):
        return
    reason = f" ({run.error})" if run.error else ""
    evidence = f"{case.title} för {words.day(run.nominal)}: avbröts kl {words.at(run.ended)}{reason}"
    yield case.verdict(Rule.FAILED, Severity.SERIOUS, evidence, {"error": run.error or ""})
