"""Mails to one mailbox alone: those that ask whether it wants to be told, or no longer."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Moment


class LetterKind(StrEnum):
    """What a mailbox is asked."""

    SIGN_UP = "sign_up"  # whether it wants to be told
    PAUSED = "paused"  # nothing; its receiver of webhooks is paused, and it is told so
    LEAVE = "leave"  # whether a mailbox that several read wants to be told no longer


class Letter(Base):
    """One mail to one mailbox, with a link for it alone. It waits here until the worker has sent it.

    Whoever claims it moves `due_at` to the end of the lease. What is not settled by then (a crash, a broken connection)
    is sent again as the very same message. The address is encrypted as in `Registration`; `mailbox_hash` and
    `asker_hash` are keyed hashes of the mailbox and of where the request came from, by which requests are counted. The
    row is deleted when its link has expired.
    """

    __tablename__ = "letter"
    __table_args__ = (
        Index("ix_letter_mailbox", "mailbox_hash", "asked_at"),
        Index("ix_letter_asker", "asker_hash", "asked_at"),
        Index("ix_letter_due", "settled_at", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[LetterKind]
    language: Mapped[str]
    mailbox_hash: Mapped[str]
    asker_hash: Mapped[str]
    address: Mapped[bytes]
    shared: Mapped[bool]
    asked_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment)
    attempts: Mapped[int] = mapped_column(default=0)
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    # Why it was not sent, where it was settled otherwise; else why it was not sent yet.
    error_code: Mapped[str | None]
