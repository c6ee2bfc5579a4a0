"""The days of the jobs: how each planned run went, by what the watch knows. Pure."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from models.run import DayState
from notices.runs.drafts import Draft
from notices.runs.history import Measure, Night
from notices.runs.history.window import spread_in_counts
from notices.runs.judgement.verdict import DELIVERY
from notices.runs.plan import Job, Plan
from notices.runs.run import Run, State
from notices.runs.slots import Slot, slots_on
from notices.runs.watching import Watch

Figures = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Day:
    """One planned run, as `models.run.JobDay` keeps it. `incidents` are the ids of the watch's drafts."""

    job: str
    due_at: datetime
    nominal: date
    deadline_at: datetime
    state: DayState
    run: str | None
    number: int | None
    started_at: datetime | None
    delivered_at: datetime | None
    files: int | None
    persons: int | None
    figures: Figures
    incidents: tuple[str, ...]


def days_of(
    watch: Watch,
    dates: Iterable[date],
    now: datetime,
    *,
    plan_on: Callable[[date], Plan] | None = None,
    drafts: Collection[Draft] = (),
    figures: Mapping[str, Figures] | None = None,
    confirmed: Collection[str] = (),
) -> Iterator[Day]:
    """The planned runs that are due on these dates.

    `plan_on` gives the plan of a date, where it has not always been the same. `drafts` are the incidents that may be
    about them, of which those `confirmed` have been published by a person: a verdict alone tells the public nothing.
    `figures` are those of runs, by id (see `figures_of`).
    """
    for day in dates:
        plan = plan_on(day) if plan_on else watch.state.plan
        for job in plan.jobs:
            for slot in slots_on(plan, job, day):
                run = watch.deliveries.run_of(slot, plan)
                about = [draft for draft in drafts if not draft.dismissed and _is_about(draft, slot, run)]
                wrong = any(draft.id in confirmed and draft.kind not in DELIVERY for draft in about)
                state = _state(job, slot, run, now, is_wrong=wrong)
                ids = tuple(sorted(draft.id for draft in about))
                yield _day(slot, run, plan, state, figures=(figures or {}).get(run.id or "", {}), incidents=ids)


def figures_of(night: Night) -> Figures:
    """A delivered run's volumes, each with what was expected of it when it came."""
    return {
        benefit: {
            "count": reading.count,
            "expected": round(reading.expected, 1),
            "spread": round(spread_in_counts(reading.expected, reading.distance.spread, reading.distance.scale), 1),
        }
        for (measure, benefit), reading in night.readings.items()
        if measure is Measure.VOLUME
    }


def _day(slot: Slot, run: Run, plan: Plan, state: DayState, *, figures: Figures, incidents: tuple[str, ...]) -> Day:
    return Day(
        job=slot.job,
        due_at=slot.start,
        nominal=slot.nominal,
        deadline_at=slot.deadline,
        state=state,
        run=run.id,
        number=run.number if run.number is not None else plan.numbers.get((slot.job, slot.nominal)),
        started_at=run.started,
        delivered_at=run.ended if run.delivered else None,
        files=run.files,
        persons=run.persons,
        figures=figures,
        incidents=incidents,
    )


def _state(job: Job, slot: Slot, run: Run, now: datetime, *, is_wrong: bool) -> DayState:
    if run.delivered:
        # Where the plan says nothing of the delivery, it is the start that can be late.
        at = run.ended if job.deliver_by else run.started
        late = at is not None and at > slot.deadline
        return DayState.DISTURBED if is_wrong else DayState.LATE if late else DayState.ON_TIME
    if run.state is State.FAILED:
        return DayState.NOT_DELIVERED
    if run.state is State.RUNNING and (now < slot.deadline or not job.deliver_by):
        return DayState.RUNNING
    return DayState.NOT_DELIVERED if now >= slot.deadline else DayState.PLANNED


def _is_about(draft: Draft, slot: Slot, run: Run) -> bool:
    if run.id and run.id in draft.runs:
        return True
    first, last = draft.nominal, draft.last_nominal or draft.nominal
    waited = draft.kind in DELIVERY and draft.job == slot.job
    return bool(waited and first and last and first <= slot.nominal <= last)
