"""From the tables of runs to the site's plain data."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, RowMapping, func, select
from sqlalchemy.orm import Session

from models.draft import Draft
from models.run import Incident, JobDay, StoredPlan
from models.terms import Environment
from notices.clock import midnight
from notices.site.runs.days import RunDay, Runs, first_shown

_PUBLIC = Environment.PRODUCTION.value
_COLUMNS = (
    JobDay.job,
    JobDay.nominal,
    JobDay.due_at,
    JobDay.deadline_at,
    JobDay.state,
    JobDay.number,
    JobDay.delivered_at,
    JobDay.files,
    JobDay.incidents,
    JobDay.updated_at.label("changed_at"),
)


def runs_mark(session: Session, now: datetime) -> str:
    """What tells the shown runs from those that were read before: asked every second, so it reads no row."""
    count, latest = session.execute(select(func.count(), func.max(JobDay.updated_at)).where(*_shown(now))).one()
    return f"{count} {latest.astimezone(UTC).isoformat()}" if latest else ""


def read_runs(session: Session, known: Runs, now: datetime) -> Runs:
    """The runs of the shown days and those ahead, given what was known; the same where nothing has changed."""
    mark = runs_mark(session, now)
    if mark == known.mark:
        return replace(known, notices=_notices(session, now))
    rows = session.execute(select(*_COLUMNS).where(*_shown(now)).order_by(JobDay.due_at, JobDay.job))
    return Runs(mark, tuple(_day(row._mapping) for row in rows), _titles(session), _notices(session, now))


def _shown(now: datetime) -> Iterable[ColumnElement[bool]]:
    return JobDay.nominal >= first_shown(now), JobDay.environment == _PUBLIC


def _day(facts: RowMapping) -> RunDay:
    return RunDay(**{**facts, "incidents": tuple(facts["incidents"])})


def _titles(session: Session) -> dict[str, str]:
    """What the newest plan calls its jobs."""
    content = session.scalar(select(StoredPlan.content).order_by(StoredPlan.id.desc()).limit(1))
    return {job["name"]: job["title"] for job in (content or {}).get("jobs", ())}


def _notices(session: Session, now: datetime) -> dict[str, int]:
    """The notice whose first words were an incident's draft, by the incident's key."""
    since = midnight(first_shown(now))
    rows = session.execute(
        select(Incident.key, Draft.notice_id)
        .join(Draft, Incident.draft_id == Draft.id)
        .where(Incident.environment == _PUBLIC, Incident.changed_at >= since, Draft.notice_id.is_not(None))
    )
    return {key: notice for key, notice in rows if notice is not None}
