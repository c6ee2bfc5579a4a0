"""The queue of files that subscribers send in: open or closed, and how long it is."""

from dataclasses import dataclass, replace
from datetime import datetime

from notices.runs.events import QueueChange, QueueEvent

_REMEMBERED = 100


@dataclass(frozen=True, slots=True)
class Queue:
    """`usual` are the lengths measured last while it was open; `waiting` the last measured one."""

    name: str
    changed: datetime | None = None
    closed: datetime | None = None
    measured: datetime | None = None
    waiting: int | None = None
    usual: tuple[int, ...] = ()

    def after(self, event: QueueEvent) -> "Queue":
        """The queue after an event. One that is older than what is known changes nothing."""
        if event.change is QueueChange.MEASURED:
            return self._measured(event)
        if self.changed and event.time <= self.changed:
            return self
        closed = event.time if event.change is QueueChange.CLOSED else None
        return replace(self, changed=event.time, closed=closed)

    def _measured(self, event: QueueEvent) -> "Queue":
        if event.length is None or (self.measured and event.time <= self.measured):
            return self
        usual = self.usual if self.closed else (*self.usual, event.length)[-_REMEMBERED:]
        return replace(self, measured=event.time, waiting=event.length, usual=usual)
