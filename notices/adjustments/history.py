"""All that a part of the settings has said."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.adjustment import Adjustment
from notices.adjustments.parts import Value, value_of
from notices.service import Service


@dataclass(frozen=True, slots=True)
class Version:
    """What a part said from `at`, when `by` changed it; number 0 is what the file says, since the beginning.

    `value` is all of it; `follows_file` says whether it was the file's own words.
    """

    number: int
    value: Value
    follows_file: bool
    at: datetime | None = None
    by: str = ""


def history(session: Session, service: Service, part: str) -> list[Version]:
    """What the part says, first, and all that it has said; what the file, `service`, says is last. Raises NotFound."""
    by_file = value_of(service, part)
    rows = select(Adjustment).where(Adjustment.part == part).order_by(Adjustment.number.desc())
    changed = [
        Version(row.number, by_file if row.value is None else by_file | row.value, row.value is None, row.at, row.by)
        for row in session.scalars(rows)
    ]
    return [*changed, Version(0, by_file, follows_file=True)]
