"""Text cut into the pieces that times are made of, each with its place in the text."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a piece is. OTHER is what can never be part of a time: addresses, version numbers, amounts."""

    OTHER = "other"
    ISO_DATE = "iso_date"
    SLASH_DATE = "slash_date"
    ORDINAL = "ordinal"
    CLOCK = "clock"
    NUMBER = "number"
    FROM = "from_"
    UNTIL = "until"
    WORD = "word"
    DASH = "dash"
    BREAK = "break_"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text from `start` up to `end`; `text` is in lower case."""

    kind: Kind
    text: str
    start: int
    end: int


_DASHES = "‐‑‒–—−-"  # the hyphen last, so that the class below takes it as itself
_PATTERN = re.compile(
    rf"""
    (?P<other> [^\s@]{{1,64}}@\S+ | \b[a-z]{{2,10}}://\S+ | \bwww\.\S+
        | [0-9]+(?:\.[0-9]+){{2,}} | [0-9]+(?::[0-9]+){{2,}} | [0-9]+(?:/[0-9]+){{2,}}
        | [0-9]+,[0-9]+ | [0-9]{{1,3}}(?:\s?%) )
    | (?P<iso_date> [0-9]{{4}}[{_DASHES}][0-9]{{2}}[{_DASHES}][0-9]{{2}}(?![0-9]) )
    | (?P<slash_date> [0-9]{{1,2}}/[0-9]{{1,2}}(?![0-9]) )
    | (?P<ordinal> [0-9]{{1,2}}:?[ae]\b )
    | (?P<clock> [0-9]{{1,2}}[.:][0-9]{{2}}(?![0-9]) )
    | (?P<number> [0-9]+ )
    | (?P<from_> \b(?: fr\.?[^\S\n]?o\.?[^\S\n]?m | f\.o\.m )\b\.? )
    | (?P<until> \bt\.?[^\S\n]?o\.?[^\S\n]?m\b\.? )
    | (?P<word> [^\W\d_]+ )
    | (?P<dash> [{_DASHES}] )
    | (?P<break_> \n\s*\n )
    | (?P<mark> [(),.] )
    | (?P<mystery> \S )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def tokens_of(text: str) -> list[Token]:
    """All pieces in order. No-break spaces count as spaces, every dash as a dash."""
    return [
        Token(_kind(match.lastgroup), match.group().lower(), match.start(), match.end())
        for match in _PATTERN.finditer(text)
    ]


def _kind(group: str | None) -> Kind:
    return Kind(group) if group in set(Kind) else Kind.OTHER
