"""The runs: what their events and the clock make of them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from itertools import takewhile

from notices.runs.concluding import conclude
from notices.runs.drafts import Change
from notices.runs.events import RunEvent
from notices.runs.judgement import judge
from notices.runs.plan import Job, Plan
from notices.runs.run import Run, fold
from notices.runs.slots import Slot, slot_for, slots_from
from notices.runs.state import State

Key = tuple[str, str]

_REMEMBERED = timedelta(days=45)
_LONGEST_SLOT = timedelta(days=3)


class Deliveries:
    """The runs of the last weeks, and the slots that wait for one."""

    def __init__(self, state: State) -> None:
        self._state = state
        self.runs: dict[Key, Run] = {}

    def feed(self, event: RunEvent, now: datetime) -> list[Change]:
        """Take in an event of a run."""
        key = event.source, event.run
        before = self.runs.get(key)
        run = before.with_event(event) if before else fold((event,))
        self.runs[key] = run
        if run is before or (before and before.delivered and run.delivered):
            return []  # what comes again, or after the end, says nothing new
        self._time(key, now)
        return self._judge(run, now)

    def arm(self, now: datetime) -> None:
        """Wait for the slots that are still to come, and for those that have begun and have their deadline ahead."""
        self._arm(now, lambda slot: slot.deadline >= now)

    def arm_again(self, now: datetime) -> None:
        """Wait, under another plan, also for the slots that are late and not over, and for the runs under way."""
        self._arm(now, lambda slot: slot.gone >= now)
        for key in self.runs:
            self._time(key, now)

    def _time(self, key: Key, now: datetime) -> None:
        """Look at a run under way when it has taken as long as the plan lets it."""
        run = self.runs[key]
        job = self._state.plan.by_name.get(run.job)
        if job and job.longest and run.started and run.ended is None:
            self._state.timers.set(max(run.started + job.longest, now), partial(self._look_at_run, key))

    def _arm(self, now: datetime, is_awaited: Callable[[Slot], bool]) -> None:
        for job in self._state.plan.jobs:
            begun = takewhile(lambda slot: slot.start < now, slots_from(self._state.plan, job, now - _LONGEST_SLOT))
            for slot in begun:
                if is_awaited(slot):
                    self._wait_for(slot, now)
            self._await_next(job, now)

    def forget(self, today: date) -> None:
        """Forget the runs of long ago."""
        for key in [key for key, run in self.runs.items() if run.nominal < today - _REMEMBERED]:
            del self.runs[key]

    def run_of(self, slot: Slot, plan: Plan | None = None) -> Run:
        """The run that fills a slot: a delivered one, else the last that was heard of, else one that is awaited.

        `plan` is the slot's, where that is not the one that counts now.
        """
        plan = plan or self._state.plan
        own = [
            run
            for run in self.runs.values()
            if run.job == slot.job
            and run.nominal == slot.nominal
            and slot_for(plan, run.job, run.nominal, run.started) == slot
        ]
        return max(own, key=lambda run: (run.delivered, run.started or slot.start), default=Run(slot.job, slot.nominal))

    # -- what is due --------------------------------------------------------------------------------------------

    def _await_next(self, job: Job, after: datetime) -> None:
        slot = next(slots_from(self._state.plan, job, after), None)
        if slot:
            self._state.timers.set(slot.start, partial(self._begin, job, slot))

    def _begin(self, job: Job, slot: Slot, now: datetime) -> list[Change]:
        self._wait_for(slot, now)
        self._await_next(job, now + timedelta(seconds=1))
        return []

    def _wait_for(self, slot: Slot, now: datetime) -> None:
        for moment in (slot.deadline, slot.gone):
            if moment >= now:
                self._state.timers.set(moment, partial(self._look_at_slot, slot))

    def _look_at_slot(self, slot: Slot, now: datetime) -> list[Change]:
        run = self.run_of(slot)
        return [] if run.delivered else self._judge(run, now)

    def _look_at_run(self, key: Key, now: datetime) -> list[Change]:
        run = self.runs.get(key)
        return [] if run is None or run.ended else self._judge(run, now)

    # -- what is found ------------------------------------------------------------------------------------------

    def _judge(self, run: Run, now: datetime) -> list[Change]:
        state = self._state
        verdicts = judge(run, state.history, state.plan, now)
        conclusion = conclude(run, verdicts, state, now) if run.delivered else state.fold(verdicts, now)
        state.history.of(run.job).note(run)
        return conclusion
