"""Judgement: the rules, each in its own place, and `judge`, which asks them all."""

from datetime import datetime

from notices.runs.history import History
from notices.runs.judgement import (
    failed,
    late,
    month_days,
    numbered,
    persons,
    recoveries,
    resent,
    sequence,
    shares,
    stuck,
    unscheduled,
    volumes,
)
from notices.runs.judgement.verdict import Case, Judge, Rule, Severity, Verdict
from notices.runs.plan import Plan
from notices.runs.run import Run
from notices.runs.slots import slot_for

__all__ = ["Case", "Rule", "Severity", "Verdict", "judge"]

_OF_ANY: tuple[Judge, ...] = (
    unscheduled.judge, numbered.judge, sequence.judge, failed.judge, stuck.judge, late.judge, resent.judge,
)  # fmt: skip
# What a delivery holds is compared only for jobs that come back by a schedule: an ordered refresh has no usual size.
_OF_DELIVERIES: tuple[Judge, ...] = (
    persons.judge, volumes.judge, shares.judge, month_days.judge, recoveries.judge,
)  # fmt: skip


def judge(run: Run, history: History, plan: Plan, now: datetime) -> tuple[Verdict, ...]:
    """All that is wrong with a run at this moment. Nothing is changed by asking."""
    case = Case(run, slot_for(plan, run.job, run.nominal, run.started), history, plan, now)
    return tuple(verdict for rule in _rules(case) for verdict in rule(case))


def is_compared(run: Run, plan: Plan) -> bool:
    """Whether what the run holds is compared with what earlier ones held."""
    job = plan.by_name.get(run.job)
    return run.delivered and job is not None and job.schedule is not None


def _rules(case: Case) -> tuple[Judge, ...]:
    return _OF_ANY + (_OF_DELIVERIES if is_compared(case.run, case.plan) else ())
