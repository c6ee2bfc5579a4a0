"""OpenLineage over HTTP, as its clients send it."""

import gzip
import json
from typing import Any

from flask import Flask

from tests.integration.engine.engines import Json, Reporting

RUN = "01a20ca0-2dbb-7f09-b106-941a7331c408"


def lineage(engine: Reporting, kind: str = "COMPLETE", job: str = "dygn") -> Json:
    return {
        "eventType": kind,
        "eventTime": "2026-03-10T01:15:53.787780+00:00",
        "run": {"runId": RUN, "facets": {}},
        "job": {"namespace": engine.name, "name": job},
        "producer": "https://jobs.example/v1",
        "schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
    }


def post(engine: Reporting, body: Any, path: str = "", **headers: str) -> tuple[int, Any]:
    answer = engine.post(body, "application/json", f"/api/v1/lineage{path}", **headers)
    return answer.status_code, answer.json if answer.data else None


def kinds(engine: Reporting) -> list[str]:
    return [one.event["type"] for one in engine.stored(f"openlineage:{engine.name}")]


def test_a_run_event_is_stored_once_packed_or_not(engine: Reporting) -> None:
    event = lineage(engine)
    assert post(engine, event) == (201, None)
    assert post(engine, gzip.compress(json.dumps(event).encode()), Content_Encoding="gzip") == (201, None)
    assert post(engine, lineage(engine, "FAIL")) == (201, None)
    assert kinds(engine) == ["lefi.run.completed", "lefi.run.failed"]


def test_what_is_about_a_dataset_or_a_job_is_answered_well_and_not_kept(engine: Reporting) -> None:
    for event in ({"dataset": {"name": "a"}}, {"job": {"name": "dygn"}}, lineage(engine, "OTHER")):
        assert post(engine, event) == (201, None)
    assert kinds(engine) == []


def test_a_batch_is_summed_up_and_the_good_ones_are_stored(engine: Reporting) -> None:
    wrong = {**lineage(engine), "eventTime": "nyss"}
    status, told = post(engine, [lineage(engine), wrong, {"dataset": {}}], "/batch")
    assert (status, told["status"]) == (200, "partial_success")
    assert told["summary"] == {"received": 3, "successful": 2, "failed": 1, "retriable": 0}
    assert [(one["index"], one["field"]) for one in told["failed_events"]] == [(1, "eventTime")]
    assert kinds(engine) == ["lefi.run.completed"]
    assert post(engine, [wrong], "/batch")[1]["status"] == "failure"
    assert post(engine, {}, "/batch")[0] == 400


def test_the_part_that_is_wrong_and_the_job_that_is_not_the_engines_are_named(app: Flask) -> None:
    engine = Reporting.added(app, "--job", "dygn")
    for event, status, field in (
        ({**lineage(engine), "eventTime": "nyss"}, 422, "eventTime"),
        (lineage(engine, job="annat"), 403, "job.name"),
        (7, 422, ""),
    ):
        answered, told = post(engine, event)
        assert (answered, told["errors"][0]["field"]) == (status, field)
    assert kinds(engine) == []
