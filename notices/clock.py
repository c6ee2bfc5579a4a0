"""Time: UTC inside, Europe/Stockholm where a person reads."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def now() -> datetime:
    """The present, in UTC. Only the edges call this; rooms are given the time."""
    return datetime.now(UTC)


def midnight(day: date) -> datetime:
    """The first moment of a day in Stockholm, as UTC."""
    return datetime.combine(day, time(), STOCKHOLM).astimezone(UTC)


@lru_cache(2**15)  # asked for every notice, whenever the site is drawn
def day_of(moment: datetime) -> date:
    """The date on which a moment falls in Stockholm."""
    return moment.astimezone(STOCKHOLM).date()


def next_day(day: date) -> date:
    """The day after."""
    return day + timedelta(days=1)
