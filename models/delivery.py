"""The outbox: what is to be told, to whom, and what became of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Moment
from models.notice import Change, Notice
from models.registration import Channel, Registration
from models.terms import Act


class State(StrEnum):
    """What we did with a delivery. What the provider says of it stands in `provider_status`."""

    PENDING = "pending"  # to be sent when due
    SENDING = "sending"  # claimed by a worker, under a lease
    UNKNOWN = "unknown"  # sent, or not: nobody has said. Never sent again before it is known
    ACCEPTED = "accepted"  # the provider has taken it
    REFUSED = "refused"  # the provider will not take it
    DROPPED = "dropped"  # no longer true, or its subscriber has left, before it was sent
    GIVEN_UP = "given_up"  # tried until it was no longer of use


class Cause(StrEnum):
    """Why a broadcast was opened: by the act itself, as a reminder of a planned event, or to say good-bye."""

    ACT = "act"
    DAY_BEFORE = "day_before"
    START = "start"
    END = "end"
    FAREWELL = "farewell"  # the channel is no longer offered: the last word in it, of no notice


class BroadcastEnd(StrEnum):
    """Why a broadcast is no longer sent."""

    SENT = "sent"
    SUPERSEDED = "superseded"  # a newer word of the same notice
    UNTRUE = "untrue"  # the notice has changed so that it no longer holds
    EXPIRED = "expired"  # not sent to everybody while it was news
    CLOSED = "closed"  # the channel is no longer offered


# What the provider says of a message that it took and could not pass on.
FAILED = ("failed", "undelivered", "canceled")
# Written out, so that SQLite sees that the index of those that failed holds what is asked for.
NOT_PASSED_ON = text(f"provider_status IN {FAILED}")


class Broadcast(Base):
    """One word to all who were registered in a channel when it was published."""

    __tablename__ = "broadcast"
    __table_args__ = (
        UniqueConstraint("position", "channel", "cause"),
        # Nobody is reminded twice of the same moment, however many workers see that it has come.
        Index("uq_broadcast_reminder", "notice_id", "channel", "cause", "moment", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(ForeignKey(Change.position))
    # None, and version 0, where it is of no notice.
    notice_id: Mapped[int | None] = mapped_column(ForeignKey(Notice.id), index=True)
    version: Mapped[int]
    act: Mapped[Act]
    channel: Mapped[Channel]
    cause: Mapped[Cause] = mapped_column(default=Cause.ACT)
    # Of a reminder: the start or the end that it reminds of, and until when its words hold.
    moment: Mapped[datetime | None] = mapped_column(Moment)
    until: Mapped[datetime | None] = mapped_column(Moment)
    text: Mapped[str]
    # Where the channel has them: a subject, and the text as HTML.
    subject: Mapped[str | None]
    html: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(Moment)
    not_before: Mapped[datetime] = mapped_column(Moment)
    # One that is not urgent waits out the quiet hours, also when they come while it is being sent.
    urgent: Mapped[bool] = mapped_column(default=True)
    # When the first deliveries were written down; and after which registration the rest is still to be.
    expanded_at: Mapped[datetime | None] = mapped_column(Moment)
    rest_after: Mapped[int | None]
    ended_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    ended_reason: Mapped[BroadcastEnd | None]


class Delivery(Base):
    """One word to one subscriber: the outbox row is the delivery."""

    __tablename__ = "delivery"
    __table_args__ = (
        # Nobody is told twice: a second expansion finds the row.
        UniqueConstraint("broadcast_id", "registration_id"),
        # With the id, so that PostgreSQL need not sort the many that are due at the same moment.
        Index("ix_delivery_due", "state", "due_at", "id"),
        Index("ix_delivery_failed", "settled_at", sqlite_where=NOT_PASSED_ON, postgresql_where=NOT_PASSED_ON),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcast.id"))
    registration_id: Mapped[int] = mapped_column(ForeignKey(Registration.id), index=True)
    state: Mapped[State]
    due_at: Mapped[datetime] = mapped_column(Moment)
    # The attempt's number travels with the delivery's id in the address of the provider's status callback.
    attempts: Mapped[int] = mapped_column(default=0)
    # What the provider tells of attempts up to this one is not heard: it has said that they failed.
    failed_attempt: Mapped[int] = mapped_column(default=0)
    # No attempt is begun so late that it could go on after this.
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    provider_id: Mapped[str | None] = mapped_column(unique=True)
    provider_status: Mapped[str | None]
    error_code: Mapped[str | None]
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    reported_at: Mapped[datetime | None] = mapped_column(Moment)


class Gateway(Base):
    """The way out of one channel. Its row is also the lock under which workers divide the work."""

    __tablename__ = "gateway"

    channel: Mapped[Channel] = mapped_column(primary_key=True)
    # How often in a row it has failed, and until when it is left in peace.
    failures: Mapped[int] = mapped_column(default=0)
    closed_until: Mapped[datetime | None] = mapped_column(Moment)


class Sender(Base):
    """A worker that is sending: how many messages it may have under way at once, and until when."""

    __tablename__ = "sender"

    worker: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[Channel]
    slots: Mapped[int]
    until: Mapped[datetime] = mapped_column(Moment)
