"""Who is told: a phone number, a mail address or a receiver of webhooks, from when and until when."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, false, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Moment


class Channel(StrEnum):
    """The way by which somebody is told."""

    SMS = "sms"
    MAIL = "mail"
    WEBHOOK = "webhook"


class Source(StrEnum):
    """How a registration came about."""

    KEYWORD = "keyword"
    IMPORT = "import"
    FORM = "form"
    API = "api"  # a receiver of webhooks, by itself
    CANARY = "canary"  # a number of our own, that shows whether broadcasts arrive; no subscriber


class EndReason(StrEnum):
    """Why a registration ended."""

    STOPP = "stopp"  # the subscriber said so
    OPTED_OUT = "opted_out"  # the subscriber told the provider (21610)
    INVALID = "invalid"  # the provider knows no such number (21211)
    NOT_MOBILE = "not_mobile"  # a number that cannot be texted (21614)
    OPERATOR = "operator"  # an operator ended it
    GONE = "gone"  # the receiver said so (410)
    PAUSED = "paused"  # the receiver failed too often, or asked for it
    CHANNEL_CLOSED = "channel_closed"  # the channel is no longer offered


_ACTIVE = text("ended_at IS NULL")
# Written out, so that SQLite sees that the index of these few holds what is asked for.
IS_CANARY = text("source = 'canary'")


class Registration(Base):
    """One period in which an address is told. It ends with a reason and is never deleted.

    A `shared` mailbox is read by several: one of them alone cannot end it for the others by a single press.

    `address_hash` finds it again (keyed, so that it says nothing without the key); `address` is encrypted, and
    gone once erased: the fact that somebody was registered stays, without who.
    """

    __tablename__ = "registration"
    __table_args__ = (
        # An address is registered once at a time, however many webhooks arrive at once.
        Index(
            "uq_registration_active",
            "channel",
            "address_hash",
            unique=True,
            sqlite_where=_ACTIVE,
            postgresql_where=_ACTIVE,
        ),
        Index("ix_registration_period", "channel", "started_at", "ended_at"),
        Index("ix_registration_canary", "id", sqlite_where=IS_CANARY, postgresql_where=IS_CANARY),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[Channel]
    address_hash: Mapped[str | None] = mapped_column(index=True)
    address: Mapped[bytes | None]
    source: Mapped[Source]
    shared: Mapped[bool] = mapped_column(default=False, server_default=false())
    legal_basis: Mapped[str | None]
    started_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_reason: Mapped[EndReason | None]
    erased_at: Mapped[datetime | None] = mapped_column(Moment)

    def end(self, reason: EndReason, now: datetime) -> None:
        """End it. What has ended stays ended, with its first reason."""
        if self.ended_at is None:
            self.ended_at, self.ended_reason = now, reason

    def erase(self, now: datetime) -> None:
        """Forget the address, also as a hash. Only what has ended can be erased."""
        if self.ended_at is None:
            raise ValueError("an active registration cannot be erased")
        self.address = self.address_hash = None
        self.erased_at = now
