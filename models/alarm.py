"""What the operators on call are told, who they are, and who was told when."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Moment
from models.registration import Channel

_OPEN = text("closed_at IS NULL")
_NOW = text("ended_at IS NULL")


class Alarm(Base):
    """One trouble that somebody on call has to see to. `key` names the trouble: it has one open alarm at a time.

    `what` says it in Swedish, `link` is where it is seen to, `seen_at` when the trouble was last seen. One that is not
    `urgent` is not told in the quiet hours.
    It has been told in so many `rounds`, and will be again at `tell_at`, until somebody has taken it or it is closed.
    """

    __tablename__ = "alarm"
    __table_args__ = (
        Index("uq_alarm_open", "key", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_alarm_closed_at", "closed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    what: Mapped[str]
    link: Mapped[str]
    urgent: Mapped[bool]
    raised_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    rounds: Mapped[int]
    tell_at: Mapped[datetime] = mapped_column(Moment)
    taken_at: Mapped[datetime | None] = mapped_column(Moment)
    taken_by: Mapped[str | None]
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_reason: Mapped[str | None]


class Telling(Base):
    """One contact told of an alarm in one round: written down before it is sent, so that it is sent at most once.

    `contact` is the address masked, `number` its place among those on call. Where neither `provider_id` nor
    `error_code` is set, nobody knows whether it was sent; the next round follows whatever came of it.
    """

    __tablename__ = "alarm_telling"

    alarm_id: Mapped[int] = mapped_column(ForeignKey(Alarm.id), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[Channel]
    contact: Mapped[str]
    begun_at: Mapped[datetime] = mapped_column(Moment)
    provider_id: Mapped[str | None]
    error_code: Mapped[str | None]


class OnCall(Base):
    """One period in which somebody is told of alarms. It ends and is not deleted; the address is forgotten later.

    The address is encrypted and found by its hash, as in `Registration`. `set_by` and `ended_by` changed the list.
    """

    __tablename__ = "on_call"
    __table_args__ = (
        Index("uq_on_call_now", "channel", "address_hash", unique=True, sqlite_where=_NOW, postgresql_where=_NOW),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    channel: Mapped[Channel]
    address_hash: Mapped[str | None]
    address: Mapped[bytes | None]
    started_at: Mapped[datetime] = mapped_column(Moment)
    set_by: Mapped[str]
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[str | None]
