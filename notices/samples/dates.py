"""The placeholders of the samples: Swedish dates counted from the latest delivery morning."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self

from babel.dates import format_date

from notices.clock import STOCKHOLM

MORNING = timedelta(hours=7)
SATURDAY = 5
_CLOCK = re.compile(r"(-?\d+)d (\d\d)\.(\d\d)")
_MINUTES = re.compile(r"-(\d+)m")


@dataclass(frozen=True, slots=True)
class Dates:
    """Dates around `now` (UTC). `today` is the latest date whose morning, 07.00 in Stockholm, has passed.

    Before 07.00 that is yesterday: what the samples say of this morning's files is then never in the future.
    """

    now: datetime
    today: date

    @classmethod
    def at(cls, now: datetime) -> Self:
        if now.tzinfo is None:
            raise ValueError("now must be aware")
        wall = now.astimezone(STOCKHOLM).replace(tzinfo=None)
        return cls(now.astimezone(UTC), (wall - MORNING).date())

    def placeholders(self) -> dict[str, Callable[..., str]]:
        names = (self.day, self.weekday, self.night, self.days, self.weekend, self.clock, self.iso, self.stamp)
        return {name.__name__: name for name in names}

    def moment(self, offset: str) -> datetime:
        """The moment of "-2d 06.10" (wall clock, days from today) or "-25m" (minutes from now), in UTC."""
        if minutes := _MINUTES.fullmatch(offset):
            return self.now - timedelta(minutes=int(minutes[1]))
        if clock := _CLOCK.fullmatch(offset):
            days, hour, minute = map(int, clock.groups())
            return datetime.combine(self._date(days), time(hour, minute), STOCKHOLM).astimezone(UTC)
        raise ValueError(f"not an offset: {offset!r}")

    def day(self, days: int) -> str:
        """27 november 2026"""
        return _swedish(self._date(days), "d MMMM y")

    def weekday(self, days: int) -> str:
        """fredag"""
        return _swedish(self._date(days), "EEEE")

    def night(self, days: int) -> str:
        """natten mot den 28 november 2026: the evening before that date to its morning"""
        return f"natten mot den {self.day(days)}"

    def days(self, first: int, last: int) -> str:
        """13–16 november 2026"""
        return _span(self._date(first), self._date(last))

    def weekend(self, number: int) -> str:
        """28–29 november 2026; 1 is the first weekend that begins after today, 0 the one before it"""
        ahead = (SATURDAY - self.today.weekday() - 1) % 7 + 1 + 7 * (number - 1)
        return self.days(ahead, ahead + 1)

    def clock(self, hours: int) -> str:
        """den 27 november 2026 kl 14.00: the first full hour at least so many hours from now"""
        ahead = self.now + timedelta(hours=hours + 1) - datetime.resolution
        wall = ahead.replace(minute=0, second=0, microsecond=0).astimezone(STOCKHOLM)
        if wall.hour == 0:  # midnight belongs to the date that it ends
            return f"den {_swedish(wall.date() - timedelta(days=1), 'd MMMM y')} kl 24.00"
        return f"den {_swedish(wall.date(), 'd MMMM y')} kl {wall:%H}.00"

    def iso(self, days: int) -> str:
        """2026-11-27"""
        return self._date(days).isoformat()

    def stamp(self, days: int) -> str:
        """261127, as in a path"""
        return f"{self._date(days):%y%m%d}"

    def _date(self, days: int) -> date:
        return self.today + timedelta(days=days)


def _swedish(day: date, pattern: str) -> str:
    return format_date(day, pattern, locale="sv")


def _span(first: date, last: date) -> str:
    """Two dates with no word said twice: the month, and the year, stand once where they are the same."""
    pattern = "d MMMM y" if first.year != last.year else "d MMMM" if first.month != last.month else "d"
    return f"{_swedish(first, pattern)}–{_swedish(last, 'd MMMM y')}"
