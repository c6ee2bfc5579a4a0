"""The plan: what an operator has said about the engine's jobs, before they run.

It is read from `plan.json` or from a table of `service.toml`; both have the same shape.
"""

import json
from datetime import date, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from cronsim import CronSim, CronSimError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from models.terms import Expect
from notices.clock import midnight
from notices.errors import DriftinformationError
from notices.runs.calendar import DayKind


class InvalidPlan(DriftinformationError):
    """A plan that cannot be used. The text names the field and what is wrong with it."""


def _is_cron(text: str) -> str:
    try:
        CronSim(text, midnight(date(2024, 1, 1)))
    except CronSimError as error:
        raise ValueError("är inget schema. Skriv som cron: 0 1 * * *") from error
    return text


Minutes = Annotated[int, Field(ge=0, le=60 * 24 * 31)]
Cron = Annotated[str, AfterValidator(_is_cron)]
Name = Annotated[str, Field(min_length=1, max_length=200)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Job(_Frozen):
    """A job of the engine. Times of day are Swedish.

    `grace_minutes` is how long after its time a run may start, `max_minutes` how long it may go on, and
    `skips` the kinds of day on which it does not run; `benefits` are those it concerns; `covers` is a remark. Without
    a schedule it runs on demand.
    """

    name: Name
    title: Name
    schedule: Cron | None = None
    numbered: bool = False
    start: time | None = None
    deliver_by: time | None = None
    grace_minutes: Minutes = 60
    max_minutes: Minutes | None = None
    covers: str = ""
    skips: tuple[DayKind, ...] = ()
    benefits: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _numbered_runs_start_at_a_time(self) -> "Job":
        if self.numbered and self.start is None:
            raise ValueError("ett numrerat jobb behöver start, som 20:00")
        return self

    @property
    def grace(self) -> timedelta:
        return timedelta(minutes=self.grace_minutes)

    @property
    def longest(self) -> timedelta | None:
        return timedelta(minutes=self.max_minutes) if self.max_minutes else None


class Numbered(_Frozen):
    """A numbered run and the date on which it is to be made."""

    job: Name
    number: int
    date: date


class Window(_Frozen):
    """Announced dates (both included) and what is expected in them. No benefits: all of them."""

    job: Name = ""
    first: date = Field(alias="from")
    last: date = Field(alias="to")
    expect: Expect
    benefits: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> "Window":
        if self.last < self.first:
            raise ValueError("to ligger före from")
        return self

    def concerns(self, benefit: str) -> bool:
        return not self.benefits or benefit in self.benefits


class Certificate(_Frozen):
    """A certificate to watch: a file, or an address as host:port. `expires` where the date is simply known."""

    name: Name
    file: str | None = None
    address: str | None = None
    expires: date | None = None
    lead_days: Annotated[int, Field(ge=1, le=400)] = 30

    @model_validator(mode="after")
    def _has_a_source(self) -> "Certificate":
        if not (self.file or self.address or self.expires):
            raise ValueError("ange file, address eller expires")
        if self.address and not self.address.rpartition(":")[2].isdigit():
            raise ValueError("address skrivs som host:port")
        return self


class Plan(_Frozen):
    """All that is planned."""

    timezone: Literal["Europe/Stockholm"] = "Europe/Stockholm"
    jobs: tuple[Job, ...]
    numbered: tuple[Numbered, ...] = ()
    announced: tuple[Window, ...] = ()
    certificates: tuple[Certificate, ...] = ()

    @model_validator(mode="after")
    def _names_are_unique_and_known(self) -> "Plan":
        names = [job.name for job in self.jobs]
        if len(set(names)) < len(names):
            raise ValueError("två jobb har samma namn")
        named = [run.job for run in self.numbered] + [window.job for window in self.announced]
        unknown = {job for job in named if job} - set(names)
        if unknown:
            raise ValueError(f"jobbet {min(unknown)!r} finns inte bland jobs")
        return self

    @cached_property
    def by_name(self) -> dict[str, Job]:
        return {job.name: job for job in self.jobs}

    @cached_property
    def numbers(self) -> dict[tuple[str, date], int]:
        """The number that is due, by job and date."""
        return {(run.job, run.date): run.number for run in self.numbered}

    @cached_property
    def number_dates(self) -> dict[tuple[str, int], date]:
        """The date on which a number is due, by job and number."""
        return {(run.job, run.number): run.date for run in self.numbered}

    def windows(self, expect: Expect, day: date, job: str = "") -> tuple[Window, ...]:
        """The announced windows that the date lies in."""
        return tuple(
            w for w in self.announced if w.expect is expect and w.job in ("", job) and w.first <= day <= w.last
        )


def read_plan(path: Path) -> Plan:
    """The plan in a file. InvalidPlan names the file and the field."""
    try:
        return plan_of(json.loads(path.read_text(encoding="utf-8")), path.name)
    except OSError as error:
        raise InvalidPlan(f"{path.name} går inte att läsa: {error.strerror}.") from error
    except ValueError as error:
        raise InvalidPlan(f"{path.name} är inte giltig JSON: {error}.") from error


def plan_of(content: object, source: str = "Planen") -> Plan:
    """The plan that a document states. InvalidPlan names each field that is wrong."""
    try:
        return Plan.model_validate(content)
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(map(str, e['loc'])) or 'planen'} {_reason(e['type'], e['msg'])}" for e in error.errors()
        )
        raise InvalidPlan(f"{source}: {wrong}.") from error


def _reason(kind: str, message: str) -> str:
    if kind == "value_error":
        return message.removeprefix("Value error, ")
    return {"missing": "saknas", "extra_forbidden": "känns inte igen"}.get(kind, f"har fel värde ({message})")
