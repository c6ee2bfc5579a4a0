"""Dates in the paths of links, which ought to be those of the text."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from models.when import When
from notices.clock import midnight, next_day

CENTURY = 2000
LONG = 8  # digits in a date with its century

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>”\"]+")
_DATED = re.compile(r"(?<![0-9])((?:20)?[0-9]{2})-?(0[1-9]|1[0-2])-?(0[1-9]|[12][0-9]|3[01])(?![0-9])")


@dataclass(frozen=True, slots=True)
class LinkDate:
    """A date in a link, `written` as it stands there, that no time in the text covers."""

    address: str
    day: date
    written: str
    times: tuple[When, ...]

    def __str__(self) -> str:
        texts = ", ".join(dict.fromkeys(f"”{time.text}”" for time in self.times))
        return f"Länken {self.address} bär datumet {self.day}, men texten nämner {texts}."

    def with_day(self, day: date) -> str:
        """The same link with another date, written in the same way."""
        dashes = "-" if "-" in self.written else ""
        year = f"{day:%Y}" if len(self.written.replace("-", "")) == LONG else f"{day:%y}"
        return self.address.replace(self.written, f"{year}{dashes}{day:%m}{dashes}{day:%d}")


def date_doubts(text: str, times: Sequence[When]) -> Iterator[LinkDate]:
    """Each date in a link that no time in the text covers."""
    bounded = tuple(time for time in times if time.start and time.end)
    for address in addresses(text):
        for day, written in _days(address):
            if bounded and not any(_covers(time, day) for time in bounded):
                yield LinkDate(address, day, written, bounded)


def addresses(text: str) -> Iterator[str]:
    """The web addresses in a text, each once."""
    yield from dict.fromkeys(match[0].rstrip(".,;:)") for match in _ADDRESS.finditer(text))


def _days(address: str) -> Iterator[tuple[date, str]]:
    path = address.rsplit("//", maxsplit=1)[-1].partition("/")[2]
    for match in _DATED.finditer(path):
        year, month, day = (int(part) for part in match.groups())
        year += CENTURY if year < CENTURY else 0
        if day <= monthrange(year, month)[1]:
            yield date(year, month, day), match[0]


def _covers(time: When, day: date) -> bool:
    return bool(time.start and time.end and time.start < midnight(next_day(day)) and time.end > midnight(day))
