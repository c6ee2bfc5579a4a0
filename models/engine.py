"""The engines that report here: who they are, their tokens, and the addresses that they ping."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Moment


class Engine(Base):
    """A program that tells of its runs. `jobs` are those that it may tell of; none named: all."""

    __tablename__ = "engine"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    jobs: Mapped[list[str]] = mapped_column(JSON)
    environment: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by: Mapped[str]
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class EngineToken(Base):
    """One key of an engine; only its digest is kept. A new one and the one before it are both good for a while."""

    __tablename__ = "engine_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    engine_id: Mapped[int] = mapped_column(ForeignKey(Engine.id), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime | None] = mapped_column(Moment)


class PingAddress(Base):
    """Where a job that can do no more pings: `/ping/<uuid>`, or its engine's key and the job's slug.

    `uuid_digest` is the digest of its address, which is as good as a key. `heard_at` is when it last logged something
    outside a run: no event tells of that.
    """

    __tablename__ = "ping_address"
    __table_args__ = (UniqueConstraint("engine_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    engine_id: Mapped[int] = mapped_column(ForeignKey(Engine.id))
    uuid_digest: Mapped[str] = mapped_column(unique=True)
    slug: Mapped[str]
    job: Mapped[str]
    heard_at: Mapped[datetime | None] = mapped_column(Moment)


class OpenPing(Base):
    """A run that was begun by a ping and has not ended. `rid` is what the client calls it, empty for none."""

    __tablename__ = "open_ping"

    address_id: Mapped[int] = mapped_column(ForeignKey(PingAddress.id), primary_key=True)
    rid: Mapped[str] = mapped_column(primary_key=True)
    run: Mapped[str]
    started_at: Mapped[datetime] = mapped_column(Moment)
