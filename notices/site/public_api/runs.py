"""The same facts for programs: `/korningar.json`, `/api/v1/runs` and `/korningar.csv`."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime

from models.run import DayState
from notices.site.document import Document, json_document
from notices.site.frame import Frame
from notices.site.public_api.shapes import Run, RunJob, Runs
from notices.site.runs.days import RunDay, first_shown
from notices.site.runs.standing import notice_of
from notices.site.runs.words import job_title, jobs
from notices.site.wording import stamp

CSV = "text/csv; charset=utf-8"


def run_of(frame: Frame, day: RunDay) -> Run:
    """The run as programs are given it."""
    notice = notice_of(frame, day)
    return Run(
        job=day.job,
        date=day.nominal,
        number=day.number,
        state=day.state,
        due_at=day.due_at,
        deadline_at=day.deadline_at,
        delivered_at=day.delivered_at,
        files=day.files,
        notice=f"{frame.address}/notiser/{notice.slug}" if notice else None,
    )


def runs(frame: Frame) -> Iterator[Document]:
    """The documents."""
    known, first = frame.snapshot.runs, first_shown(frame.board.now)
    changed_at = max((day.changed_at for day in known.days), default=frame.snapshot.changed_at)
    shown = tuple(run_of(frame, day) for day in known.days if day.nominal >= first)
    named = tuple(_job(frame, name, shown) for name in jobs(known, frame.service))
    answer = Runs(updated_at=changed_at, first=first, jobs=named, runs=shown)
    yield json_document("/korningar.json", answer, changed_at)
    yield json_document("/api/v1/runs", answer, changed_at)
    yield Document("/korningar.csv", CSV, _table(shown).encode(), changed_at)


def _job(frame: Frame, name: str, shown: tuple[Run, ...]) -> RunJob:
    settled = [run for run in shown if run.job == name and run.state not in (DayState.PLANNED, DayState.RUNNING)]
    on_time = sum(run.state is DayState.ON_TIME for run in settled)
    title = job_title(frame.snapshot.runs, frame.service, name, "sv")
    return RunJob(job=name, title=title, on_time=on_time, settled=len(settled))


def _table(runs: tuple[Run, ...]) -> str:
    """A line for each run, with the names that the JSON has; times as there."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(Run.model_fields)
    for run in runs:
        table.writerow(map(_cell, dict(run).values()))
    return text.getvalue()


def _cell(value: object) -> object:
    return stamp(value) if isinstance(value, datetime) else value
