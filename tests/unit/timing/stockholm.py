"""Moments in Stockholm as the tests write them, by rules of the tests' own."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def at(local: str, fold: int = 0) -> datetime:
    """ "2015-03-05 18:00" (or only the date: its first moment) in Stockholm, as UTC."""
    return datetime.fromisoformat(local).replace(tzinfo=STOCKHOLM, fold=fold).astimezone(UTC)


def span(start: str | None, end: str | None) -> tuple[datetime | None, datetime | None]:
    return at(start) if start else None, at(end) if end else None
