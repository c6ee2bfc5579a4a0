"""The grammar of times, from the whole down to a day with its hours.

Every rule reads as much as it can; where two rules fit, the one that reads farthest is right.
"""

from dataclasses import replace
from functools import partial

from notices.timing.ambiguities import Ambiguous, which_weekday, which_weekend
from notices.timing.cursor import Cursor, Rule, first_of, longest_of
from notices.timing.days import SATURDAY, Month, RelativeWeek, Week, Weekday
from notices.timing.ends import Expression, From, Until, Whole
from notices.timing.expressions import Closed, Glossed, Range, Unit
from notices.timing.grammar_days import day_number, day_range, joined, month, to, week, week_number, week_year
from notices.timing.grammar_hours import ambiguous_night, dated_night, day_with_hours
from notices.timing.pairs import DatedWeekend
from notices.timing.shapes import WEEK, WEEKEND, WHOLE_MONTH, Clocks
from notices.timing.tokens import Kind
from notices.timing.words import WEEKDAY_NUMBERS

_LEADS = ("under perioden", "perioden", "under", "i", "på", "vid")
_WEEKENDS = ("helgen", "i helgen", "under helgen")
_UNCLEAR_WEEKENDS = ("helgen", "helgens", "nästa helg")


def expression(cursor: Cursor) -> Expression | None:
    """A whole time, open or closed."""
    return longest_of(cursor, _from, _after, _until, _before, _whole, _led)


def _led(cursor: Cursor) -> Expression | None:
    return _whole(cursor) if cursor.words(_LEADS) else None


def _whole(cursor: Cursor) -> Expression | None:
    time = closed(cursor)
    return None if time is None else Whole(time)


def _from(cursor: Cursor) -> Expression | None:
    """ "Från" with an end is a closed time: "från kl 18.00 till 20.00"."""
    if not (cursor.take(Kind.FROM) or cursor.words(("från och med", "från", "sedan"))):
        return None
    time = closed(cursor)
    if time is None:
        return None
    return Whole(time) if _has_its_end(time) else From(time)


def _has_its_end(time: Closed) -> bool:
    pair_of_clocks = isinstance(time, Unit) and isinstance(time.shape, Clocks) and time.shape.end
    return isinstance(time, Range) or bool(pair_of_clocks)


def _after(cursor: Cursor) -> Expression | None:
    time = closed(cursor) if cursor.words(("efter",)) else None
    return None if time is None else From(time, beyond=True)


def _until(cursor: Cursor) -> Expression | None:
    if not (cursor.take(Kind.UNTIL) or cursor.words(("till och med", "fram till och med", "senast"))):
        return None
    time = closed(cursor)
    return None if time is None else Until(time)


def _before(cursor: Cursor) -> Expression | None:
    time = closed(cursor) if cursor.words(("före", "innan")) else None
    return None if time is None else Until(time, beyond=True)


def closed(cursor: Cursor) -> Closed | None:
    """A time with a start and an end."""
    rules: tuple[Rule[Closed | None], ...] = (_glossed, dated_weekend, dated_night, ambiguous_night, _ambiguous)
    return longest_of(cursor, *rules)


def unit(cursor: Cursor) -> Unit | None:
    """One day with its hours, a weekend, a week or a month."""
    return longest_of(cursor, day_with_hours, _weekend, _week, _month)


def _glossed(cursor: Cursor) -> Closed | None:
    found = _unit_or_range(cursor)
    gloss = first_of(cursor, _in_brackets) if found else None
    return Glossed(found, gloss) if found and gloss else found


def _unit_or_range(cursor: Cursor) -> Unit | Range | None:
    rules: tuple[Rule[Unit | Range | None], ...] = (unit, _range, _between, _week_range)
    return longest_of(cursor, *rules)


def _in_brackets(cursor: Cursor) -> Unit | Range | None:
    if not cursor.mark("("):
        return None
    found = _unit_or_range(cursor)
    return found if cursor.mark(")") else None


def _range(cursor: Cursor, joint: Rule[bool] = to) -> Range | None:
    return longest_of(cursor, partial(day_range, joint=joint), partial(_two_units, joint=joint))


def _between(cursor: Cursor) -> Range | None:
    return _range(cursor, joined) if cursor.words(("mellan",)) else None


def _two_units(cursor: Cursor, joint: Rule[bool]) -> Range | None:
    first = unit(cursor)
    last = unit(cursor) if first and joint(cursor) else None
    return Range(first, last) if first and last else None


def _week_range(cursor: Cursor) -> Range | None:
    """ "v 12–13 2017"."""
    first = week_number(cursor)
    last = day_number(cursor) if first is not None and to(cursor) else None
    if first is None or last is None:
        return None
    year = first_of(cursor, week_year)
    return Range(Unit(Week(first, year), WEEK), Unit(Week(last, year), WEEK))


def dated_weekend(cursor: Cursor) -> DatedWeekend | None:
    dates = day_range(cursor, joined) if cursor.words(_WEEKENDS) else None
    return None if dates is None else DatedWeekend(dates)


def _weekend(cursor: Cursor) -> Unit | None:
    """ "i helgen", "helgen vecka 12"."""
    of_week = first_of(cursor, _weekend_of_week)
    if of_week:
        return of_week
    return Unit(RelativeWeek(0, SATURDAY), WEEKEND) if cursor.words(("i helgen",)) else None


def _weekend_of_week(cursor: Cursor) -> Unit | None:
    found = week(cursor) if cursor.words(_WEEKENDS) else None
    return None if found is None else Unit(replace(found, weekday=SATURDAY), WEEKEND)


def _week(cursor: Cursor) -> Unit | None:
    found = week(cursor)
    return None if found is None else Unit(found, WEEK)


def _month(cursor: Cursor) -> Unit | None:
    found: Month | None = month(cursor)
    return None if found is None else Unit(found, WHOLE_MONTH)


def _ambiguous(cursor: Cursor) -> Ambiguous | None:
    if cursor.words(_UNCLEAR_WEEKENDS):
        return Ambiguous(RelativeWeek(0, SATURDAY), which_weekend)
    name = cursor.words(WEEKDAY_NUMBERS) if cursor.words(("nästa",)) else None
    return None if name is None else Ambiguous(Weekday(WEEKDAY_NUMBERS[name], later=True), which_weekday)
