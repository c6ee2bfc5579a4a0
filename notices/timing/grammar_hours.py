"""The grammar of a day with its hours: "torsdag kväll kl 20", "kl 18.00 den 6 februari", "natten mot den 23"."""

from dataclasses import dataclass, replace

from notices.timing.ambiguities import Ambiguous, which_night
from notices.timing.cursor import Cursor, Rule, first_of, longest_of
from notices.timing.days import TONIGHT, UNNAMED, Relative
from notices.timing.expressions import Unit
from notices.timing.grammar_clocks import ClockPair, clocks
from notices.timing.grammar_days import date_alone, day, day_range, joined
from notices.timing.origin import DayRef
from notices.timing.pairs import DatedNight
from notices.timing.shapes import NIGHT_BEFORE, WHOLE_DAY, Clocks, NightBefore, PartOfDay, Shape
from notices.timing.words import PART_WORDS, PARTS_OF_TODAY, WEEKDAY_NUMBERS

_DEFINITE_PARTS = [word for word in PART_WORDS if word.endswith("en")]
_NIGHT_BEFORE = ("natten mot", "natten till", "natt mot", "natten före")
_TODAY = Relative(0)


@dataclass(frozen=True, slots=True)
class _Frame:
    """A day, and the part of it or the night before it if one was named."""

    day: DayRef
    within: PartOfDay | NightBefore | None = None

    def holding(self, pair: ClockPair | None) -> Unit:
        shape: Shape = Clocks(pair.start, pair.end, self.within) if pair else self.within or WHOLE_DAY
        return Unit(self.day, shape)


def day_with_hours(cursor: Cursor) -> Unit | None:
    return longest_of(cursor, _frame_first, _clocks_first)


def _frame_first(cursor: Cursor) -> Unit | None:
    frame = _frame(cursor)
    return None if frame is None else frame.holding(first_of(cursor, _clocks_after))


def _clocks_after(cursor: Cursor) -> ClockPair | None:
    cursor.mark(",") or cursor.words(("t",))  # the T of "2026-11-24T18:00"
    return clocks(cursor)


def _clocks_first(cursor: Cursor) -> Unit | None:
    pair = clocks(cursor)
    return None if pair is None else (first_of(cursor, _frame_after) or _Frame(UNNAMED)).holding(pair)


def _frame_after(cursor: Cursor) -> _Frame | None:
    cursor.mark(",")
    return _frame(cursor)


def _frame(cursor: Cursor) -> _Frame | None:
    return longest_of(cursor, _day_and_part, _weekday_part_date, _part_and_day, _part_of_today, _night, _tonight)


def _day_and_part(cursor: Cursor) -> _Frame | None:
    """ "torsdag kväll", "i morgon på förmiddagen", "20 november 2014, kväll"."""
    found = day(cursor)
    return None if found is None else _Frame(found, first_of(cursor, _part_after))


def _part_after(cursor: Cursor) -> PartOfDay | None:
    cursor.mark(",")
    return _part(cursor)


def _part(cursor: Cursor) -> PartOfDay | None:
    cursor.words(("på",))
    word = cursor.words(PART_WORDS)
    return None if word is None else PartOfDay(PART_WORDS[word])


def _weekday_part_date(cursor: Cursor) -> _Frame | None:
    """ "onsdag kväll den 4 mars"."""
    name = cursor.words(WEEKDAY_NUMBERS)
    part = _part(cursor) if name else None
    date = first_of(cursor, date_alone) if part else None
    return _Frame(replace(date, weekday=WEEKDAY_NUMBERS[name]), part) if name and date else None


def _part_and_day(cursor: Cursor) -> _Frame | None:
    """ "kvällen den 27 januari", "på kvällen"."""
    cursor.words(("på", "under"))
    word = cursor.words(_DEFINITE_PARTS)
    named = first_of(cursor, day) if word else None
    return None if word is None else _Frame(named or UNNAMED, PartOfDay(PART_WORDS[word]))


def _part_of_today(cursor: Cursor) -> _Frame | None:
    words = cursor.words(PARTS_OF_TODAY)
    return None if words is None else _Frame(_TODAY, PartOfDay(PARTS_OF_TODAY[words]))


def _night(cursor: Cursor) -> _Frame | None:
    found = day(cursor) if cursor.words(_NIGHT_BEFORE) else None
    return None if found is None else _Frame(found, NIGHT_BEFORE)


def _tonight(cursor: Cursor) -> _Frame | None:
    return _Frame(TONIGHT, NIGHT_BEFORE) if cursor.words(("i natt", "inatt")) else None


def dated_night(cursor: Cursor) -> DatedNight | None:
    """ "natten mellan den 22 och 23 november", "natten 22–23 november kl 01.00–05.00"."""
    dates = day_range(cursor, joined) if cursor.words(("natten", "natten mellan")) else None
    if dates is None:
        return None
    pair = first_of(cursor, _clocks_after)
    return DatedNight(dates, Clocks(pair.start, pair.end, NIGHT_BEFORE) if pair else NIGHT_BEFORE)


def ambiguous_night(cursor: Cursor) -> Ambiguous | None:
    """ "natten den 23 november", "torsdag natt": the night before the day, or the one after it?"""
    rules: tuple[Rule[DayRef | None], ...] = (_night_of, _day_at_night)
    found = longest_of(cursor, *rules)
    return None if found is None else Ambiguous(found, which_night)


def _night_of(cursor: Cursor) -> DayRef | None:
    if cursor.words(("nattens", "under natten")):
        return _TODAY
    return day(cursor) if cursor.words(("natten",)) else None


def _day_at_night(cursor: Cursor) -> DayRef | None:
    found = day(cursor)
    return found if found is not None and cursor.words(("natt", "på natten")) else None
