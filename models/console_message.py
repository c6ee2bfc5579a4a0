"""What was sent while no provider is there: nothing leaves the machine, and the telephone at /telefon shows it."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Moment


class ConsoleMessage(Base):
    """One text that the console provider took. The number is kept only as its keyed hash, as in `Registration`."""

    __tablename__ = "console_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    address_hash: Mapped[str] = mapped_column(index=True)
    body: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment)
