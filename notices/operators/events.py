"""What happens at the door, told to the audit: every act in one place, in the words that it keeps."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from notices import audit


class Event(StrEnum):
    """What can happen."""

    SIGNED_IN = "sign_in"
    SIGN_IN_FAILED = "sign_in_failed"
    CONFIRMED = "confirm"
    CONFIRM_FAILED = "confirm_failed"
    SIGNED_OUT = "sign_out"
    SESSION_ENDED = "end_session"
    PASSWORD_SET = "set_password"
    CODES_SET = "set_codes"
    RECOVERY_CODES_MADE = "make_recovery_codes"
    PASSKEY_ADDED = "add_passkey"
    PASSKEY_REMOVED = "remove_passkey"
    ADDED = "add_operator"
    INVITED = "invite_operator"
    DISABLED = "disable_operator"
    ENABLED = "enable_operator"
    ROLE_CHANGED = "change_role"
    RESET = "reset_operator"


@dataclass(frozen=True, slots=True)
class Doer:
    """Who did it, and from which address; None for a command."""

    name: str
    address: str | None = None


def tell(
    session: Session,
    doer: Doer,
    event: Event,
    operator_id: int | None,
    now: datetime,
    *,
    before: object | None = None,
    after: object | None = None,
) -> None:
    """Record what happened to an operator, or to nobody we know, in the same transaction. To be called last in it."""
    audit.record(
        session,
        actor=doer.name,
        act=event,
        subject=f"operator:{operator_id or 'okänd'}",
        before=before,
        after=after,
        source_address=doer.address,
        now=now,
    )
