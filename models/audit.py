"""The audit: who did what, when, from where, and what it changed. Nothing in it is ever changed or removed."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Moment


class AuditEntry(Base):
    """One act. The database itself refuses to change or remove it (see migration 0009).

    `position` counts from 1 without gaps, in the order of commits. `before` and `after` are JSON, kept as the text
    over which the hash was taken. `hash` covers all of it and the hash of the entry before.
    """

    __tablename__ = "audit_entry"

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    actor: Mapped[str]
    source_address: Mapped[str | None]
    act: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    before: Mapped[str | None]
    after: Mapped[str | None]
    previous: Mapped[str]
    hash: Mapped[str]


class AuditHead(Base):
    """How far the audit has come, kept apart from it: entries that are cut off at its end are missed.

    The only row is also the lock under which entries get their positions.
    """

    __tablename__ = "audit_head"

    name: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    hash: Mapped[str]
