"""Dates read out of Swedish text, by rules of the tests' own."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_MONTH = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_MONTHS = _MONTH.split("|")
_DATE = re.compile(rf"(\d+) ({_MONTH}) (\d{{4}})")
_SPAN = re.compile(rf"(\d+)(?: ({_MONTH}))?(?: (\d{{4}}))?–(\d+) ({_MONTH}) (\d{{4}})")


def _date(day: str, month: str, year: str) -> date:
    return date(int(year), _MONTHS.index(month) + 1, int(day))


def dates_in(text: str) -> list[date]:
    """Every "27 november 2026"."""
    return [_date(*found.groups()) for found in _DATE.finditer(text)]


def spans_in(text: str, after: str) -> list[tuple[date, date]]:
    """Every "28–29 november 2026" that follows the given word; a word said once counts for both dates."""
    found = (span.groups() for span in _SPAN.finditer(text) if text[: span.start()].casefold().endswith(after))
    return [(_date(a, b or e, c or f), _date(d, e, f)) for a, b, c, d, e, f in found]


def clock_in(text: str) -> datetime:
    """The one "27 november 2026 kl 14.00" as UTC; 24.00 is the midnight that ends the date."""
    (day,) = dates_in(text)
    hour, minute = map(int, re.findall(r"kl (\d\d)\.(\d\d)", text)[0])
    start = datetime.combine(day + timedelta(days=hour // 24), time(hour % 24, minute), ZoneInfo("Europe/Stockholm"))
    return start.astimezone(UTC)
