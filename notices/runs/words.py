"""Figures, dates and times as a Swedish sentence has them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from notices.timing.names import clock, month

_SMALL = 10


def number(value: float) -> str:
    """ "3 400"; below ten with a decimal where there is one, "1,8"."""
    if value < _SMALL and abs(value - round(value)) >= 0.05:  # noqa: PLR2004  (what rounds away at one decimal)
        return f"{value:.1f}".replace(".", ",")
    return f"{round(value):,}".replace(",", "\N{NO-BREAK SPACE}")


def share(part: float, whole: float) -> str:
    """ "36 %" """
    return f"{number(100 * part / whole if whole else 0)} %"


def day(value: date) -> str:
    """ "4 mars" """
    return f"{value.day} {month(value)}"


def at(moment: datetime) -> str:
    """ "06.52" """
    return clock(moment)[1]


def duration(value: timedelta) -> str:
    """ "5 tim 12 min" """
    hours, minutes = divmod(round(value.total_seconds() / 60), 60)
    return " ".join([f"{hours} tim"] * bool(hours) + [f"{minutes} min"] * bool(minutes or not hours))


def listed(words: Iterable[str]) -> str:
    """ "SA, FP och TFP" """
    *most, last = words
    return f"{', '.join(most)} och {last}" if most else last


def dates(values: Sequence[date]) -> str:
    """Dates in order, those that follow each other as a range: "5 februari–4 mars och 7 mars"."""
    ends = [later for earlier, later in pairwise(values) if later - earlier > timedelta(days=1)]
    firsts = [values[0], *ends]
    lasts = [values[values.index(first) - 1] for first in ends] + [values[-1]]
    return listed(span(first, last) for first, last in zip(firsts, lasts, strict=True))


def span(first: date, last: date) -> str:
    """ "14–17 mars" """
    if first == last:
        return day(first)
    start = f"{first.day}" if (first.year, first.month) == (last.year, last.month) else day(first)
    return f"{start}–{day(last)}"


def runs(count: int) -> str:
    """ "i 3 körningar" """
    return f"i {count} körningar" if count > 1 else "i en körning"
