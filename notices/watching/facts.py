"""What the last run says of the words that templates ask for."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.run import DayState, Incident, JobDay
from models.terms import Environment
from notices.clock import midnight
from notices.drafts import date_in_words
from notices.runs import words
from notices.service import Service
from notices.watching.keeping import draft_of
from notices.watching.plans import current_plan

_PRODUCTION = Environment.PRODUCTION.value


def facts_of_last_run(session: Session, service: Service, now: datetime) -> dict[str, str]:
    """The facts `datum`, `körning`, `filer` and `förmåner`, as far as they are known.

    The run is the last that should have begun; the benefits are those of the newest trouble that is not over. Before
    any run is known, the date is today's.
    """
    facts = {"datum": date_in_words(now), "förmåner": _benefits(session, service)}
    begun = select(JobDay).where(JobDay.environment == _PRODUCTION, JobDay.due_at <= now)
    day = session.scalar(begun.where(JobDay.state != DayState.PLANNED).order_by(JobDay.due_at.desc()).limit(1))
    if day:
        plan = current_plan(session)
        job = plan.by_name.get(day.job) if plan else None
        facts |= {"datum": date_in_words(midnight(day.nominal)), "körning": job.title if job else day.job}
        facts["filer"] = words.number(day.files) if day.files is not None else ""
    return {name: fact for name, fact in facts.items() if fact}


def _benefits(session: Session, service: Service) -> str:
    going_on = select(Incident).where(
        Incident.environment == _PRODUCTION, Incident.closed_at.is_(None), Incident.dismissed_at.is_(None)
    )
    for incident in session.scalars(going_on.order_by(Incident.opened_at.desc())):
        codes = (service.runs.benefits.get(code, code) for code in draft_of(incident).benefits)
        names = [service.benefits[code].name.sv for code in dict.fromkeys(codes) if code in service.benefits]
        if names:
            return words.listed(name[0].lower() + name[1:] for name in names)
    return ""
