"""The grammar of clock times: "kl 18", "18:00", "kl 8–10", "midnatt"."""

from dataclasses import dataclass
from functools import partial

from notices.timing.cursor import Cursor, Rule, first_of
from notices.timing.grammar_days import joined, to
from notices.timing.hours import MIDNIGHT, Clock
from notices.timing.tokens import Kind, Token
from notices.timing.words import MONTH_NUMBERS

_LEADS = ("kl", "klockan", "vid kl", "vid klockan")
_SEASONS = {"sommartid": True, "normaltid": False, "vintertid": False}


@dataclass(frozen=True, slots=True)
class ClockPair:
    """A clock time, and the one it lasts to if there is one."""

    start: Clock
    end: Clock | None = None


def clocks(cursor: Cursor) -> ClockPair | None:
    """One clock time or two. Bare numbers are hours only after "kl": "kl 8–10"."""
    joint = joined if cursor.words(("mellan",)) else to
    led = _lead(cursor)
    start = _clock(cursor, led)
    if start is None:
        return None
    return ClockPair(start, first_of(cursor, partial(_second, joint=joint, led=led)))


def _second(cursor: Cursor, joint: Rule[bool], led: bool) -> Clock | None:
    return _clock(cursor, _lead(cursor) or led) if joint(cursor) else None


def _lead(cursor: Cursor) -> bool:
    led = cursor.words(_LEADS) is not None
    if led:
        cursor.mark(".")
    return led


def _clock(cursor: Cursor, led: bool) -> Clock | None:
    if cursor.words(("midnatt", "vid midnatt")):
        return MIDNIGHT
    token = cursor.take(Kind.CLOCK) or (_bare_hour(cursor) if led else None)
    return None if token is None else _read(token, _season(cursor))


def _bare_hour(cursor: Cursor) -> Token | None:
    """A number that is not the day of a date: "kl 22–7 februari" has only one clock time."""
    token = cursor.take(Kind.NUMBER)
    after = cursor.ahead
    if token is None or len(token.text) > len("24") or (after and after.text in MONTH_NUMBERS):
        return None
    return token


def _read(token: Token, summer: bool | None) -> Clock:
    hour, _, minute = token.text.replace(":", ".").partition(".")
    return Clock(int(hour), int(minute or 0), summer)


def _season(cursor: Cursor) -> bool | None:
    word = cursor.words(_SEASONS)
    return None if word is None else _SEASONS[word]
