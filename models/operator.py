"""Who works at the desk, and what they may do there."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Moment


class Role(StrEnum):
    """What an operator may do. Each role may also do what those before it may."""

    EDITOR = "editor"  # writes drafts
    PUBLISHER = "publisher"  # publishes
    ADMINISTRATOR = "administrator"  # decides who may what

    def includes(self, other: "Role") -> bool:
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(other)


class Operator(Base):
    """One person at the desk. Never deleted, as what they did is signed with their name; only disabled.

    `name_key` is the name as it is compared. `issuer` and `subject` are set for whoever signs in through an identity
    provider, and nobody else. `totp_secret` is encrypted; `totp_step` is the last step whose code was used.
    """

    __tablename__ = "operator"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(unique=True)
    role: Mapped[Role]
    language: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(Moment)
    disabled_at: Mapped[datetime | None] = mapped_column(Moment)
    password_hash: Mapped[str | None]
    totp_secret: Mapped[bytes | None]
    totp_step: Mapped[int] = mapped_column(default=0)
    # The one-time address, while it waits to be used: its digest and its end.
    invitation_hash: Mapped[str | None] = mapped_column(unique=True)
    invitation_until: Mapped[datetime | None] = mapped_column(Moment)
    issuer: Mapped[str | None]
    subject: Mapped[str | None]
