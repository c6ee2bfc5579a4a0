"""What subscribers have sent us, by the provider's own id."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Moment


class InboundMessage(Base):
    """One text message from a phone. The same id gets the same reply, however often it comes.

    `reply` is None where nothing was answered. `body` is kept as it came, so that an order can be proved;
    the number is kept as in `Registration`.
    """

    __tablename__ = "inbound_message"

    provider_id: Mapped[str] = mapped_column(primary_key=True)
    received_at: Mapped[datetime] = mapped_column(Moment, index=True)
    address_hash: Mapped[str | None] = mapped_column(index=True)
    address: Mapped[bytes | None]
    body: Mapped[str]
    order: Mapped[str]
    reply: Mapped[str | None]
