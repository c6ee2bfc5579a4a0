"""The engine's jobs as components: each stands as its last run went."""

from datetime import datetime

from models.run import DayState
from notices.site.frame import Frame
from notices.site.runs.days import RunDay, last_settled
from notices.site.runs.words import job_title, jobs, outcome, run_name, sentence
from notices.site.statuspage.ids import component_id, page_id
from notices.site.statuspage.shapes import Component, ComponentStatus
from notices.site.statuspage.sorting import Part

RUN = "run"
_STATUS: dict[DayState, ComponentStatus] = {
    DayState.ON_TIME: "operational",
    DayState.LATE: "degraded_performance",
    DayState.DISTURBED: "partial_outage",  # it came, and part of what it says cannot be used
    DayState.NOT_DELIVERED: "major_outage",
}


def run_components(frame: Frame, born: datetime) -> dict[Part, Component]:
    """A component for each job that has run, in the order of the page. `born`: when its id came to be."""
    last = {job: last_settled(frame.snapshot.runs.by_job[job]) for job in jobs(frame.snapshot.runs, frame.service)}
    told = [(job, day) for job, day in last.items() if day]
    return {Part(RUN, job): _component(frame, job, day, position, born) for position, (job, day) in enumerate(told, 1)}


def _component(frame: Frame, job: str, day: RunDay, position: int, born: datetime) -> Component:
    tag = frame.service.service.tag
    return Component(
        id=component_id(tag, RUN, job),
        page_id=page_id(tag),
        group_id=component_id(tag, RUN),
        name=job_title(frame.snapshot.runs, frame.service, job, "sv"),
        description=sentence(run_name(day, frame.board.now, "sv"), outcome(day, "sv")),
        status=_STATUS[day.state],
        position=position,
        showcase=True,
        only_show_if_degraded=False,
        group=False,
        start_date=None,
        created_at=born,
        updated_at=day.changed_at,
    )
