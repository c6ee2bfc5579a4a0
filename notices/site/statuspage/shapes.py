"""What the Statuspage public API v2 answers, field by field and word by word as Atlassian documents it."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, PlainSerializer, WithJsonSchema

from notices.clock import STOCKHOLM

ComponentStatus = Literal["operational", "degraded_performance", "partial_outage", "major_outage", "under_maintenance"]
Gravity = Literal["none", "minor", "major", "critical"]
IncidentStatus = Literal["investigating", "identified", "monitoring", "resolved", "postmortem"]
MaintenanceStatus = Literal["scheduled", "in_progress", "verifying", "completed"]


def _stamp(moment: datetime) -> str:
    return moment.astimezone(STOCKHOLM).isoformat(timespec="milliseconds")


Moment = Annotated[
    datetime,
    PlainSerializer(_stamp, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}, mode="serialization"),
]
"""ISO 8601 to the millisecond, in the page's time zone."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Page(_Frozen):
    id: str
    name: str
    url: str
    time_zone: str
    updated_at: Moment


class Status(_Frozen):
    """How the whole page stands. `description` is for people."""

    indicator: Gravity
    description: str


class Component(_Frozen):
    id: str
    page_id: str
    group_id: str | None
    name: str
    description: str | None
    status: ComponentStatus
    position: int
    showcase: bool
    only_show_if_degraded: bool
    group: bool
    start_date: str | None
    created_at: Moment
    updated_at: Moment


class Group(Component):
    """A component that holds others; `components` are their ids."""

    components: tuple[str, ...]


class AffectedComponent(_Frozen):
    """What an update did to a component; `code` is the component's id."""

    code: str
    name: str
    old_status: ComponentStatus
    new_status: ComponentStatus


class Update(_Frozen):
    id: str
    incident_id: str
    status: IncidentStatus | MaintenanceStatus
    body: str
    created_at: Moment
    updated_at: Moment
    display_at: Moment
    affected_components: tuple[AffectedComponent, ...]
    deliver_notifications: bool


class Event(_Frozen):
    """What incidents and scheduled maintenances share. `incident_updates` has the newest first."""

    id: str
    page_id: str
    name: str
    impact: Gravity
    shortlink: str
    created_at: Moment
    updated_at: Moment
    started_at: Moment
    monitoring_at: Moment | None
    resolved_at: Moment | None
    incident_updates: tuple[Update, ...]
    components: tuple[Component, ...]


class Incident(Event):
    status: IncidentStatus


class Maintenance(Event):
    status: MaintenanceStatus
    scheduled_for: Moment
    scheduled_until: Moment


class Answer(_Frozen):
    """What every answer has."""

    page: Page


class StatusAnswer(Answer):
    """`status.json`"""

    status: Status


class ComponentsAnswer(Answer):
    """`components.json`: each group, then what it holds."""

    components: tuple[Group | Component, ...]


class IncidentsAnswer(Answer):
    """`incidents.json` and `incidents/unresolved.json`"""

    incidents: tuple[Incident, ...]


class MaintenancesAnswer(Answer):
    """`scheduled-maintenances.json`, and the upcoming and the active ones of them"""

    scheduled_maintenances: tuple[Maintenance, ...]


class Summary(Answer):
    """`summary.json`: incidents that are not resolved, maintenances that are not completed."""

    status: Status
    components: tuple[Group | Component, ...]
    incidents: tuple[Incident, ...]
    scheduled_maintenances: tuple[Maintenance, ...]
