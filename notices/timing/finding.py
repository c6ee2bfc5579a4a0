"""Finding the times in running prose, to propose them to a person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from models.when import When
from notices.errors import InvalidTime
from notices.timing.cursor import Cursor
from notices.timing.days import UNNAMED
from notices.timing.ends import Expression, Interval
from notices.timing.grammar import expression
from notices.timing.origin import Origin
from notices.timing.tokens import Kind, Token, tokens_of
from notices.timing.words import FULL_MONTHS

# A number after one of these counts something else, and a weekday after "varje" is no one day.
_NO_TIME_AFTER = frozenset({"version", "schemaversion", "schema", "release", "nr", "nummer", "varje", "alla"})


@dataclass(frozen=True, slots=True)
class Found:
    """A time in a text, at text[start:end].

    `doubt` says, in Swedish, why a person needs to look at it; `when` is None if it names no time at all.
    """

    start: int
    end: int
    text: str
    when: When | None
    doubt: str | None = None

    @property
    def sure(self) -> bool:
        return self.doubt is None


def find(text: str, written_on: date) -> tuple[Found, ...]:
    """All times in a text, in order, as `parse` reads them; raises nothing.

    A clock time (or "på kvällen") without a day is that of the day last named in the text, and is in doubt.
    """
    return tuple(_Search(text, written_on).run())


class _Search:
    """One reading of a text, which remembers the day last named."""

    def __init__(self, text: str, written_on: date) -> None:
        self._text = text
        self._origin = Origin.of(written_on)
        self._cursor = Cursor(tokens_of(text))

    def run(self) -> Iterator[Found]:
        tokens, cursor = self._cursor.tokens, self._cursor
        while cursor.at < len(tokens):
            start = cursor.at
            time = expression(cursor)
            if time is None or _means_something_else(tokens, start, cursor.at):
                cursor.at = start + 1
            elif found := self._judge(time, tokens[start : cursor.at]):
                yield found

    def _judge(self, time: Expression, tokens: Sequence[Token]) -> Found | None:
        start, end = tokens[0].start, tokens[-1].end
        words = " ".join(self._text[start:end].split())
        try:
            interval = time.resolve(self._origin)
        except InvalidTime as error:
            return None if tokens[0].kind is Kind.CLOCK else Found(start, end, words, None, str(error))
        self._remember(time, interval)
        when = When(words, interval.start, interval.end, interval.precision)
        return Found(start, end, words, when, next((day.doubt for day in time.days if day.doubt), None))

    def _remember(self, time: Expression, interval: Interval) -> None:
        if UNNAMED not in time.days:
            self._origin = Origin.of(self._origin.written_on, interval.named)


def _means_something_else(tokens: Sequence[Token], start: int, end: int) -> bool:
    """A month alone is a word like any other, and so is what follows "version" or "varje"."""
    lone_month = end == start + 1 and tokens[start].text in FULL_MONTHS
    return lone_month or (start > 0 and tokens[start - 1].text in _NO_TIME_AFTER)
