"""Rows of planned runs, as the watch would have written them."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models.draft import Draft, DraftState
from models.run import DayState, Incident, JobDay
from models.terms import Act
from notices.clock import STOCKHOLM

DAILY = "dygnskorning"


def moment(day: date, clock: str) -> datetime:
    hour, minute = map(int, clock.split("."))
    return datetime.combine(day, time(hour, minute), STOCKHOLM)


def a_row(day: date, state: DayState = DayState.ON_TIME, delivered: str = "05.12", **facts: Any) -> JobDay:
    """The daily run of a date, due at 01.00 and to be delivered by 06.00."""
    came = state in (DayState.ON_TIME, DayState.LATE, DayState.DISTURBED)
    ended = moment(day, delivered) if came else None
    own = {
        "environment": "production",
        "job": DAILY,
        "nominal": day,
        "due_at": moment(day, "01.00"),
        "deadline_at": moment(day, "06.00"),
        "run": f"{DAILY}-{day}",
        "number": None,
        "started_at": moment(day, "01.01") if state is not DayState.PLANNED else None,
        "delivered_at": ended,
        "files": 211 if came else None,
        "persons": 41250 if came else None,
        "figures": {},
        "incidents": [],
        "updated_at": ended or moment(day, "00.30"),
    }
    return JobDay(**(own | {"state": state} | facts))


def nights(last: date, count: int) -> list[JobDay]:
    """So many good nights up to a date."""
    return [a_row(last - timedelta(days=n)) for n in range(count)]


def an_incident(session: Session, key: str, at: datetime, notice_id: int | None = None, **document: Any) -> Incident:
    """An incident with its draft; published as that notice, if there is one."""
    draft = Draft(
        act=Act.PUBLISH, notice_id=notice_id, fields={"title": "Nattens filer är sena"}, version=1,
        state=DraftState.PUBLISHED if notice_id else DraftState.OPEN, origin=f"run:{key}",
        created_at=at, created_by="körningarna", updated_at=at, updated_by="körningarna",
    )  # fmt: skip
    session.add(draft)
    session.flush()
    incident = Incident(
        key=key, environment="production", kind="late", severity=2, job=DAILY, opened_at=at, changed_at=at,
        document=document, draft_id=draft.id,
    )  # fmt: skip
    session.add(incident)
    return incident
