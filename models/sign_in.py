"""How operators sign in, and the sessions that they then have."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Moment
from models.operator import Operator


class DeskSession(Base):
    """One browser that is signed in. Its token is kept only as a digest; cleared away when long over."""

    __tablename__ = "desk_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey(Operator.id), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment, index=True)
    # When the person last showed who they are; None for who came in by a one-time address.
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    source_address: Mapped[str]
    agent: Mapped[str]


class Passkey(Base):
    """One WebAuthn credential that an authenticator keeps for an operator."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey(Operator.id), index=True)
    credential_id: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int]
    label: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class RecoveryCode(Base):
    """One code for the day when the phone with the codes is lost. Kept as a keyed digest, gone once used."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey(Operator.id), index=True)
    code_hash: Mapped[str] = mapped_column(unique=True)


class Lane(Base):
    """One way in (an address, a name from an address, a known device) and how often in a row it has failed.

    `key` is a keyed digest: what was typed as a name may have been a password.
    """

    __tablename__ = "sign_in_lane"

    key: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    closed_until: Mapped[datetime | None] = mapped_column(Moment)
    tried_at: Mapped[datetime] = mapped_column(Moment, index=True)


class SpentChallenge(Base):
    """A passkey challenge that has been answered, kept for as long as it could be answered again."""

    __tablename__ = "spent_challenge"

    digest: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[datetime] = mapped_column(Moment, index=True)
