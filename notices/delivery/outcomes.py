"""What became of attempts, and how it is recorded: many in one statement."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from models.registration import EndReason, Registration
from notices.channels.codes import ENDS
from notices.channels.provider import Message, SendError, Taken, Verdict
from notices.delivery.gateways import backoff
from notices.delivery.many import ATTEMPT, ROW, write_each
from notices.delivery.transitions import Event, happening

_FIRST_RETRY, _LONGEST_RETRY = timedelta(seconds=2), timedelta(minutes=1)
EVENTS = {
    Verdict.REFUSED: Event.REFUSE,
    Verdict.LATER: Event.RETRY,
    Verdict.UNREACHED: Event.RETRY,
    Verdict.STOPPED: Event.RELEASE,
    Verdict.UNKNOWN: Event.LOSE,
}
SETTLED = frozenset({Event.ACCEPT, Event.REFUSE, Event.DROP})


@dataclass(frozen=True, slots=True)
class Parcel:
    """A delivery that this worker has claimed. `address` is None where its subscriber has left."""

    delivery_id: int
    attempt: int
    registration_id: int
    address: bytes | None
    message: Message
    lease_until: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a claimed delivery, and when."""

    parcel: Parcel
    event: Event
    at: datetime
    code: str | None = None
    taken: Taken | None = None

    @property
    def values(self) -> dict[str, Any]:
        """What is written to the row, by column, and the row that is meant."""
        values = {
            ROW: self.parcel.delivery_id,
            ATTEMPT: self.parcel.attempt,
            "error_code": self.code,
            "provider_id": self.taken and self.taken.provider_id,
            "provider_status": self.taken and self.taken.status,
        }
        if self.event in SETTLED:
            return values | {"settled_at": self.at}
        due_at = retry_at(self.parcel.attempt, self.at) if self.event is Event.RETRY else self.at
        return values | {"settled_at": None, "due_at": due_at}


def failure(parcel: Parcel, error: SendError, at: datetime) -> Outcome:
    """A failure to send, as an outcome: the only place where a verdict becomes an event."""
    return Outcome(parcel, EVENTS[error.verdict], at, error.code)


def retry_at(attempt: int, at: datetime) -> datetime:
    """When what was not taken is tried again."""
    return at + backoff(attempt, _FIRST_RETRY, _LONGEST_RETRY)


def record(session: Session, outcomes: Iterable[Outcome]) -> None:
    """Write them down. One whose delivery has gone on meanwhile, by a receipt or a later attempt, changes nothing."""
    by_event: defaultdict[Event, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_event[outcome.event].append(outcome)
    for event, some in by_event.items():
        _write(session, event, [outcome.values for outcome in some])
    _end_registrations(session, [outcome for outcome in by_event[Event.REFUSE] if outcome.code in ENDS])


def _write(session: Session, event: Event, rows: Sequence[dict[str, Any]]) -> None:
    # What is the same for all is written once: each value of each row takes its time on the way to the database.
    shared = {name: value for name, value in rows[0].items() if all(row[name] == value for row in rows)}
    own = [name for name in rows[0] if name in {ROW, ATTEMPT} or name not in shared]
    statement = happening(event).values({name: shared[name] for name in rows[0] if name not in own})
    write_each(session, statement, [{name: row[name] for name in own} for row in rows])


def _end_registrations(session: Session, outcomes: Iterable[Outcome]) -> None:
    for outcome in sorted(outcomes, key=lambda outcome: outcome.parcel.registration_id):
        end_registration(session, outcome.parcel.registration_id, ENDS[str(outcome.code)], outcome.at)


def end_registration(session: Session, registration_id: int, reason: EndReason, now: datetime) -> None:
    """End it because of what the provider says. What has ended stays ended, with its first reason."""
    going_on = update(Registration).where(Registration.id == registration_id, Registration.ended_at.is_(None))
    session.execute(going_on.values(ended_at=now, ended_reason=reason))
