"""Who reports, and what they may tell of."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.engine import Engine, EngineToken
from notices.runs.events import Event, InvalidEvent, RunEvent
from notices.tokens import digest


class NotAllowed(InvalidEvent):
    """An event that is right in itself, and not this engine's to tell."""


@dataclass(frozen=True, slots=True)
class Reporter:
    """An engine. It may tell of `jobs`, or of all where none is named, in its `environment`, or in any (None)."""

    id: int
    name: str
    jobs: frozenset[str] = frozenset()
    environment: str | None = None

    def check(self, event: Event) -> None:
        """Raise NotAllowed where it may not tell this. The queues belong to no job."""
        if self.environment and event.environment != self.environment:
            raise NotAllowed("data.environment", f"{self.name} får bara berätta om miljön {self.environment}.")
        if isinstance(event, RunEvent) and not self.may_tell_of(event.job):
            raise NotAllowed("data.job", f"{self.name} får inte berätta om jobbet {event.job}.")

    def may_tell_of(self, job: str) -> bool:
        return not self.jobs or job in self.jobs


def reporter_of(engine: Engine) -> Reporter:
    return Reporter(engine.id, engine.name, frozenset(engine.jobs), engine.environment)


def recognise(session: Session, key: str, now: datetime) -> Reporter | None:
    """Whose key that is; None where it is nobody's, or no longer counts."""
    good = Engine.ended_at.is_(None), or_(EngineToken.expires_at.is_(None), EngineToken.expires_at > now)
    of_key = select(Engine).join(EngineToken, EngineToken.engine_id == Engine.id)
    found = session.scalar(of_key.where(EngineToken.digest == digest(key), *good))
    return reporter_of(found) if found else None
