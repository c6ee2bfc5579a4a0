"""Who is signed in where, for how long, and how that ends."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from models.operator import Operator
from models.sign_in import DeskSession, Passkey
from notices.operators.person import Person
from notices.operators.visitor import Visitor
from notices.secrecy import Secrecy

SEEN_EVERY = timedelta(minutes=1)
KEPT = timedelta(days=30)  # from when it was last seen; after that it is cleared away


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session lives without being used, and at all."""

    idle: timedelta
    longest: timedelta


@dataclass(frozen=True, slots=True)
class Sessions:
    """The sessions of the desk, in one transaction."""

    session: Session
    secrecy: Secrecy
    limits: Limits
    now: datetime

    def begin(self, operator: Operator, visitor: Visitor, *, confirmed: bool) -> str:
        """Sign the operator in: the token that their browser is to keep. `confirmed`: they have shown who they are."""
        self.session.execute(delete(DeskSession).where(DeskSession.seen_at < self.now - KEPT))
        token = secrets.token_urlsafe(32)
        begun = DeskSession(
            operator_id=operator.id,
            token_hash=_digest(self.secrecy, token),
            created_at=self.now,
            seen_at=self.now,
            confirmed_at=self.now if confirmed else None,
            source_address=visitor.address,
            agent=visitor.agent,
        )
        self.session.add(begun)
        self.session.flush()
        return token

    def find(self, token: str) -> tuple[Person, bool] | None:
        """Who the token belongs to, and whether it is time to note that they were seen. None for one that has ended."""
        settled = or_(
            Operator.password_hash.is_not(None),
            Operator.issuer.is_not(None),
            exists().where(Passkey.operator_id == Operator.id),
        )
        query = (
            self._alive()
            .add_columns(Operator, settled)
            .join(Operator)
            .where(DeskSession.token_hash == _digest(self.secrecy, token), Operator.disabled_at.is_(None))
        )
        found = self.session.execute(query).one_or_none()
        if found is None:
            return None
        desk_session, operator, is_settled = found
        return _person(desk_session, operator, is_settled), desk_session.seen_at <= self.now - SEEN_EVERY

    def see(self, id: int) -> None:
        """Note that it was used just now."""
        self.session.execute(update(DeskSession).where(DeskSession.id == id).values(seen_at=self.now))

    def confirm(self, id: int) -> None:
        """Note that its person has shown who they are just now."""
        self.session.execute(update(DeskSession).where(DeskSession.id == id).values(confirmed_at=self.now))

    def of(self, operator_id: int) -> Sequence[DeskSession]:
        """Where the operator is signed in, the latest used first."""
        query = self._alive().where(DeskSession.operator_id == operator_id).order_by(DeskSession.seen_at.desc())
        return self.session.scalars(query).all()

    def _alive(self) -> Select[DeskSession]:
        return select(DeskSession).where(
            DeskSession.ended_at.is_(None),
            DeskSession.seen_at > self.now - self.limits.idle,
            DeskSession.created_at > self.now - self.limits.longest,
        )


def end_sessions(
    session: Session, operator_id: int, now: datetime, *, only: int | None = None, but: int | None = None
) -> int:
    """End the operator's sessions: all, `only` one, or all `but` one. Returns how many."""
    ended = update(DeskSession).where(DeskSession.operator_id == operator_id, DeskSession.ended_at.is_(None))
    if only is not None:
        ended = ended.where(DeskSession.id == only)
    if but is not None:
        ended = ended.where(DeskSession.id != but)
    return len(session.execute(ended.values(ended_at=now).returning(DeskSession.id)).all())


def _digest(secrecy: Secrecy, token: str) -> str:
    return secrecy.digest(f"session {token}")


def _person(desk_session: DeskSession, operator: Operator, is_settled: bool) -> Person:
    return Person(
        id=operator.id,
        name=operator.name,
        role=operator.role,
        session_id=desk_session.id,
        language="en" if operator.language == "en" else "sv" if operator.language else None,
        confirmed_at=desk_session.confirmed_at,
        is_settled=is_settled,
        by_provider=operator.issuer is not None,
    )
