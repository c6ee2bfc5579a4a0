"""`/desk/korningar/tank-om`: another plan, or another deadline, tried on what has been. Nothing is kept."""

import json
from dataclasses import dataclass
from datetime import date, time, timedelta

from flask import Blueprint, Response, request

from notices.clock import day_of
from notices.errors import DriftinformationError
from notices.runs.plan import InvalidPlan, Plan, plan_of
from notices.runs.wording import name_of
from notices.web.access import Caller, open_to
from notices.web.desk.desk import Desk
from notices.web.desk.run_replay import MOST_DAYS, CannotReplay, Outcome, compare, stored_arrivals
from notices.web.desk.run_rows import RUNS, plan_now

_USUAL_DAYS = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form has: a plan as text, a job with another time, and from when to when."""

    plan: str = ""
    job: str = ""
    deliver_by: str = ""
    first: str = ""
    last: str = ""

    def span(self, today: date) -> tuple[date, date]:
        """The days that are asked about. Raises CannotReplay."""
        try:
            first, last = date.fromisoformat(self.first), date.fromisoformat(self.last)
        except ValueError as error:
            raise CannotReplay("Skriv datum som 2026-03-10.") from error
        if not first <= last <= today:
            raise CannotReplay("Den första dagen ska ligga före den sista, och ingen av dem framåt i tiden.")
        if (last - first).days >= MOST_DAYS:
            raise CannotReplay(f"Välj högst {MOST_DAYS} dagar åt gången.")
        return first, last


def blueprint(desk: Desk) -> Blueprint:
    """The form, and what would have come."""
    pages = Blueprint("desk_run_what_if", __name__)

    def page(plan: Plan | None, asked: Asked, outcomes: list[Outcome] | None = None, trouble: str = "") -> Response:
        return desk.page(
            "desk/run_what_if.html",
            "Tänk om",
            nav="runs",
            status=422 if trouble else 200,
            plan=plan,
            asked=asked,
            outcomes=outcomes,
            trouble=trouble,
            name_of=name_of,
            most=MOST_DAYS,
        )

    @pages.get(f"{RUNS}/tank-om")
    @open_to(Caller.EDITOR)
    def ask() -> Response:
        today = day_of(desk.clock())
        first = today - timedelta(days=_USUAL_DAYS)
        with desk.reading() as session:
            plan = plan_now(session, desk.service)
        return page(plan, Asked(first=first.isoformat(), last=today.isoformat()))

    @pages.post(f"{RUNS}/tank-om")
    @open_to(Caller.EDITOR)
    def try_it() -> Response:
        asked = _asked()
        with desk.reading() as session:
            plan = plan_now(session, desk.service)
            try:
                if plan is None:
                    raise CannotReplay("Ingen plan är satt att jämföra med.")
                other, span = _other(plan, asked), asked.span(day_of(desk.clock()))
                arrivals = stored_arrivals(session, *span)
            except DriftinformationError as error:
                return page(plan, asked, trouble=str(error))
        return page(plan, asked, compare(arrivals, plan, other, span, desk.clock()))

    return pages


def _asked() -> Asked:
    """The form. A file goes before what stands in the field."""
    sent = request.files.get("fil")
    text = sent.stream.read().decode("utf-8-sig", errors="replace") if sent and sent.filename else ""
    fields = {"job": "jobb", "deliver_by": "senast", "first": "fran", "last": "till"}
    typed = {name: request.form.get(field, "").strip() for name, field in fields.items()}
    return Asked(text or request.form.get("plan", "").strip(), **typed)


def _other(plan: Plan, asked: Asked) -> Plan:
    """The plan to try: the one that was given, else the one that counts; with the job's other time. Or InvalidPlan."""
    chosen = _read(asked.plan) if asked.plan else plan
    if not asked.deliver_by:
        return chosen
    if asked.job not in chosen.by_name:
        raise InvalidPlan("Välj det jobb som ska ha en annan tid.")
    try:
        deliver_by = time.fromisoformat(asked.deliver_by)
    except ValueError as error:
        raise InvalidPlan("Skriv tiden som 06:00.") from error
    jobs = tuple(
        job.model_copy(update={"deliver_by": deliver_by}) if job.name == asked.job else job for job in chosen.jobs
    )
    # Made anew, not copied: a copy would keep what the first has worked out from its jobs.
    return Plan(jobs=jobs, numbered=chosen.numbered, announced=chosen.announced, certificates=chosen.certificates)


def _read(text: str) -> Plan:
    try:
        return plan_of(json.loads(text))
    except ValueError as error:
        raise InvalidPlan("Planen är inte giltig JSON. Kontrollera att hela filen är med.") from error
