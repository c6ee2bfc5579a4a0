"""A file of phone numbers, read line by line: which are numbers, and on which lines there is none."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from notices.numbers import InvalidNumber, Numbers
from notices.secrecy import mask

_ENDS = re.compile("[,;\t]")
_AROUND = " \"'\r\n\ufeff\u00a0"
_SHORTEST_MASKED = 10  # of a shorter text the mask would leave all too much


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that holds no number that can be told: its number from one, the text masked, and what is wrong."""

    line: int
    masked: str
    reason: str


@dataclass(frozen=True, slots=True)
class NumberFile:
    """The numbers in E.164 form, in the file's order, and the lines that were none."""

    numbers: tuple[str, ...]
    bad: tuple[BadLine, ...]


def read_numbers(lines: Iterable[str], rules: Numbers) -> NumberFile:
    """Read what stands first on each line of a CSV file, before a comma, a semicolon or a tab, in quotes or not.

    Empty lines are passed over, and so is a first line without a digit, which is a heading.
    """
    numbers, bad = [], []
    for line, words in enumerate(lines, start=1):
        text = _ENDS.split(words, maxsplit=1)[0].strip(_AROUND)
        if not text or (line == 1 and not any(map(str.isdigit, text))):
            continue
        try:
            numbers.append(rules.read(text))
        except InvalidNumber as error:
            bad.append(BadLine(line, _masked(text), str(error)))
    return NumberFile(tuple(numbers), tuple(bad))


def _masked(text: str) -> str:
    return mask(text) if len(text) >= _SHORTEST_MASKED else "…"
