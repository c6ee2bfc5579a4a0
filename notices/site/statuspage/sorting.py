"""Which notices Statuspage's words fit, whom they concern, and how grave they are. Pure."""

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from models.content import Content
from models.terms import ENDED, Environment, Impact, Kind
from notices.service import Service
from notices.site.board import Phase, phase
from notices.site.published import Published
from notices.site.statuspage.shapes import ComponentStatus, Gravity

MAINTENANCE_KINDS = frozenset({Kind.PLANNED, Kind.CERTIFICATE})
_FITTING = MAINTENANCE_KINDS | {Kind.INCIDENT}
# Gravest first: trouble that nobody planned shows through planned work.
GRAVEST_FIRST: tuple[ComponentStatus, ...] = (
    "major_outage",
    "partial_outage",
    "degraded_performance",
    "under_maintenance",
    "operational",
)
_COMPONENT: dict[Impact | None, ComponentStatus] = {
    Impact.OUTAGE: "major_outage",
    Impact.WRONG_INFORMATION: "partial_outage",  # files come, and part of what they say cannot be used
    Impact.DISRUPTION: "degraded_performance",
    Impact.DELAY: "degraded_performance",
    Impact.INFORMATION: "operational",
    None: "degraded_performance",  # something is wrong, and nobody has said how much
}
_GRAVITY: dict[ComponentStatus, Gravity] = {
    "major_outage": "critical",
    "partial_outage": "major",
    "degraded_performance": "minor",
    "under_maintenance": "none",
    "operational": "none",
}


class Part(NamedTuple):
    """What a component is: an operation or a benefit, by its code."""

    sort: str
    code: str


def is_fitting(notice: Published) -> bool:
    """Whether it is an incident or a maintenance of the production environment, withdrawn or not."""
    content = notice.content
    is_known = content.status is not None and content.environment is not Environment.TEST
    return is_known and content.kind in _FITTING


def is_incident(notice: Published) -> bool:
    return notice.content.kind is Kind.INCIDENT and notice.withdrawn_at is None and is_fitting(notice)


def is_over(notice: Published) -> bool:
    return notice.content.status in ENDED


def concerned(service: Service, content: Content) -> tuple[Part, ...]:
    """The operations and benefits that are named. Where none is, it is the delivery itself: the first operation."""
    return _parts(content.operations, content.benefits, service.operation[0].code)


@lru_cache(2**12)  # asked for every notice, whenever the site is drawn
def _parts(operations: tuple[str, ...], benefits: tuple[str, ...], otherwise: str) -> tuple[Part, ...]:
    operations = operations or (() if benefits else (otherwise,))
    return (*(Part("operation", code) for code in operations), *(Part("benefit", code) for code in benefits))


def gravity(content: Content) -> Gravity:
    """How grave it is. What is planned alarms nobody, so its gravity is none, also while it goes on."""
    return _GRAVITY[_COMPONENT[content.impact]] if content.kind is Kind.INCIDENT else "none"


def component_status(notice: Published, at: datetime) -> ComponentStatus:
    """What the notice makes of the components that it concerns, at a moment."""
    if phase(notice, at) is not Phase.ONGOING:
        return "operational"
    return _COMPONENT[notice.content.impact] if notice.content.kind is Kind.INCIDENT else "under_maintenance"
