"""When runs are due: the schedule's moments, with the clock's changes, as slots that a run fills."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import count, takewhile

from cronsim import CronSim

from notices.clock import STOCKHOLM, day_of, midnight, next_day
from notices.runs.calendar import kind_of
from notices.runs.plan import Job, Plan

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """One run that is due. All moments in UTC.

    `starts_by` is the start with its grace. `deadline` is when it must be delivered, or, where the plan says
    nothing about that, the same as `starts_by`. `gone` is when the next one is due: what has not come by then
    will not come.
    """

    job: str
    nominal: date
    start: datetime
    starts_by: datetime
    deadline: datetime
    gone: datetime


def slots_on(plan: Plan, job: Job, day: date) -> tuple[Slot, ...]:
    """The job's slots that start on a Swedish date, in order."""
    starts = _starts(plan, job, day)
    return tuple(_slot(plan, job, day, start) for start in starts)


def slots_from(plan: Plan, job: Job, moment: datetime) -> Iterator[Slot]:
    """The slots that start at the moment or later, in order."""
    first = day_of(moment)
    if job.numbered:
        days = iter(sorted(day for name, day in plan.numbers if name == job.name and day >= first))
    elif job.schedule:
        days = (first + n * _DAY for n in count())
    else:
        return
    for day in days:
        yield from (slot for slot in slots_on(plan, job, day) if slot.start >= moment)


def slot_for(plan: Plan, job: str, nominal: date, started: datetime | None) -> Slot | None:
    """The slot that a run fills: on its date the last that had begun when the run started, else the first."""
    known = plan.by_name.get(job)
    slots = slots_on(plan, known, nominal) if known else ()
    begun = [slot for slot in slots if started is None or slot.start <= started]
    return begun[-1] if begun else next(iter(slots), None)


def _slot(plan: Plan, job: Job, day: date, start: datetime) -> Slot:
    starts_by = start + job.grace
    deadline = _after(start, job.deliver_by) if job.deliver_by else starts_by
    return Slot(job.name, day, start, starts_by, deadline, max(_next_start(plan, job, day, start), deadline))


def _after(start: datetime, clock: time) -> datetime:
    """The first time after the start that a Swedish clock shows this."""
    day = day_of(start)
    moment = datetime.combine(day, clock, STOCKHOLM).astimezone(UTC)
    return moment if moment > start else datetime.combine(next_day(day), clock, STOCKHOLM).astimezone(UTC)


def _starts(plan: Plan, job: Job, day: date) -> tuple[datetime, ...]:
    if job.numbered and job.start:
        due = (job.name, day) in plan.numbers
        return (datetime.combine(day, job.start, STOCKHOLM).astimezone(UTC),) if due else ()
    return _fired(job.schedule, day) if job.schedule and kind_of(day) not in job.skips else ()


@lru_cache(4096)
def _fired(schedule: str, day: date) -> tuple[datetime, ...]:
    before = (midnight(day) - timedelta(seconds=1)).astimezone(STOCKHOLM)
    fired = takewhile(lambda moment: moment.date() == day, CronSim(schedule, before))
    return tuple(moment.astimezone(UTC) for moment in fired)


def _next_start(plan: Plan, job: Job, day: date, start: datetime) -> datetime:
    """When the next one is due. A numbered run has the rest of its date."""
    if job.numbered or not job.schedule:
        return midnight(next_day(day))
    return _fire_after(job.schedule, start)


@lru_cache(4096)
def _fire_after(schedule: str, start: datetime) -> datetime:
    return next(CronSim(schedule, start.astimezone(STOCKHOLM))).astimezone(UTC)
