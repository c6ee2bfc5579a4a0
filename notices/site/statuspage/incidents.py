"""Incidents: what nobody planned."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from models.terms import Status
from notices.site.frame import Frame
from notices.site.published import Published
from notices.site.statuspage.components import Components
from notices.site.statuspage.events import MOST, event
from notices.site.statuspage.shapes import Incident, IncidentStatus
from notices.site.statuspage.sorting import is_incident
from notices.site.statuspage.story import steps

_NAMES: dict[Status | None, IncidentStatus] = {
    Status.INVESTIGATING: "investigating",
    Status.FIX_PLANNED: "identified",
    Status.MONITORING: "monitoring",
    Status.RESOLVED: "resolved",
    Status.VERIFIED: "resolved",
}


@dataclass(frozen=True, slots=True)
class Incidents:
    """The site's incidents, newest first in each list."""

    frame: Frame
    parts: Components

    @property
    def latest(self) -> tuple[Incident, ...]:
        chosen = islice(filter(is_incident, self.frame.newest_first()), MOST)
        return tuple(map(self._incident, chosen))

    @property
    def unresolved(self) -> tuple[Incident, ...]:
        chosen = filter(is_incident, self.frame.snapshot.live)
        return tuple(map(self._incident, sorted(chosen, key=lambda n: (n.published_at, n.id), reverse=True)))

    def _incident(self, notice: Published) -> Incident:
        time = notice.content.time
        started_at = (time and time.start) or notice.published_at
        shared = event(self.frame, self.parts, notice, steps(notice), started_at=started_at, name=_name)
        return Incident(**dict(shared), status=_NAMES[notice.content.status])


def _name(told: Published, at: datetime) -> IncidentStatus:
    return _NAMES[told.content.status]
