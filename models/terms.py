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
    """Where an incident, or a planned event, stands."""

    INVESTIGATING = "investigating"
    FIX_PLANNED = "fix_planned"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Environment(StrEnum):
    """Which of the subscriber's worlds a notice is about; the two are never mixed up."""

    PRODUCTION = "production"
    TEST = "test"


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


INCIDENT_STATUSES = (Status.INVESTIGATING, Status.FIX_PLANNED, Status.MONITORING, Status.RESOLVED)
PLANNED_STATUSES = (Status.PLANNED, Status.IN_PROGRESS, Status.COMPLETED, Status.CANCELLED)
ENDED = frozenset({Status.RESOLVED, Status.COMPLETED, Status.CANCELLED})
