"""How receivers stand, and when they are forgotten."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.receiver import Receiver
from models.registration import EndReason, Registration
from notices.secrecy import Secrecy


class State(StrEnum):
    """Whether a receiver is told."""

    ACTIVE = "active"
    PAUSED = "paused"  # it has failed too often, or asked for it
    GONE = "gone"  # it has answered 410, or an operator has ended it


@dataclass(frozen=True, slots=True)
class Standing:
    """One receiver. `failures` are the messages in a row that it has not taken; `last_error` is why not the last."""

    id: int
    address: str
    state: State
    failures: int
    last_error: str | None
    last_error_at: datetime | None
    last_taken_at: datetime | None
    created_at: datetime


def standing(session: Session, secrecy: Secrecy, receiver_id: int) -> Standing:
    """How it stands, told to itself: its address is not masked."""
    receiver = session.get_one(Receiver, receiver_id)
    registration = session.get_one(Registration, receiver.registration_id)
    return Standing(
        id=receiver.id,
        address=secrecy.read(registration.address) if registration.address else "",
        state=_state(registration),
        failures=receiver.failures,
        last_error=receiver.last_error,
        last_error_at=receiver.last_error_at,
        last_taken_at=receiver.last_taken_at,
        created_at=receiver.created_at,
    )


def forget_receivers(session: Session) -> int:
    """Forget those whose addresses are forgotten. Returns how many."""
    erased = select(Registration.id).where(Registration.erased_at.is_not(None))
    gone = delete(Receiver).where(Receiver.registration_id.in_(erased)).returning(Receiver.id)
    return len(session.scalars(gone).all())


def _state(registration: Registration) -> State:
    if registration.ended_at is None:
        return State.ACTIVE
    return State.PAUSED if registration.ended_reason is EndReason.PAUSED else State.GONE
