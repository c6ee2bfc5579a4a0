"""What goes on now, what is planned, what is latest: a pure function of what is published and the time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.content import Content
from models.terms import ENDED, Impact, Kind, Status
from notices.clock import day_of, midnight, next_day
from notices.site.published import Published, Snapshot

_PLANNED_KINDS = (Kind.PLANNED, Kind.RELEASE, Kind.CERTIFICATE)


class Phase(StrEnum):
    """Where a notice stands at a moment, by its words and by the clock."""

    AHEAD = "ahead"  # planned, and its time has not come
    ONGOING = "ongoing"  # an incident that is not over, or a planned window that is open
    PASSED = "passed"  # planned, its time is over, and nobody has said how it went
    OVER = "over"  # said to be resolved, completed or cancelled
    STILL = "still"  # nothing that goes on: information, or an old notice of which nothing is known
    WITHDRAWN = "withdrawn"


class Sign(StrEnum):
    """The five states of the look, each with a colour, a sign and a word."""

    WORKS = "works"
    LATE = "late"
    FAULT = "fault"
    STOPPED = "stopped"
    PLANNED = "planned"


GRAVEST_FIRST = (Sign.STOPPED, Sign.FAULT, Sign.LATE, Sign.PLANNED, Sign.WORKS)
_SIGNS = {
    Impact.OUTAGE: Sign.STOPPED,
    Impact.WRONG_INFORMATION: Sign.FAULT,
    Impact.DISRUPTION: Sign.FAULT,
    Impact.DELAY: Sign.LATE,
    Impact.INFORMATION: Sign.WORKS,
}


def phase(notice: Published, now: datetime) -> Phase:
    """Where the notice stands at `now`. An expected end that passes does not end an incident."""
    content = notice.content
    if notice.withdrawn_at:
        return Phase.WITHDRAWN
    if content.status in ENDED:
        return Phase.OVER
    if content.kind is Kind.INCIDENT:
        return Phase.ONGOING if content.status else Phase.STILL
    if content.kind in _PLANNED_KINDS and content.status:
        return _planned_phase(content, now)
    return Phase.STILL


def _planned_phase(content: Content, now: datetime) -> Phase:
    if content.status is Status.IN_PROGRESS:
        return Phase.ONGOING
    if content.time is None:
        return Phase.AHEAD
    start, end = window(content)
    if start and now < start:
        return Phase.AHEAD
    return Phase.ONGOING if end is None or now < end else Phase.PASSED


def window(content: Content) -> tuple[datetime | None, datetime | None]:
    """When a planned event begins and is over; None where that end is open or no time was stated.

    Where only the moment of its start was stated, it goes on until its expected end, if there is one.
    """
    time, expected = content.time, content.expected_end
    if time is None:
        return None, None
    is_moment = time.start == time.end
    return time.start, expected.end if is_moment and expected else time.end


def sign(notice: Published, now: datetime) -> Sign | None:
    """The sign to show beside the notice, or None where there is nothing to signal."""
    at = phase(notice, now)
    if at is Phase.AHEAD:
        return Sign.PLANNED
    if at is Phase.ONGOING:
        fallback = Sign.FAULT if notice.content.kind is Kind.INCIDENT else Sign.PLANNED
        return _SIGNS.get(notice.content.impact, fallback) if notice.content.impact else fallback
    return Sign.WORKS if at is Phase.OVER and notice.content.kind is Kind.INCIDENT else None


@dataclass(frozen=True, slots=True)
class Board:
    """The first screen's facts at a moment. `turns_at` is when it next changes with no write."""

    now: datetime
    sign: Sign
    ongoing: tuple[Published, ...]  # gravest first, then newest
    ahead: tuple[Published, ...]  # soonest first; those without a time last
    turns_at: datetime | None


def board(snapshot: Snapshot, now: datetime) -> Board:
    """The board at `now`."""
    live = snapshot.live
    phases = {notice.id: phase(notice, now) for notice in live}
    ongoing = [n for n in live if phases[n.id] is Phase.ONGOING]
    ahead = [n for n in live if phases[n.id] is Phase.AHEAD]
    signs = [s for n in ongoing if (s := sign(n, now))]
    return Board(
        now=now,
        sign=min(signs, key=GRAVEST_FIRST.index, default=Sign.WORKS),
        ongoing=tuple(sorted(ongoing, key=lambda n: _gravity(n, now))),
        ahead=tuple(sorted(ahead, key=_soonness)),
        turns_at=min(filter(None, (next_turn(live, now), _next_day(snapshot, now))), default=None),
    )


def _next_day(snapshot: Snapshot, now: datetime) -> datetime | None:
    """When the days of the runs that are shown are others."""
    return midnight(next_day(day_of(now))) if snapshot.runs.days else None


def _gravity(notice: Published, now: datetime) -> tuple[int, float]:
    shown = sign(notice, now)
    return GRAVEST_FIRST.index(shown) if shown else len(GRAVEST_FIRST), -notice.published_at.timestamp()


def _soonness(notice: Published) -> tuple[bool, float]:
    time = notice.content.time
    start = time and (time.start or time.end)
    return start is None, start.timestamp() if start else -notice.published_at.timestamp()


def turns(notice: Published) -> tuple[datetime, ...]:
    """When the notice reads otherwise by the clock alone: a window opens or closes, a promise falls due."""
    if not notice.is_live:
        return ()
    content = notice.content
    promises = tuple(promise.end for promise in (content.expected_end, content.next_word) if promise)
    own_window = window(content) if content.kind in _PLANNED_KINDS else ()
    return tuple(moment for moment in (*own_window, *promises) if moment)


def next_turn(notices: Iterable[Published], now: datetime) -> datetime | None:
    """The first moment after `now` at which some notice reads otherwise by the clock."""
    return min((moment for n in notices for moment in turns(n) if moment > now), default=None)
