"""When it happens or happened: the time of the event among the times that a notice names."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from models.terms import Kind
from models.when import When
from notices.timing import Found, find

# "dagens filer" describes the files; it is not said to be the time of the event.
_ATTRIBUTES = frozenset(
    {"dagens", "nattens", "helgens", "kvällens", "veckans", "månadens", "morgondagens", "gårdagens"}
)
_INSTEAD_OF = re.compile(r"(?:i\s*stället för|inte)\s+(?:den\s+)?$", re.IGNORECASE)
# A sentence about what comes after an incident: its correction, or the next word about it.
_AFTERWARDS = re.compile(r"\brättning|åtgärd|levererar?s?\b|beräknas|återkommer|ytterligare information", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:]\s+(?=[A-ZÅÄÖ])|\n\s*(?=\n|•|[0-9]+\.)")
_TIMED = frozenset({Kind.PLANNED, Kind.RELEASE, Kind.CERTIFICATE, Kind.INCIDENT})


@dataclass(frozen=True, slots=True)
class EventTimes:
    """The time of the event if one is clear, all times that the notice names, and what is in doubt."""

    time: When | None
    named: tuple[When, ...]
    unsure: tuple[str, ...]


def event_times(kind: Kind | None, title: str, body: str, written_on: date) -> EventTimes:
    """What a notice's title and body say of time; both are plain text."""
    in_title = _times(title, written_on)
    in_body = _times(body, written_on)
    named = tuple(found.when for found in (*in_title, *in_body) if found.when)
    if kind not in _TIMED:
        impossible = [found for found in (*in_title, *in_body) if not found.when]
        return EventTimes(None, named, tuple(_doubts(None, impossible)))
    wanted = [found for found in in_body if _tells_the_event(found, body, kind)]
    time = _one(in_title) or _one(wanted)
    return EventTimes(time, named, tuple(_doubts(time, [*in_title, *in_body])))


def _times(text: str, written_on: date) -> list[Found]:
    return [found for found in find(text, written_on) if found.text.lower() not in _ATTRIBUTES]


def _tells_the_event(found: Found, body: str, kind: Kind) -> bool:
    if _INSTEAD_OF.search(body[: found.start][-40:]):
        return False
    return kind is not Kind.INCIDENT or not _AFTERWARDS.search(_sentence(body, found))


def _sentence(text: str, found: Found) -> str:
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    start = max((end for end in ends if end <= found.start), default=0)
    return text[start : min((end for end in ends if end >= found.end), default=len(text))]


def _one(founds: Iterable[Found]) -> When | None:
    """The one time that is named, as exactly as it is; None where there are several. A deadline is none."""
    times = [found.when for found in founds if found.when and found.when.start and found.sure]
    closed = [time for time in times if time.end] or times
    exact = min(closed, key=_length, default=None)
    return exact if exact and all(_within(exact, time) for time in closed) else None


def _length(time: When) -> float:
    return (time.end - time.start).total_seconds() if time.start and time.end else float("inf")


def _within(inner: When, outer: When) -> bool:
    """Whether the inner time lies wholly in the outer one. An open end is as far as one can go."""
    starts = outer.start is None or (inner.start is not None and inner.start >= outer.start)
    ends = outer.end is None or (inner.end is not None and inner.end <= outer.end)
    return starts and ends


def _doubts(time: When | None, founds: list[Found]) -> Iterator[str]:
    yield from (f"”{found.text}”: {found.doubt}" for found in founds if found.doubt)
    sure = [found.when for found in founds if found.when and found.sure]
    others = [when for when in sure if not (time and (_within(time, when) or _within(when, time)))]
    if others:
        texts = ", ".join(dict.fromkeys(f"”{when.text}”" for when in others))
        kept = f"tiden sattes till ”{time.text}”" if time else "ingen tid sattes"
        yield f"Texten nämner {texts}; {kept}."
