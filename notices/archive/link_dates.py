"""Dates in the paths of links, which ought to be those of the text."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date

from models.when import When
from notices.clock import midnight, next_day

CENTURY = 2000

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>”\"]+")
_DATED = re.compile(r"(?<![0-9])((?:20)?[0-9]{2})-?(0[1-9]|1[0-2])-?(0[1-9]|[12][0-9]|3[01])(?![0-9])")


def date_doubts(text: str, times: Sequence[When]) -> Iterator[str]:
    """For each date in a link that no time in the text covers, a sentence that says so."""
    bounded = [time for time in times if time.start and time.end]
    for address in dict.fromkeys(match[0].rstrip(".,;:)") for match in _ADDRESS.finditer(text)):
        for day in _days(address):
            if bounded and not any(_covers(time, day) for time in bounded):
                texts = ", ".join(dict.fromkeys(f"”{time.text}”" for time in bounded))
                yield f"Länken {address} bär datumet {day}, men texten nämner {texts}."


def _days(address: str) -> Iterator[date]:
    path = address.rsplit("//", maxsplit=1)[-1].partition("/")[2]
    for match in _DATED.finditer(path):
        year, month, day = (int(part) for part in match.groups())
        year += CENTURY if year < CENTURY else 0
        if day <= monthrange(year, month)[1]:
            yield date(year, month, day)


def _covers(time: When, day: date) -> bool:
    return bool(time.start and time.end and time.start < midnight(next_day(day)) and time.end > midnight(day))
