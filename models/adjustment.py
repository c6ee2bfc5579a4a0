"""What administrators have put in the place of what `service.toml` says."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Moment


class Adjustment(Base):
    """One change of one part of the settings; it holds until the part's next `number`, and none is ever deleted.

    `part` is "quiet_hours" or "template:<code>". `value` is all that the part says, by its fields; None where it says
    again what the file does. `asked` are the names of the gaps that the part's earlier words had: drafts that were
    begun from them may still have them.
    """

    __tablename__ = "adjustment"

    part: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    asked: Mapped[list[str]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str]
