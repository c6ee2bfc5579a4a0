"""By when the authority wants what, counted from when the incident was known (Cybersäkerhetslagen). Pure."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from notices.clock import STOCKHOLM


@dataclass(frozen=True, slots=True)
class Deadline:
    """What has to be there by when; `at` in UTC."""

    what: str
    at: datetime


def deadlines(known: datetime) -> tuple[Deadline, ...]:
    """The three: of the month the earliest that it can be, counted from when the incident was known."""
    return (
        Deadline("Underrättelse (24 timmar)", known + timedelta(hours=24)),
        Deadline("Incidentanmälan (72 timmar)", known + timedelta(hours=72)),
        Deadline("Slutrapport (en månad)", _a_month_later(known)),
    )


def _a_month_later(moment: datetime) -> datetime:
    """The same day and clock time of the next month in Stockholm; the last day of a month that has no such day."""
    local = moment.astimezone(STOCKHOLM)
    year, month = local.year + local.month // 12, local.month % 12 + 1
    day = min(local.day, monthrange(year, month)[1])
    return local.replace(year=year, month=month, day=day).astimezone(UTC)
