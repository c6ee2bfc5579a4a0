"""The grammar of days: dates in all their forms, weekdays, "i dag", weeks and months."""

from dataclasses import replace
from functools import partial

from notices.timing.cursor import Cursor, Rule, first_of, longest_of
from notices.timing.days import YEARS, Dated, Month, Relative, RelativeWeek, Week, Weekday
from notices.timing.expressions import Range, Unit
from notices.timing.origin import DayRef
from notices.timing.shapes import WHOLE_DAY
from notices.timing.tokens import Kind
from notices.timing.words import (
    FULL_MONTHS,
    MONTH_NUMBERS,
    PAST_WEEKDAYS,
    RELATIVE_DAYS,
    RELATIVE_WEEKS,
    WEEKDAY_NUMBERS,
)

_LARGEST_DAY = 99
_WEEK_WORDS = ("vecka", "veckan", "v", "i vecka", "i v")


def to(cursor: Cursor) -> bool:
    """What stands between the two ends of a range."""
    if cursor.take(Kind.DASH):
        cursor.words(("till och med",)) or cursor.take(Kind.UNTIL)
        return True
    return bool(cursor.words(("till", "till och med")) or cursor.take(Kind.UNTIL))


def joined(cursor: Cursor) -> bool:
    """As `to`, or "och", where two days follow each other."""
    return bool(cursor.words(("och",))) or to(cursor)


def day(cursor: Cursor) -> DayRef | None:
    return longest_of(cursor, dated, _day_of_week, weekday, _relative)


def dated(cursor: Cursor) -> Dated | None:
    """A date, after its weekday if that was written: "torsdag den 5 mars", "5/3 2015", "2015-03-05"."""
    name = cursor.words(WEEKDAY_NUMBERS)
    if name is None:
        return date_alone(cursor)
    cursor.mark(",")
    found = date_alone(cursor)
    return None if found is None else replace(found, weekday=WEEKDAY_NUMBERS[name])


def date_alone(cursor: Cursor) -> Dated | None:
    cursor.words(("den",))
    return first_of(cursor, _iso_date, _slash_date, _day_and_month)


def _iso_date(cursor: Cursor) -> Dated | None:
    token = cursor.take(Kind.ISO_DATE)
    if token is None:
        return None
    return Dated(int(token.text[8:]), int(token.text[5:7]), int(token.text[:4]))


def _slash_date(cursor: Cursor) -> Dated | None:
    token = cursor.take(Kind.SLASH_DATE)
    if token is None:
        return None
    number, month = token.text.split("/")
    return Dated(int(number), int(month), first_of(cursor, year, _dashed_year))


def _dashed_year(cursor: Cursor) -> int | None:
    """ "24/5-2015": the old way to write a year."""
    return year(cursor) if cursor.take(Kind.DASH) else None


def _day_and_month(cursor: Cursor) -> Dated | None:
    number = day_number(cursor)
    month = cursor.words(MONTH_NUMBERS) if number is not None else None
    if number is None or month is None:
        return None
    if month not in FULL_MONTHS:
        cursor.mark(".")
    return Dated(number, MONTH_NUMBERS[month], first_of(cursor, year))


def day_number(cursor: Cursor) -> int | None:
    token = cursor.take(Kind.ORDINAL) or cursor.take(Kind.NUMBER)
    if token is None:
        return None
    number = int(token.text.rstrip("ae").rstrip(":")) if len(token.text) <= len("31:a") else _LARGEST_DAY + 1
    return number if number <= _LARGEST_DAY else None


def year(cursor: Cursor) -> int | None:
    token = cursor.take(Kind.NUMBER)
    if token is None or len(token.text) != len("2015") or int(token.text) not in YEARS:
        return None
    return int(token.text)


def weekday(cursor: Cursor) -> Weekday | None:
    past = cursor.words(PAST_WEEKDAYS)
    if past:
        return Weekday(PAST_WEEKDAYS[past], past=True)
    later = cursor.words(("på", "nu på")) is not None
    name = cursor.words(WEEKDAY_NUMBERS)
    return None if name is None else Weekday(WEEKDAY_NUMBERS[name], later)


def _relative(cursor: Cursor) -> Relative | None:
    words = cursor.words(RELATIVE_DAYS)
    return None if words is None else Relative(RELATIVE_DAYS[words])


def _day_of_week(cursor: Cursor) -> DayRef | None:
    """ "torsdag vecka 12", "onsdag nästa vecka"."""
    cursor.words(("på",))
    name = cursor.words(WEEKDAY_NUMBERS)
    found = first_of(cursor, week) if name is not None else None
    if name is None or found is None:
        return None
    return replace(found, weekday=WEEKDAY_NUMBERS[name])


def week(cursor: Cursor) -> Week | RelativeWeek | None:
    relative = cursor.words(RELATIVE_WEEKS)
    if relative:
        return RelativeWeek(RELATIVE_WEEKS[relative])
    number = week_number(cursor)
    return None if number is None else Week(number, first_of(cursor, week_year))


def week_number(cursor: Cursor) -> int | None:
    """ "vecka 12", "v. 12", "v12"; but "V2" is a version, as a week has a space before a single digit."""
    before = cursor.ahead
    if before is None or not cursor.words(_WEEK_WORDS):
        return None
    cursor.mark(".")
    token = cursor.take(Kind.NUMBER)
    if token is None or (token.start == before.end and len(token.text) == 1):
        return None
    return int(token.text) if len(token.text) <= len("53") else None


def week_year(cursor: Cursor) -> int | None:
    cursor.mark(",")
    return year(cursor)


def month(cursor: Cursor) -> Month | None:
    """ "juni", "juni 2017", "feb 2020"; a shortened month needs its year, or "mar" would be one."""
    name = cursor.words(MONTH_NUMBERS)
    if name is None:
        return None
    found = Month(MONTH_NUMBERS[name], first_of(cursor, year))
    return found if name in FULL_MONTHS or found.year else None


def day_range(cursor: Cursor, joint: Rule[bool] = to) -> Range | None:
    """Two dates; the month and year may be written once: "11–15 juni", "lördag 29–söndag 30 april 2017"."""
    return longest_of(cursor, partial(_two_dates, joint=joint), partial(_shared_month, joint=joint))


def _two_dates(cursor: Cursor, joint: Rule[bool]) -> Range | None:
    first = first_of(cursor, dated)
    last = first_of(cursor, dated) if first and joint(cursor) else None
    return Range(Unit(first, WHOLE_DAY), Unit(last, WHOLE_DAY)) if first and last else None


def _shared_month(cursor: Cursor, joint: Rule[bool]) -> Range | None:
    name = cursor.words(WEEKDAY_NUMBERS)
    cursor.words(("den",))
    number = day_number(cursor)
    last = first_of(cursor, dated) if number is not None and joint(cursor) else None
    if number is None or last is None:
        return None
    first = replace(last, day=number, weekday=WEEKDAY_NUMBERS[name] if name else None)
    return Range(Unit(first, WHOLE_DAY), Unit(last, WHOLE_DAY))
