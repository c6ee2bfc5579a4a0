"""Events as the engine sends them, and what is said of those that cannot be taken."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from notices.runs.events import InvalidEvent, Phase, QueueChange, QueueEvent, RunEvent, parse_event


def _event(**changes: Any) -> dict[str, Any]:
    """A delivery, with some of its attributes changed, and with `data` some of its data; None takes one away."""
    row = {"komplett": 3, "uppdaterad": 40, "utan_utbetalning": 2, "aterkrav": 1, "dagar": [3] * 31}
    data = {
        "environment": "production", "job": "dygnskorning", "run": "r1", "nominal": "2024-03-05", "sequence": 7,
        "covers": ["2024-03-04"], "files": 211, "persons": 43, "persons_due": 44, "benefits": {"FP": row},
    } | changes.pop("data", {})  # fmt: skip
    event = {
        "specversion": "1.0", "id": "e1", "source": "/lefi", "type": "lefi.run.completed", "subject": "r1",
        "time": "2024-03-05T02:35:00+01:00", "data": data,
    } | changes  # fmt: skip
    return {name: value for name, value in event.items() if value is not None}


def test_a_delivery_is_read_whole() -> None:
    event = parse_event(_event())
    assert isinstance(event, RunEvent)
    assert (event.phase, event.job, event.run, event.sequence) == (Phase.COMPLETED, "dygnskorning", "r1", 7)
    assert (event.time, event.nominal) == (datetime(2024, 3, 5, 1, 35, tzinfo=UTC), date(2024, 3, 5))
    assert (event.covers, event.files, event.persons_due) == ((date(2024, 3, 4),), 211, 44)
    counts = event.benefits["FP"]
    assert (counts.total, counts.unpaid, counts.recoveries, sum(counts.days)) == (43, 2, 1, 93)


def test_what_the_engine_does_not_say_is_left_open() -> None:
    event = parse_event(
        _event(type="lefi.run.started", data=dict.fromkeys(("nominal", "sequence", "covers", "benefits")))
    )
    assert isinstance(event, RunEvent)
    assert (event.nominal, event.sequence, event.covers, event.benefits) == (None, None, (), {})


def test_a_queue_is_measured() -> None:
    event = parse_event(_event(type="lefi.queue.measured", data={"queue": "inskick", "length": 12}))
    assert isinstance(event, QueueEvent)
    assert (event.change, event.queue, event.length) == (QueueChange.MEASURED, "inskick", 12)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"specversion": "0.3"}, "specversion"),
        ({"id": None}, "id"),
        ({"source": ""}, "source"),
        ({"type": "lefi.run.paused"}, "type"),
        ({"time": "i går"}, "time"),
        ({"time": "2024-03-05T01:00:00"}, "time"),
        ({"data": None}, "data"),
        ({"data": {"job": 7}}, "data.job"),
        ({"data": {"run": "x" * 500}}, "data.run"),
        ({"data": {"nominal": "2024-02-30"}}, "data.nominal"),
        ({"data": {"sequence": "7"}}, "data.sequence"),
        ({"data": {"files": -1}}, "data.files"),
        ({"data": {"persons": True}}, "data.persons"),
        ({"data": {"covers": "2024-03-04"}}, "data.covers"),
        ({"data": {"covers": [4]}}, "data.covers"),
        ({"data": {"benefits": []}}, "data.benefits"),
        ({"data": {"benefits": {"FP": 3}}}, "data.benefits.FP"),
        ({"data": {"benefits": {"FP": {"komplett": 1.5}}}}, "data.benefits.FP"),
        ({"data": {"benefits": {"FP": {"dagar": [1, 2]}}}}, "data.benefits.FP.dagar"),
        ({"type": "lefi.queue.measured", "data": {"queue": "inskick"}}, "data.length"),
    ],
)
def test_an_error_names_the_field(changes: dict[str, Any], field: str) -> None:
    event = _event(**{name: value for name, value in changes.items() if value is not None or name != "data"})
    if changes == {"data": None}:
        del event["data"]
    with pytest.raises(InvalidEvent) as raised:
        parse_event(event)
    assert raised.value.field == field
    assert str(raised.value).startswith(f"{field}: ")
