"""Stuck: started, and does not end.

Archive: behind 2014-01-01. A late run that has just begun will come; one that has gone on for far longer than
ever will not come by itself, and somebody must act.
"""

from collections.abc import Iterator
from datetime import timedelta

from notices.runs import words
from notices.runs.history import JobHistory
from notices.runs.history.window import spread_of
from notices.runs.judgement.verdict import Case, Rule, Severity, Verdict
from notices.runs.run import State

_FEW_RUNS = 10
_SPREADS_BEYOND_THE_LONGEST = 2


def judge(case: Case) -> Iterator[Verdict]:
    """Beyond the plan's longest duration; or past the deadline and beyond anything that a run has taken."""
    run = case.run
    if run.state is not State.RUNNING or run.started is None:
        return
    gone_on = case.now - run.started
    if not (_is_beyond_plan(case, gone_on) or _is_beyond_history(case, gone_on)):
        return
    usual = case.past.usual_duration
    brukar = f"; brukar ta {words.duration(usual)}" if usual else ""
    evidence = (
        f"{case.title} för {words.day(run.nominal)}: startade {words.at(run.started)} "
        f"och pågår sedan {words.duration(gone_on)}{brukar}"
    )
    figures = {"minutes": gone_on.total_seconds() / 60}
    yield case.verdict(Rule.STUCK, Severity.SERIOUS, evidence, figures, since=run.started)


def _is_beyond_plan(case: Case, gone_on: timedelta) -> bool:
    return bool(case.job and case.job.longest and gone_on >= case.job.longest)


def _is_beyond_history(case: Case, gone_on: timedelta) -> bool:
    if case.slot is None or case.now < case.slot.deadline or not (case.job and case.job.deliver_by):
        return False
    longest = longest_usual(case.past)
    return longest is not None and gone_on > longest


def longest_usual(past: JobHistory) -> timedelta | None:
    """The longest that a run has taken, and some more; None while few have been seen."""
    usual = past.usual_duration
    if usual is None or len(past.minutes) < _FEW_RUNS:
        return None
    middle = usual.total_seconds() / 60
    spread = spread_of([abs(minutes - middle) for minutes in past.minutes])
    return timedelta(minutes=max(past.minutes) + _SPREADS_BEYOND_THE_LONGEST * spread)
