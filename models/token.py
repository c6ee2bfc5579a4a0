"""Keys for programs: tokens of the API, and the answers that are kept for whoever asks the same again."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Moment


class Scope(StrEnum):
    """What a token is good for. None includes another."""

    DRAFT = "notices:draft"  # write drafts, and hand them in for a person's approval
    PUBLISH = "notices:publish"  # publish, and do every other act on a notice
    DELIVERIES = "deliveries:read"  # read what became of what was told


class Token(Base):
    """One program's key. Only its digest is kept. It is never deleted, as what was done is signed with its name."""

    __tablename__ = "token"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    digest: Mapped[str] = mapped_column(unique=True)
    scopes: Mapped[list[str]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by: Mapped[str]
    expires_at: Mapped[datetime] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)


class KeptAnswer(Base):
    """What a request with an `Idempotency-Key` was answered, written in the transaction of what it did.

    `request` is the digest of all that was asked. The row is also the lock that a second request waits at.
    """

    __tablename__ = "kept_answer"

    token_id: Mapped[int] = mapped_column(ForeignKey(Token.id), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    request: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    status: Mapped[int]
    headers: Mapped[dict[str, Any]] = mapped_column(JSON)
    body: Mapped[str]
