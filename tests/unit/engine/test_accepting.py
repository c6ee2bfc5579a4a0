"""Whatever an engine says is taken or refused in words; what is taken can be kept, and be judged."""

import json
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notices.engine.accepting import accept
from notices.engine.lineage import told
from notices.engine.privacy import without_persons
from notices.engine.reporter import Reporter
from notices.runs.events import InvalidEvent, parse_event
from notices.runs.plan import plan_of
from notices.runs.watching import Watch

NOW = datetime(2026, 3, 10, 6, 0, tzinfo=UTC)
ENGINE = Reporter(1, "motor")
PLAN = plan_of({"jobs": [{"name": "dygn", "title": "Dygnskörning", "schedule": "0 1 * * *", "deliver_by": "06:00"}]})
EVENT: dict[str, Any] = {
    "specversion": "1.0",
    "id": "1",
    "source": "/lefi",
    "type": "lefi.run.completed",
    "time": "2026-03-10T01:00:00Z",
    "data": {
        "environment": "production",
        "job": "dygn",
        "run": "natt-1",
        "nominal": "2026-03-10",
        "sequence": 1,
        "covers": ["2026-03-09"],
        "files": 3,
        "persons_due": 5,
        "benefits": {"FP": {"komplett": 1, "aterkrav": 2, "dagar": [1] * 31}},
        "error": "x",
    },
}
LINEAGE: dict[str, Any] = {
    "eventType": "FAIL",
    "eventTime": "2026-03-10T01:00:00Z",
    "run": {
        "runId": "r",
        "facets": {"nominalTime": {"nominalStartTime": "2026-03-10T01:00:00Z"}, "errorMessage": {"message": "x"}},
    },
    "job": {"namespace": "n", "name": "dygn"},
    "outputs": [{"outputFacets": {"outputStatistics": {"fileCount": 1}}}],
}
ODD: list[object] = [
    None,
    "",
    -1,
    2**31 - 1,
    10**400,
    1.5,
    True,
    [],
    [None],
    {},
    {"a": {"b": []}},
    "\0",
    "\ud800",
    "x" * 300,
]
ODD += ["2026-02-30", "0001-01-01T00:00:00+14:00", "9999-12-31", "2099-12-31", "2000-01-01T00:00:00Z", ["2099-01-01"]]
Path = tuple[str | int, ...]


def paths(part: object, path: Path = ()) -> Iterator[Path]:
    """Where each part of an event is."""
    if path:
        yield path
    parts = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for name, inner in parts:
        yield from paths(inner, (*path, name))


def with_odd(event: dict[str, Any], path: Path, odd: object) -> dict[str, Any]:
    changed = deepcopy(event)
    part: Any = changed
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = odd
    return changed


@settings(max_examples=200)
@given(st.sampled_from(list(paths(EVENT))), st.sampled_from(ODD))
def test_an_event_with_anything_in_it_is_taken_or_refused(path: Path, odd: object) -> None:
    try:
        row = accept(with_odd(EVENT, path, odd), ENGINE, NOW)
    except InvalidEvent:
        return
    for name in ("source", "event_id", "job", "run"):
        assert row[name].isprintable()
    json.dumps(row["event"], allow_nan=False)
    Watch(PLAN).feed(parse_event(row["event"]), NOW)


@pytest.mark.parametrize("path", [("data", "files"), ("data", "benefits", "FP", "komplett")])
def test_a_number_that_no_database_keeps_is_refused(path: Path) -> None:
    assert accept(with_odd(EVENT, path, 2**31 - 1), ENGINE, NOW)
    with pytest.raises(InvalidEvent, match="är inget antal"):
        accept(with_odd(EVENT, path, 2**31), ENGINE, NOW)


@settings(max_examples=100)
@given(st.sampled_from(list(paths(LINEAGE))), st.sampled_from(ODD))
def test_so_is_what_openlineage_says(path: Path, odd: object) -> None:
    with suppress(InvalidEvent):
        said = told(with_odd(LINEAGE, path, odd), "production")
        assert said is None or accept(said, ENGINE, NOW)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("850709-9805 och 19850709-9805", "[personnummer] och [personnummer]"),
        ("ring +46 70 174 06 05, 070-174 06 06", "ring [telefonnummer], [telefonnummer]"),
        ("belopp 0701740605 kr i fil 20260310-4711", "belopp [telefonnummer] kr i fil 20260310-4711"),
        ("a\x00b\ud800c\r\nd\te", "abc\nd\te"),
        ("x" * 10_001, "x" * 10_000),
    ],
)
def test_an_errors_text_loses_what_it_tells_of_persons_and_what_cannot_be_kept(text: str, kept: str) -> None:
    assert without_persons(text) == kept
