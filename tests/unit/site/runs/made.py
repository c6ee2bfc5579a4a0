"""Planned runs as the site knows them, and frames in which they stand."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from models.run import DayState
from notices.clock import STOCKHOLM
from notices.service import Language
from notices.site.board import board
from notices.site.frame import Frame
from notices.site.published import Published
from notices.site.runs.days import RunDay, Runs
from tests.unit.site.frames import a_frame, at

DAILY, BLOCK = "dygnskorning", "sparrkorning"
TITLES = {DAILY: "Dygnskörning", BLOCK: "Spärrkörning"}


def moment(day: date, clock: str) -> datetime:
    """A time of a date by Stockholm's clocks: "05.12"."""
    hour, minute = map(int, clock.split("."))
    return datetime.combine(day, time(hour, minute), STOCKHOLM)


def a_run(
    day: date,
    state: DayState = DayState.ON_TIME,
    delivered: str | None = "05.12",
    *,
    job: str = DAILY,
    incidents: tuple[str, ...] = (),
) -> RunDay:
    """The run of a date, due at 01.00 and to be delivered by 06.00."""
    came = state not in (DayState.PLANNED, DayState.RUNNING, DayState.NOT_DELIVERED)
    at_ = moment(day, delivered) if delivered and came else None
    due, deadline = moment(day, "01.00"), moment(day, "06.00")
    return RunDay(
        job, day, due, deadline, state, None, at_, 211 if came else None, incidents, at_ or due - timedelta(days=20)
    )


def runs(*days: RunDay, notices: dict[str, int] | None = None) -> Runs:
    """These, as the site has read them."""
    ordered = tuple(sorted(days, key=lambda day: day.due_at))
    return Runs(f"{len(days)}", ordered, TITLES, notices or {})


def ninety(last: date, *other: RunDay) -> list[RunDay]:
    """Ninety good nights up to a date, but for those given."""
    instead = {day.nominal: day for day in other}
    dates = [last - timedelta(days=n) for n in range(90)]
    return [instead.get(day) or a_run(day) for day in dates]


def frame_with(known: Runs, *notices: Published, now: str = "2026-11-24 12.00", language: Language = "sv") -> Frame:
    """The site at a moment, with these runs."""
    frame = a_frame(*notices, language=language)
    snapshot = replace(frame.snapshot, runs=known)
    return replace(frame, snapshot=snapshot, board=board(snapshot, at(now)))
