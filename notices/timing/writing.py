"""Writing a time: the canonical form that `parse` reads back, and what a reader is shown."""

from datetime import date

from models.when import Precision, When
from notices.errors import InvalidTime
from notices.service import Language
from notices.timing.phrases import Style, closed
from notices.timing.reading import parse


def write(when: When, relative_to: date | None = None) -> str:
    """Canonical Swedish, such that `parse` gives back the same interval and precision on any date.

    With `relative_to`, the date on which it will be read, the year is left out where it goes without saying.
    The interval must be one that its precision can have (whole minutes, whole days), as `parse` makes them.
    """
    full = _written(when, Style(plain=True))
    short = _written(when, Style(plain=True, years=False))
    return short if relative_to and _reads_as(short, relative_to, when) else full


def _written(when: When, style: Style) -> str:
    return _open("fr.o.m. ", "t.o.m. ", when) + closed(when, style)


def _reads_as(text: str, written_on: date, when: When) -> bool:
    try:
        read = parse(text, written_on)
    except InvalidTime:  # without its year it may be no weekend, or end before it starts
        return False
    return (read.start, read.end, read.precision) == (when.start, when.end, when.precision)


def describe(when: When, language: Language) -> str:
    """The interval with weekdays and years, for a reader: "torsdag 23 januari 2020 kl 06.12".

    Never shows a clock time that nobody stated; midnight is 24.00 of the day that ends.
    """
    if language == "sv":
        words = _open("från ", "till och med ", when)
    else:
        words = _open("from ", "until " if when.precision is Precision.MINUTE else "up to and including ", when)
    return words + closed(when, Style(language))


def _open(from_: str, until: str, when: When) -> str:
    if when.end is None:
        return from_
    return until if when.start is None else ""
