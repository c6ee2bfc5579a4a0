"""Kinds of day: what a Swedish date is to those who decide, and so to the volume of the night after."""

from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

_SATURDAY, _SUNDAY = 5, 6
_PAYOUT_DAYS = (24, 25, 26)


class DayKind(StrEnum):
    """A date, compared with others of its kind."""

    WEEKDAY = "weekday"
    PAYOUT = "payout"
    DAY_AFTER = "day_after"
    HALF_DAY = "half_day"
    EVE = "eve"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    HOLIDAY = "holiday"


class Pace(StrEnum):
    """How much is decided on a day: what can be compared where a kind of day has been seen too seldom."""

    BUSY = "busy"
    PEAK = "peak"
    QUIET = "quiet"


_PACES = {
    DayKind.PAYOUT: Pace.PEAK,
    DayKind.EVE: Pace.QUIET,
    DayKind.SATURDAY: Pace.QUIET,
    DayKind.SUNDAY: Pace.QUIET,
    DayKind.HOLIDAY: Pace.QUIET,
}


@lru_cache(2048)
def kind_of(day: date) -> DayKind:
    """The kind of a date. A holiday or an eve that falls on a Sunday is a holiday or an eve."""
    if _is_free(day, "public"):
        return DayKind.HOLIDAY
    if _is_free(day, "de_facto"):
        return DayKind.EVE
    if day.weekday() in (_SATURDAY, _SUNDAY):
        return DayKind.SATURDAY if day.weekday() == _SATURDAY else DayKind.SUNDAY
    if day.day in _PAYOUT_DAYS:
        return DayKind.PAYOUT
    if _is_free(day, "bank") or _is_free(day, "optional"):
        return DayKind.HALF_DAY
    before = day - timedelta(days=1)
    return DayKind.DAY_AFTER if _is_free(before, "public") and before.weekday() != _SUNDAY else DayKind.WEEKDAY


def pace_of(day: date) -> Pace:
    """How much is usually decided on a day of its kind."""
    return _PACES.get(kind_of(day), Pace.BUSY)


def _is_free(day: date, category: str) -> bool:
    return day in _days(category, day.year)


@lru_cache(64)
def _days(category: str, year: int) -> frozenset[date]:
    from holidays import country_holidays  # noqa: PLC0415  (only those who judge runs need it)

    return frozenset(country_holidays("SE", years=year, categories=category))
