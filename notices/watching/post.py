"""One environment under watch: what it is fed, in the order of time, and what has come of it and is not kept yet."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import count

from notices.clock import day_of
from notices.runs.drafts import Change, Draft
from notices.runs.events import Event, RunEvent
from notices.runs.plan import Plan
from notices.runs.watching import Watch
from notices.watching.days import Figures, figures_of

Look = Callable[[Watch], list[Change]]

AHEAD = timedelta(days=14)
_DAY = timedelta(days=1)
REMEMBERED = timedelta(days=45)  # how long the watch remembers its runs
_MOST_FIGURES = 500  # runs: more than there are in the days that the watch remembers


class Post:
    """A watch, of the runs or of the certificates; and beside it what is to be done to it at a moment: another plan, an
    operator's word, a certificate that was read.

    `pending` are the drafts that have changed since they were last kept, by id; `touched` the dates whose days may be
    other than they were.
    """

    def __init__(
        self, environment: str, plans: list[tuple[datetime, Plan]], begins: datetime, *, of_runs: bool = True
    ) -> None:
        self.environment = environment
        self.of_runs = of_runs
        self._plan = plans[0][1]
        self.watch = Watch(self._effective(), environment)
        self._plans = [(day_of(begins), self.watch.state.plan)]
        self.drafts: dict[str, Draft] = {}
        self.pending: dict[str, Draft] = {}
        self.touched: set[date] = set()
        self.figures: dict[str, Figures] = {}
        self.last = begins  # so far time has passed
        self.dated_until = day_of(begins)  # all days before this one have been looked at
        self._agenda: list[tuple[datetime, int, Look]] = []
        self._numbers = count()
        for moment, plan in plans[1:]:
            self.plan_from(moment, plan)

    @property
    def plan(self) -> Plan:
        """The plan that counts."""
        return self._plan

    def plan_on(self, day: date) -> Plan:
        """The plan that held at the end of a day: what was due is not another afterwards."""
        return next((plan for since, plan in reversed(self._plans) if since <= day), self._plans[0][1])

    def at(self, moment: datetime, look: Look) -> None:
        """Do this to the watch when its moment has come; at once, where it has passed."""
        heapq.heappush(self._agenda, (moment, next(self._numbers), look))

    def plan_from(self, moment: datetime, plan: Plan) -> None:
        """Go on with another plan from a moment on."""
        self.at(moment, lambda _: self._replan(plan, moment))

    def feed(self, event: Event, arrived: datetime) -> None:
        """Take in an event."""
        self._advance(arrived)
        self._take(self.watch.feed(event, arrived))
        if isinstance(event, RunEvent):
            run = self.watch.deliveries.runs.get((event.source, event.run))
            self.touched.add(run.nominal if run else day_of(event.time))
            self._note_figures()

    def tick(self, now: datetime) -> bool:
        """Let time pass, never backwards. Whether anything was due."""
        now = max(now, self.last)
        due = self.watch.next_tick
        self._advance(now)
        self._take(self.watch.tick(now))
        return due is not None and due <= now

    def touch(self, id_: str) -> None:
        """The days that an incident is about may be told of otherwise."""
        if id_ in self.drafts:
            self.touched |= self._dates_of(self.drafts[id_])

    def touch_until(self, moment: datetime) -> None:
        """The days up to a moment are to be looked at: the one before it, that day, and those that never have been."""
        day = day_of(moment)
        self.touched |= set(_dates(min(self.dated_until, day) - _DAY, day))
        self.dated_until = max(self.dated_until, day)

    def take_touched(self) -> list[date]:
        """The dates to look at, no longer to be looked at; not those whose runs are remembered no more."""
        oldest = day_of(self.last) - REMEMBERED + _DAY
        dates = sorted(day for day in self.touched if day >= oldest)
        self.touched.clear()
        return dates

    def _dates_of(self, draft: Draft) -> set[date]:
        """The dates that a draft is about: those that were waited for, and those of its runs."""
        runs = {run.nominal for run in self.watch.deliveries.runs.values() if run.id in draft.runs}
        last = draft.last_nominal or draft.nominal
        waited = _dates(max(draft.nominal, last - REMEMBERED), last) if draft.nominal and last else ()
        return runs.union(waited)

    def _advance(self, moment: datetime) -> None:
        self.last = max(self.last, moment)
        while self._agenda and self._agenda[0][0] <= moment:
            self._take(heapq.heappop(self._agenda)[2](self.watch))

    def _replan(self, plan: Plan, moment: datetime) -> list[Change]:
        self._plan = plan
        self._plans.append((day_of(moment), self._effective()))
        self.touched |= set(_dates(day_of(moment), day_of(self.last) + AHEAD))
        return self.watch.replan(self._effective(), moment)

    def _effective(self) -> Plan:
        """What is watched here: certificates are, also where no engine has been heard of that could be late."""
        if self.of_runs:
            return self._plan.model_copy(update={"certificates": ()})
        return Plan(jobs=(), certificates=self._plan.certificates)

    def _take(self, changes: Iterable[Change]) -> None:
        for change in changes:
            self.pending[change.draft.id] = self.drafts[change.draft.id] = change.draft
            self.touched |= self._dates_of(change.draft)

    def _note_figures(self) -> None:
        night = self.watch.state.compared
        if night and night.run.id and night.run.id not in self.figures:
            self.figures[night.run.id] = figures_of(night)
            if len(self.figures) > _MOST_FIGURES:
                del self.figures[next(iter(self.figures))]


def _dates(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _DAY
