"""Scheduled maintenances: planned events and changes of certificates, at a time.

Without a time there is nothing to schedule, so such a notice is no maintenance before its work is said to go on.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from models.terms import Status
from notices.site.board import Phase, phase, window
from notices.site.frame import Frame
from notices.site.published import Published
from notices.site.statuspage.components import Components
from notices.site.statuspage.events import MOST, event
from notices.site.statuspage.shapes import Maintenance, MaintenanceStatus
from notices.site.statuspage.sorting import MAINTENANCE_KINDS, is_fitting
from notices.site.statuspage.story import Step, first_with, steps

# Planned, delivered and verified are three states: when its time has passed, somebody has yet to say how it went.
_NAMES: dict[Phase, MaintenanceStatus] = {
    Phase.AHEAD: "scheduled",
    Phase.ONGOING: "in_progress",
    Phase.PASSED: "verifying",
    Phase.OVER: "completed",
}


@dataclass(frozen=True, slots=True)
class Maintenances:
    """The site's maintenances: the latest newest first, the others soonest first."""

    frame: Frame
    parts: Components

    @property
    def latest(self) -> tuple[Maintenance, ...]:
        chosen = islice(filter(is_maintenance, self.frame.newest_first()), MOST)
        return tuple(map(self._maintenance, chosen))

    @property
    def upcoming(self) -> tuple[Maintenance, ...]:
        return self._standing(Phase.AHEAD)

    @property
    def active(self) -> tuple[Maintenance, ...]:
        """In progress, or past their time with nobody having said how it went."""
        return self._standing(Phase.ONGOING, Phase.PASSED)

    def _standing(self, *phases: Phase) -> tuple[Maintenance, ...]:
        now = self.frame.board.now
        chosen = [n for n in self.frame.snapshot.live if is_maintenance(n) and phase(n, now) in phases]
        return tuple(sorted(map(self._maintenance, chosen), key=lambda one: (one.scheduled_for, one.id)))

    def _maintenance(self, notice: Published) -> Maintenance:
        story = steps(notice)
        start, end = _schedule(notice, story)
        shared = event(self.frame, self.parts, notice, story, started_at=notice.published_at, name=_name)
        status = _name(notice, self.frame.board.now)
        return Maintenance(**dict(shared), status=status, scheduled_for=start, scheduled_until=end)


def is_maintenance(notice: Published) -> bool:
    content = notice.content
    if content.kind not in MAINTENANCE_KINDS or notice.withdrawn_at or not is_fitting(notice):
        return False
    statuses = (content.status, notice.first_status, *(update.status for update in content.updates))
    return content.time is not None or Status.IN_PROGRESS in statuses


def _schedule(notice: Published, story: tuple[Step, ...]) -> tuple[datetime, datetime]:
    """From when, until when. Statuspage demands an end; where none was stated it is the start, which promises nothing.

    An open start is the publication; work without a time began when it was said to go on.
    """
    start, end = window(notice.content)
    if notice.content.time is None:
        start = first_with(story, {Status.IN_PROGRESS})
    start = start or notice.published_at
    return start, end if end and end > start else start


def _name(told: Published, at: datetime) -> MaintenanceStatus:
    return _NAMES[phase(told, at)]
