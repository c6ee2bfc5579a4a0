"""The engine's runs: what it said, what was planned, what was judged, and what the public is shown of each day."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Moment
from models.draft import Draft


class Arrival(Base):
    """One event, as it came. The same source and id is stored once in an environment, whatever comes again.

    `event` is the CloudEvent in its JSON form. The watch feeds on arrivals in the order of `id`; with several web
    processes a lower id may become visible after a higher one.
    """

    __tablename__ = "arrival"
    __table_args__ = (
        UniqueConstraint("environment", "source", "event_id"),
        Index("ix_arrival_run", "environment", "run"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    event_id: Mapped[str]
    arrived_at: Mapped[datetime] = mapped_column(Moment, index=True)
    environment: Mapped[str]
    job: Mapped[str | None]
    run: Mapped[str | None]
    event: Mapped[dict[str, Any]] = mapped_column(JSON)


class StoredPlan(Base):
    """A plan as an operator set it. The newest counts; those before it are kept, as runs were judged by them."""

    __tablename__ = "stored_plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    set_at: Mapped[datetime] = mapped_column(Moment)
    set_by: Mapped[str]


class Incident(Base):
    """One trouble that run health has seen, by the key of its draft in the watch.

    `document` is all that is known of it (`notices.runs.drafts.Draft` as JSON). `draft_id` is what was put before an
    operator, `closing_draft_id` the update that says how it ended. `auto_at` is when a setting let the draft out by
    itself. `dismissed_*`: an operator said that it is none.
    """

    __tablename__ = "incident"
    __table_args__ = (Index("ix_incident_closed_at", "environment", "closed_at"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    environment: Mapped[str]
    kind: Mapped[str]
    severity: Mapped[int]
    job: Mapped[str]
    opened_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    draft_id: Mapped[int | None] = mapped_column(ForeignKey(Draft.id), index=True)
    closing_draft_id: Mapped[int | None] = mapped_column(ForeignKey(Draft.id), index=True)
    auto_at: Mapped[datetime | None] = mapped_column(Moment)
    dismissed_at: Mapped[datetime | None] = mapped_column(Moment)
    dismissed_by: Mapped[str | None]
    dismissed_reason: Mapped[str | None]


class CertificateReading(Base):
    """The last day of a certificate of the plan, as it was read; a line each time that it is another."""

    __tablename__ = "certificate_reading"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    expires: Mapped[date]
    read_at: Mapped[datetime] = mapped_column(Moment)


class DayState(StrEnum):
    """How one planned run went, as the public is told."""

    PLANNED = "planned"  # its time has not come
    RUNNING = "running"
    ON_TIME = "on_time"
    LATE = "late"  # delivered after its deadline
    DISTURBED = "disturbed"  # delivered, and something was wrong with what was: a person has published it
    NOT_DELIVERED = "not_delivered"  # its deadline has passed, or the run failed


class JobDay(Base):
    """One planned run of a job: when it was due and how it went. Written when something changes, for those who read.

    `due_at` is its start by the plan, `deadline_at` when it must be delivered. `figures` are by benefit
    `{"count": …, "expected": …, "spread": …}`, where a history says what to expect; the spread is how far off a usual
    night is (one standard deviation), in counts. `incidents` are their keys.
    """

    __tablename__ = "job_day"
    __table_args__ = (Index("ix_job_day_updated_at", "updated_at"),)

    environment: Mapped[str] = mapped_column(primary_key=True)
    job: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime] = mapped_column(Moment, primary_key=True)
    nominal: Mapped[date] = mapped_column(index=True)
    deadline_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[DayState]
    run: Mapped[str | None]
    number: Mapped[int | None]
    started_at: Mapped[datetime | None] = mapped_column(Moment)
    delivered_at: Mapped[datetime | None] = mapped_column(Moment)
    files: Mapped[int | None]
    persons: Mapped[int | None]
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    incidents: Mapped[list[str]] = mapped_column(JSON)
    updated_at: Mapped[datetime] = mapped_column(Moment)
