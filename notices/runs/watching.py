"""The watch: events and the clock go in, changes of drafts come out.

It depends on nothing but what it is fed, in order of arrival: feeding stored events and dismissals again gives the
same drafts, and a watch can be kept with `pickle`. Time passes by `tick`, and by each arrival; what was due before is
looked at as of its own moment.
"""

from datetime import date, datetime

from notices.clock import day_of
from notices.runs.deliveries import Deliveries
from notices.runs.drafts import Change
from notices.runs.events import Event, RunEvent
from notices.runs.plan import Plan
from notices.runs.standing import Standing
from notices.runs.state import State


class Watch:
    """All that is known of one environment's runs."""

    def __init__(self, plan: Plan, environment: str = "production") -> None:
        self.environment = environment
        self.state = State(plan)
        self.deliveries = Deliveries(self.state)
        self.standing = Standing(self.state)
        self._today: date | None = None

    @property
    def next_tick(self) -> datetime | None:
        """When something is to be looked at, if no event comes before. None before the first event or tick."""
        return self.state.timers.next

    def feed(self, event: Event, arrived: datetime) -> list[Change]:
        """Take in an event. The same event again changes nothing, nor does one of another environment."""
        if event.environment != self.environment:
            return []
        changes = self.tick(arrived)
        changes += self.standing.hear(event.source, arrived)
        if isinstance(event, RunEvent):
            return changes + self.deliveries.feed(event, arrived)
        return changes + self.standing.feed(event, arrived)

    def tick(self, now: datetime) -> list[Change]:
        """Let time pass."""
        today = day_of(now)
        if self._today is None:
            self.deliveries.arm(now)
            self.standing.arm(now)
        changes = self.state.timers.run(now)
        if today != self._today:
            self._today = today
            self.deliveries.forget(today)
            self.state.incidents.forget(now)
        return changes

    def dismiss(self, draft: str, reason: str, now: datetime) -> list[Change]:
        """An operator says that a draft is no trouble, and why. It holds until that trouble is over."""
        return self.tick(now) + self.state.incidents.dismiss(draft, reason, now)

    def replan(self, plan: Plan, now: datetime) -> list[Change]:
        """Go on with another plan."""
        changes = self.tick(now)
        self.state.plan = plan
        self.state.timers.clear()
        self.deliveries.arm_again(now)
        self.standing.arm(now)
        return changes

    def note_certificate(self, name: str, expires: date, now: datetime) -> list[Change]:
        """A certificate of the plan was read, and its last day is this."""
        changes = self.tick(now)
        for certificate in self.state.plan.certificates:
            if certificate.name == name:
                changes += self.standing.note_certificate(certificate, expires, now)
        return changes
