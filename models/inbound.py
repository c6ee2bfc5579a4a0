"""What subscribers have sent us, by the provider's own id, and what is still to be answered."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Moment
from models.delivery import State
from models.registration import Channel

# How the ids of what was written at /telefon begin; all others are the provider's.
TELEPHONE = "TF"


class InboundMessage(Base):
    """One text message from a phone. The same id gets the same reply, however often it comes.

    `reply` is None where nothing was answered. `body` is kept as it came, so that an order can be proved;
    the number is kept as in `Registration`. `sent_at` is the provider's word, once its list has been asked.
    """

    __tablename__ = "inbound_message"
    # What one number has sent lately is looked for with every message of it.
    __table_args__ = (Index("ix_inbound_message_address", "address_hash", "received_at"),)

    provider_id: Mapped[str] = mapped_column(primary_key=True)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    received_at: Mapped[datetime] = mapped_column(Moment, index=True)
    address_hash: Mapped[str | None]
    address: Mapped[bytes | None]
    body: Mapped[str]
    order: Mapped[str]
    reply: Mapped[str | None]


class Reply(Base):
    """A reply that could not go out with the answer to a webhook, since its message was fetched: an outbox of its own.

    The row is claimed before it is sent, and settled as a delivery is. What is said stands in the message.
    """

    __tablename__ = "reply"
    __table_args__ = (Index("ix_reply_due", "state", "due_at"),)

    message_id: Mapped[str] = mapped_column(ForeignKey(InboundMessage.provider_id), primary_key=True)
    state: Mapped[State]
    due_at: Mapped[datetime] = mapped_column(Moment)
    attempts: Mapped[int]
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    provider_id: Mapped[str | None] = mapped_column(unique=True)
    error_code: Mapped[str | None]
    settled_at: Mapped[datetime | None] = mapped_column(Moment)


class Listening(Base):
    """Since when the messages of a channel are ours to obey, and up to when the provider has been asked for them."""

    __tablename__ = "listening"

    channel: Mapped[Channel] = mapped_column(primary_key=True)
    begun_at: Mapped[datetime] = mapped_column(Moment)
    read_until: Mapped[datetime] = mapped_column(Moment)
