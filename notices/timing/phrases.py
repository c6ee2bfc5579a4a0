"""An interval in words, as exactly as it was stated and no more.

Every name is that of the day, part, night, weekend, week or month which holds a moment, so that no clock time can
slip out of an interval that has none. An interval is named by its first and its last moment.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.when import Precision, When
from notices.clock import STOCKHOLM
from notices.service import Language
from notices.timing import names
from notices.timing.days import SATURDAY
from notices.timing.hours import NIGHT_BEGINS
from notices.timing.words import PARTS, Part

_BEFORE_THE_END = timedelta(microseconds=1)
_UNTIL_MIDNIGHT = timedelta(hours=24 - NIGHT_BEGINS)


@dataclass(frozen=True, slots=True)
class Style:
    """How an interval is put in words. `plain` is the form to be read back: no weekdays, nothing said twice."""

    language: Language = "sv"
    plain: bool = False
    years: bool = True

    def pick(self, swedish: str, english: str) -> str:
        return english if self.language == "en" else swedish

    def day(self, day: date, like: date | None = None) -> str:
        """A day, without the month and year that it shares with `like`, the end of its range."""
        words = [str(day.day)] if self.plain else [names.weekday(day, self.language), str(day.day)]
        if like is None or (day.year, day.month) != (like.year, like.month):
            words.append(names.month(day, self.language))
        return " ".join(words) + self.year(day.year, like.year if like else None)

    def year(self, year: int, like: int | None = None) -> str:
        return f" {year}" if self.years and year != like else ""


def closed(when: When, style: Style) -> str:
    """The interval, or for an open one the day (part, night, week) at its only end."""
    if when.precision is Precision.MINUTE:
        return _minutes(when.start or _the(when.end), when.end or _the(when.start), style)
    last = _the(when.end) - _BEFORE_THE_END if when.end else _the(when.start)
    first = when.start or last
    return _name_of(when, style)(first.astimezone(STOCKHOLM), last.astimezone(STOCKHOLM), style)


def _name_of(when: When, style: Style) -> Callable[[datetime, datetime, Style], str]:
    """ "From Saturday" says more to a reader than "from the weekend"."""
    half_a_weekend = when.precision is Precision.WEEKEND and not (when.start and when.end)
    return _days if half_a_weekend and not style.plain else _NAMES[when.precision]


def _the(moment: datetime | None) -> datetime:
    """The end that is there where the other is not: `When` sees to it that one is."""
    if moment is None:
        raise ValueError("a time needs a start or an end")
    return moment


def _minutes(start: datetime, end: datetime, style: Style) -> str:
    (first, begins), (last, ends) = names.clock(start, style.language), names.clock(end, style.language)
    at = style.pick("kl", "at")
    if (first, begins) == (last, ends):
        return f"{style.day(first)} {at} {begins}"
    if first == last:
        return f"{style.day(first)} {at} {begins}–{ends}"
    return f"{style.day(first)} {at} {begins} – {style.day(last)} {at} {ends}"


def _parts(first: datetime, last: datetime, style: Style) -> str:
    begins, ends = (f"{style.day(local)}, {_part(local).in_(style.language)}" for local in (first, last))
    return begins if begins == ends else f"{begins} – {ends}"


def _part(local: datetime) -> Part:
    return next(part for part in PARTS if part.start <= local.hour < part.end)


def _night(_first: datetime, last: datetime, style: Style) -> str:
    day = (last + _UNTIL_MIDNIGHT).date()
    if style.language == "en":
        return f"the night of {_range(day - timedelta(days=1), day, style)}"
    return f"natten mot {style.day(day)}"


def _days(first: datetime, last: datetime, style: Style) -> str:
    return _range(first.date(), last.date(), style)


def _range(first: date, last: date, style: Style) -> str:
    return style.day(last) if first == last else f"{style.day(first, last)}–{style.day(last)}"


def _weekend(_first: datetime, last: datetime, style: Style) -> str:
    saturday = _day_of_week(last, SATURDAY)
    days = _range(saturday, saturday + timedelta(days=1), style)
    return f"helgen {days}" if style.plain else days


def _weeks(first: datetime, last: datetime, style: Style) -> str:
    monday, sunday = _day_of_week(first, 0), _day_of_week(last, 6)
    (from_year, from_week, _), (year, week, _) = monday.isocalendar(), sunday.isocalendar()
    word, end = style.pick("vecka", "week"), f"{week}{style.year(year)}"
    if (from_year, from_week) == (year, week):
        name = f"{word} {end}"
    elif from_year == year:
        name = f"{word} {from_week}–{end}"
    else:
        name = f"{word} {from_week}{style.year(from_year)}–{word} {end}"
    return name if style.plain else f"{name} ({_range(monday, sunday, style)})"


def _day_of_week(local: datetime, weekday: int) -> date:
    return local.date() + timedelta(days=weekday - local.weekday())


def _months(first: datetime, last: datetime, style: Style) -> str:
    end = f"{names.month(last, style.language)}{style.year(last.year)}"
    start = f"{names.month(first, style.language)}{style.year(first.year, last.year)}"
    same = (first.year, first.month) == (last.year, last.month)
    return end if same else f"{start}–{end}"


_NAMES: dict[Precision, Callable[[datetime, datetime, Style], str]] = {
    Precision.PART_OF_DAY: _parts,
    Precision.NIGHT: _night,
    Precision.DAY: _days,
    Precision.DAYS: _days,
    Precision.WEEKEND: _weekend,
    Precision.WEEK: _weeks,
    Precision.MONTH: _months,
}
