"""The one-time address by which an operator comes in the first time, or again after having lost everything."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from models.operator import Operator
from notices.secrecy import Secrecy

LIVES = timedelta(hours=24)
PATH = "/desk/inbjudan"


def invite(secrecy: Secrecy, operator: Operator, now: datetime) -> str:
    """The path of a new address for the operator; an earlier one no longer holds. Only its digest is kept."""
    token = secrets.token_urlsafe(32)
    operator.invitation_hash, operator.invitation_until = _digest(secrecy, token), now + LIVES
    return f"{PATH}?kod={token}"


def use(session: Session, secrecy: Secrecy, token: str, now: datetime) -> Operator | None:
    """Whose address it is. It is somebody's only once, however many come at the same time."""
    used = (
        update(Operator)
        .where(
            Operator.invitation_hash == _digest(secrecy, token),
            Operator.invitation_until > now,
            Operator.disabled_at.is_(None),
        )
        .values(invitation_hash=None, invitation_until=None)
        .returning(Operator)
    )
    return session.scalars(used).one_or_none()


def _digest(secrecy: Secrecy, token: str) -> str:
    return secrecy.digest(f"invitation {token}")
