"""Reading a time that somebody wrote in a field of its own."""

from datetime import date

from models.when import When
from notices.errors import InvalidTime
from notices.timing.cursor import Cursor
from notices.timing.grammar import expression
from notices.timing.origin import Origin
from notices.timing.tokens import tokens_of

_EXAMPLES = "Skriv till exempel ”6 februari kl 18.00–20.00”, ”natten mot 23 november” eller ”fr.o.m. torsdag kväll”."


def parse(text: str, written_on: date) -> When:
    """What a time in Swedish means, counted from the notice's date in Stockholm.

    A day without a year is the nearest such day (of two as near, the later); a weekday is the next one, the
    notice's own day included, but never included after "på". A clock time without a day is the notice's day's.
    Raises InvalidTime, which says what is wrong and how it could be written.
    """
    cursor = Cursor(tokens_of(text))
    found = expression(cursor)
    if found is None:
        raise InvalidTime(f"{_quoted(text)} går inte att läsa som en tid. {_EXAMPLES}")
    cursor.mark(".")
    if cursor.ahead:
        raise InvalidTime(f"{_quoted(text[cursor.ahead.start :])} går inte att läsa som en del av tiden. {_EXAMPLES}")
    interval = found.resolve(Origin.of(written_on))
    return When(text.strip(), interval.start, interval.end, interval.precision)


def _quoted(text: str) -> str:
    shown = " ".join(text.split())
    return f"”{shown}”" if shown else "En tom ruta"
