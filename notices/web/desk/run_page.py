"""`/desk/korningar/<environment>/<job>/<due>`: one run: its facts, what the engine said, what run health has seen."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.run import Arrival, Incident, JobDay
from notices.clock import midnight
from notices.runs.judgement.verdict import Rule
from notices.runs.wording import name_of
from notices.web.access import Caller, open_to
from notices.web.desk.desk import Desk
from notices.web.desk.run_rows import RUNS, find_day, incidents_of, row_of

_MOST = 200  # events; a run that pings may have said very much
_WORDS = {
    "lefi.run.started": "Började",
    "lefi.run.completed": "Blev klar",
    "lefi.run.failed": "Misslyckades",
}


def blueprint(desk: Desk) -> Blueprint:
    """The page."""
    pages = Blueprint("desk_run", __name__)

    @pages.get(f"{RUNS}/<environment>/<job>/<stamp>")
    @open_to(Caller.EDITOR)
    def show_run(environment: str, job: str, stamp: str) -> Response:
        with desk.reading() as session:
            day = find_day(session, environment, job, stamp)
            incidents, events = incidents_of(session, day), _events(session, day)
        return desk.page(
            "desk/run_page.html",
            "Körning",
            nav="runs",
            row=row_of(day, desk.published, desk.service, desk.language),
            nominal=midnight(day.nominal),
            events=events,
            event_words=_WORDS,
            incidents=[(one, _name(one)) for one in incidents],
            benefits=_benefits(desk, day),
        )

    return pages


def _events(session: Session, day: JobDay) -> Sequence[Arrival]:
    """What the run said, in the order in which it came."""
    said = select(Arrival).where(Arrival.environment == day.environment, Arrival.run == day.run)
    return session.scalars(said.order_by(Arrival.id).limit(_MOST)).all() if day.run else ()


def _name(incident: Incident) -> str:
    """What the desk calls it; its kind, where that is no rule of ours."""
    return name_of(Rule(incident.kind)) if incident.kind in set(Rule) else incident.kind


def _benefits(desk: Desk, day: JobDay) -> list[tuple[str, dict[str, Any]]]:
    """The figures by the benefit's name, in the order of `service.toml`."""
    names = {code: term.name.in_(desk.language) for code, term in desk.service.benefits.items()}
    ours = {desk.service.runs.benefits.get(code, code): figures for code, figures in day.figures.items()}
    order = [*names, *ours]
    return [(names.get(code, code), ours[code]) for code in sorted(ours, key=order.index)]
