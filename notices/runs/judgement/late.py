"""Late, and missing: the deadline has passed and nothing was delivered.

Archive: 2014-01-01, the day's files were late. A deadline, not an interval: what counts is when subscribers
expect their files.
"""

from collections.abc import Iterator

from notices.runs import words
from notices.runs.judgement.verdict import Case, Rule, Severity, Verdict
from notices.runs.run import State


def judge(case: Case) -> Iterator[Verdict]:
    """Late from the deadline; missing once the next run is due and this one has not begun."""
    slot, run = case.slot, case.run
    if slot is None or case.now < slot.deadline or not _is_wanting(case):
        return
    gone = case.now >= slot.gone and run.state is not State.RUNNING
    rule, stage = (Rule.MISSING, 2) if gone else (Rule.LATE, 1)
    evidence = f"{case.title} för {words.day(slot.nominal)}: {_how(case)}"
    figures = {"deadline": slot.deadline.isoformat()}
    yield case.verdict(rule, Severity.SERIOUS, evidence, figures, since=slot.deadline, stage=stage)


def _is_wanting(case: Case) -> bool:
    """Whether what was due is still to come: the delivery, or, where none has a time, the start."""
    if case.job and case.job.deliver_by:
        return not case.run.delivered and not case.past.has_delivered(case.run)
    return case.run.state is State.AWAITED


def _how(case: Case) -> str:
    slot, run = case.slot, case.run
    if slot is None or case.now >= slot.gone:
        return "levererades aldrig, och nästa körning skulle ha börjat"
    due = f"inte levererad kl {words.at(slot.deadline)}"
    if run.started is None:
        return f"{due}; har inte startat"
    usual = case.past.usual_duration
    took = f", brukar ta {words.duration(usual)}" if usual else ""
    return f"{due}; startade {words.at(run.started)}{took}"
