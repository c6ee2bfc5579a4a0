"""Receivers of webhooks: what there is of them beside their registration."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Moment
from models.registration import Registration


class Receiver(Base):
    """A program that is told by webhook. `registration_id` is its latest registration: it has another after a pause.

    `secret` (with which its messages are signed) and `contact` (a mail address) are encrypted. `digest` is that of the
    token with which it looks after itself. `failures` counts the messages in a row that it has not taken.
    """

    __tablename__ = "receiver"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey(Registration.id), unique=True)
    digest: Mapped[str] = mapped_column(unique=True)
    secret: Mapped[bytes]
    contact: Mapped[bytes]
    created_at: Mapped[datetime] = mapped_column(Moment)
    failures: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None]
    last_error_at: Mapped[datetime | None] = mapped_column(Moment)
    last_taken_at: Mapped[datetime | None] = mapped_column(Moment)
