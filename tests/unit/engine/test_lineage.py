"""OpenLineage's events in our own words."""

from datetime import UTC, datetime
from typing import Any

import pytest

from notices.engine.lineage import told
from notices.runs.events import InvalidEvent, Phase, RunEvent, parse_event

RUN = "01a20ca0-2dbb-7f09-b106-941a7331c408"


def lineage(kind: str | None = "COMPLETE", **parts: object) -> dict[str, Any]:
    return {
        "eventType": kind,
        "eventTime": "2026-03-10T01:15:53.787780+00:00",
        "run": {"runId": RUN, "facets": {}},
        "job": {"namespace": "nightly", "name": "dygn"},
        "producer": "https://jobs.example/v1",
        **parts,
    }


def read(event: dict[str, Any]) -> RunEvent:
    said = told(event, "test")
    assert said is not None
    parsed = parse_event(said)
    assert isinstance(parsed, RunEvent)
    return parsed


@pytest.mark.parametrize(
    ("kind", "phase", "error"),
    [
        ("START", Phase.STARTED, None),
        ("RUNNING", Phase.STARTED, None),
        ("COMPLETE", Phase.COMPLETED, None),
        ("FAIL", Phase.FAILED, None),
        ("ABORT", Phase.FAILED, "Körningen avbröts."),
    ],
)
def test_each_state_of_a_run_is_one_of_ours(kind: str, phase: Phase, error: str | None) -> None:
    event = read(lineage(kind))
    assert (event.phase, event.error) == (phase, error)
    assert (event.job, event.run, event.environment) == ("dygn", RUN, "test")
    assert event.time == datetime(2026, 3, 10, 1, 15, 53, 787780, tzinfo=UTC)


def test_facets_say_which_night_how_many_files_and_what_went_wrong() -> None:
    outputs = [
        {"namespace": "n", "name": "a", "outputFacets": {"outputStatistics": {"fileCount": 200, "rowCount": 1}}},
        {"namespace": "n", "name": "b", "outputFacets": {"outputStatistics": {"fileCount": 11}}},
        {"namespace": "n", "name": "c"},
    ]
    facets = {
        "nominalTime": {"nominalStartTime": "2026-03-09T23:30:00Z"},
        "errorMessage": {"message": "Disken är full"},
    }
    event = read(lineage("FAIL", outputs=outputs, run={"runId": RUN, "facets": facets}))
    assert (str(event.nominal), event.files, event.error) == ("2026-03-10", 211, "Disken är full")


def test_the_same_event_again_has_the_same_id_and_the_next_state_another() -> None:
    ids = [read(event).id for event in (lineage("START"), lineage("START"), lineage("COMPLETE"))]
    assert ids[0] == ids[1] != ids[2]


@pytest.mark.parametrize("event", [lineage("OTHER"), lineage(None), {"dataset": {}}, {"job": {"name": "dygn"}}])
def test_what_says_nothing_of_a_runs_state_tells_nothing(event: dict[str, Any]) -> None:
    assert told(event, "test") is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"eventType": "PAUSE"}, "eventType"),
        ({"eventTime": None}, "eventTime"),
        ({"run": []}, "run"),
        ({"run": {}}, "run.runId"),
        ({"job": {"namespace": "n"}}, "job.name"),
        ({"run": {"runId": RUN, "facets": {"nominalTime": {"nominalStartTime": 7}}}}, "run.facets.nominalTime"),
    ],
)
def test_the_part_that_is_wrong_is_named_as_openlineage_calls_it(wrong: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidEvent) as refused:
        told({**lineage(), **wrong}, "test")
    assert refused.value.field.startswith(field)
