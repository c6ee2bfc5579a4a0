"""Who holds a token."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.token import Scope, Token
from notices.tokens.keys import digest


@dataclass(frozen=True, slots=True)
class Holder:
    """A program with a token that counts."""

    token_id: int
    name: str
    scopes: frozenset[Scope]

    @property
    def actor(self) -> str:
        """As the audit and the revisions name it."""
        return f"token:{self.name}"


def recognise(session: Session, key: str, now: datetime) -> Holder | None:
    """Who holds that key; None where nobody does, or it has expired or been revoked."""
    good = Token.expires_at > now, Token.revoked_at.is_(None)
    token = session.scalar(select(Token).where(Token.digest == digest(key), *good))
    return Holder(token.id, token.name, frozenset(map(Scope, token.scopes))) if token else None
