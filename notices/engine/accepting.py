"""From what an engine says to a row of the table: read, allowed, and fit to be kept. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from notices.engine.privacy import without_persons
from notices.engine.reporter import Reporter
from notices.runs.events import Event, InvalidEvent, Json, QueueEvent, RunEvent, parse_event

# Clocks differ, and some write local time as UTC. What is further off is a mistake, and would end a run in advance.
FURTHEST_AHEAD = timedelta(hours=24)

Row = dict[str, Any]


def accept(said: Json, reporter: Reporter, now: datetime) -> Row:
    """The row of one event, in its JSON form. Raises InvalidEvent, NotAllowed where it is not the engine's to tell.

    Late ones, and those of jobs and runs that nobody knows, are taken: what they mean is for the rules to say.
    """
    event, row = read(said, now)
    if event.time > now + FURTHEST_AHEAD:
        raise InvalidEvent("time", "ligger mer än ett dygn framåt. Kontrollera motorns klocka och tidszon.")
    reporter.check(event)
    return row


def read(said: Json, arrived: datetime) -> tuple[Event, Row]:
    """An event that came at a moment, and its row. Raises InvalidEvent."""
    cleaned = _cleaned(said)
    event = parse_event(cleaned)
    for field, text in _names(event):
        if not text.isprintable():
            raise InvalidEvent(field, "har ett tecken som inte kan sparas.")
    return event, _row(event, cleaned, arrived)


def _row(event: Event, said: Json, arrived: datetime) -> Row:
    job, run = (event.job, event.run) if isinstance(event, RunEvent) else (None, None)
    return {
        "source": event.source,
        "event_id": event.id,
        "arrived_at": arrived,
        "environment": event.environment,
        "job": job,
        "run": run,
        "event": said,
    }


def _cleaned(said: Json) -> Json:
    """The same, without what an error's text may tell of persons."""
    data = said.get("data")
    if not isinstance(data, dict) or not isinstance(data.get("error"), str):
        return said
    return {**said, "data": {**data, "error": without_persons(data["error"])}}


def _names(event: Event) -> Iterable[tuple[str, str]]:
    yield from (("source", event.source), ("id", event.id), ("data.environment", event.environment))
    if isinstance(event, QueueEvent):
        yield "data.queue", event.queue
    else:
        yield from (("data.job", event.job), ("data.run", event.run))
