"""The field's words, as the code names them. What a reader sees stands in `notices.vocabulary`."""

from enum import StrEnum


class Kind(StrEnum):
    """What sort of thing a notice tells."""

    INCIDENT = "incident"
    PLANNED = "planned"
    RELEASE = "release"
    CERTIFICATE = "certificate"
    INFORMATION = "information"


class Impact(StrEnum):
    """What a notice means for the reader, gravest first."""

    OUTAGE = "outage"
    WRONG_INFORMATION = "wrong_information"
    DISRUPTION = "disruption"
    DELAY = "delay"
    INFORMATION = "information"


class Status(StrEnum):
    """Where an incident, or a planned event, stands.

    What is resolved or completed has been delivered; it is verified once the first run has shown that it works.
    """

    INVESTIGATING = "investigating"
    FIX_PLANNED = "fix_planned"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    VERIFIED = "verified"


class Environment(StrEnum):
    """Which of the subscriber's worlds a notice is about; the two are never mixed up."""

    PRODUCTION = "production"
    TEST = "test"


class Reminder(StrEnum):
    """When those who are told of a planned event are reminded of it."""

    DAY_BEFORE = "day_before"
    START = "start"
    END = "end"


class Expect(StrEnum):
    """What an announced window is for: what the engine's runs will show in it, and nobody is to be alarmed by."""

    SURGE = "surge"
    FREEZE = "freeze"
    INTAKE_CLOSED = "intake_closed"


class Act(StrEnum):
    """What was done to a notice. Each act freezes one revision and appends one change."""

    PUBLISH = "publish"
    UPDATE = "update"
    CORRECT = "correct"
    RESCHEDULE = "reschedule"
    CANCEL = "cancel"
    END = "end"
    WITHDRAW = "withdraw"
    JOIN = "join"
    VERIFY = "verify"
    REOPEN = "reopen"


INCIDENT_STATUSES = (
    Status.INVESTIGATING,
    Status.FIX_PLANNED,
    Status.MONITORING,
    Status.RESOLVED,
    Status.VERIFIED,
)
PLANNED_STATUSES = (Status.PLANNED, Status.IN_PROGRESS, Status.COMPLETED, Status.VERIFIED, Status.CANCELLED)
DELIVERED = frozenset({Status.RESOLVED, Status.COMPLETED})
ENDED = DELIVERED | {Status.VERIFIED, Status.CANCELLED}
