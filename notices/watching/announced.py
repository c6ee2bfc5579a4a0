"""Announcing is planning: the windows of published notices that say what the runs will show. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.content import Content
from models.terms import Environment, Expect, Status
from notices.clock import day_of
from notices.runs.plan import Plan, Window
from notices.service import Service


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a notice has said from a moment on; `content` is None from when it was withdrawn."""

    notice_id: int
    at: datetime
    content: Content | None


def plan_at(
    plan: Plan, announcements: Sequence[Announcement], moment: datetime, environment: str, service: Service
) -> Plan:
    """The plan, with what was announced at the moment. The announcements are in the order of time."""
    said = {one.notice_id: one.content for one in announcements if one.at <= moment}
    windows = [window for content in said.values() if content for window in _windows(content, plan, service)]
    own = [window for window, of in windows if of == environment]
    return plan.model_copy(update={"announced": (*plan.announced, *own)}) if own else plan


def _windows(content: Content, plan: Plan, service: Service) -> Iterator[tuple[Window, str]]:
    dates = _dates(content)
    if dates is None or content.status is Status.CANCELLED:
        return
    environment = (content.environment or Environment.PRODUCTION).value
    for expect in content.expects:
        jobs = ("",) if expect is Expect.INTAKE_CLOSED else _jobs(content, plan, service)
        for job in jobs:
            said = {"from": dates[0], "to": dates[1], "expect": expect, "benefits": _codes(content, service)}
            yield Window.model_validate({**said, "job": job} if job else said), environment


def _dates(content: Content) -> tuple[date, date] | None:
    """The first and the last day of its time; a moment goes on until its expected end."""
    time, expected = content.time, content.expected_end
    if time is None or time.start is None:
        return None
    end = expected.end if expected and expected.end and time.end in (None, time.start) else time.end
    if end is None:
        return None
    last = end - timedelta(microseconds=1) if end > time.start else end
    return day_of(time.start), max(day_of(last), day_of(time.start))


def _jobs(content: Content, plan: Plan, service: Service) -> tuple[str, ...]:
    """The scheduled jobs that serve its operations; else those of the first operation; else whichever there are."""
    scheduled = [job.name for job in plan.jobs if job.schedule]
    for operations in (content.operations, (service.operation[0].code,)):
        named = [job for job in scheduled if set(service.runs.operations.get(job, ())) & set(operations)]
        if named:
            return tuple(named)
    return tuple(scheduled) or ("",)


def _codes(content: Content, service: Service) -> list[str]:
    """Its benefits as the engine calls them."""
    others = [engine for engine, own in service.runs.benefits.items() if own in content.benefits]
    return [*content.benefits, *others]
