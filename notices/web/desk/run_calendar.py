"""`/desk/korningar/plan`: the plan of the coming weeks as a calendar."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from flask import Blueprint, Response

from notices.clock import day_of
from notices.runs.plan import Plan, Window
from notices.runs.slots import Slot, slots_on
from notices.service import Language, Text
from notices.web.access import Caller, open_to
from notices.web.desk.desk import Desk
from notices.web.desk.run_rows import RUNS, plan_now

_WEEKS, _WEEK = 6, 7
EXPECTS = {
    "surge": Text(sv="många ändringar väntas", en="many changes are expected"),
    "freeze": Text(sv="inga uppgifter väntas", en="no data are expected"),
    "intake_closed": Text(sv="mottagningen är stängd", en="intake is closed"),
}


@dataclass(frozen=True, slots=True)
class Due:
    """A run that is planned. `number` is that of a numbered run."""

    title: str
    slot: Slot
    number: int | None


@dataclass(frozen=True, slots=True)
class Day:
    """A date: its holiday, the runs that begin on it, and the announced windows that it lies in."""

    date: date
    holiday: str
    due: tuple[Due, ...]
    windows: tuple[Window, ...]


def weeks_of(plan: Plan, today: date, language: Language) -> list[list[Day]]:
    """Six weeks from this Monday on."""
    monday = today - timedelta(days=today.weekday())
    days = [_day(plan, monday + timedelta(days=n), language) for n in range(_WEEKS * _WEEK)]
    return [days[n : n + _WEEK] for n in range(0, len(days), _WEEK)]


def _day(plan: Plan, day: date, language: Language) -> Day:
    slots = ((job, slot) for job in plan.jobs for slot in slots_on(plan, job, day))
    due = [Due(job.title, slot, plan.numbers.get((job.name, day))) for job, slot in slots]
    windows = tuple(window for window in plan.announced if window.first <= day <= window.last)
    return Day(day, holiday(day, language), tuple(sorted(due, key=lambda one: one.slot.start)), windows)


def holiday(day: date, language: Language) -> str:
    """What a Swedish holiday or eve is called; empty on other days."""
    return _holidays(day.year, language).get(day, "")


@lru_cache(16)
def _holidays(year: int, language: Language) -> dict[date, str]:
    from holidays import country_holidays  # noqa: PLC0415  (large, and only this page and the watch need it)

    named = "sv" if language == "sv" else "en_US"
    found = country_holidays("SE", years=year, categories=("public", "de_facto"), language=named)
    return dict(found.items())


def blueprint(desk: Desk) -> Blueprint:
    """The calendar, with what notices have announced."""
    pages = Blueprint("desk_run_calendar", __name__)

    @pages.get(f"{RUNS}/plan")
    @open_to(Caller.EDITOR)
    def show_plan() -> Response:
        today = day_of(desk.clock())
        with desk.reading() as session:
            plan = plan_now(session, desk.service)
        return desk.page(
            "desk/run_calendar.html",
            "Planen",
            nav="runs",
            weeks=weeks_of(plan, today, desk.language) if plan else [],
            on_demand=[job.title for job in plan.jobs if not job.schedule and not job.numbered] if plan else [],
            today=today,
            expects=EXPECTS,
        )

    return pages
