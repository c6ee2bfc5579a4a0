"""The same facts for programs: JSON, CSV, and Statuspage's components."""

import csv
import io
import json
from datetime import date, timedelta
from typing import Any

from models.run import DayState
from notices.site import public_api
from notices.site.runs.days import NO_RUNS
from notices.site.statuspage import statuspage
from tests.unit.site.frames import a_notice
from tests.unit.site.runs.made import BLOCK, DAILY, a_run, frame_with, ninety, runs
from tests.unit.site.statuspage_read import component

LAST = date(2026, 11, 24)
LATE = a_run(LAST, DayState.LATE, "06.52", incidents=("k1",))
FRAME = frame_with(
    runs(*ninety(LAST, LATE), a_run(LAST, DayState.NOT_DELIVERED, job=BLOCK), notices={"k1": 7}),
    a_notice(id=7, slug="sena"),
)


def given(frame: Any = FRAME) -> dict[str, bytes]:
    return {document.path: document.body for document in public_api.runs(frame)}


def test_the_json_has_each_run_and_the_share_of_each_job() -> None:
    documents = given()
    assert documents["/korningar.json"] == documents["/api/v1/runs"]
    read = json.loads(documents["/korningar.json"])
    assert read["first"] == "2026-08-27"
    assert read["jobs"] == [
        {"job": DAILY, "title": "Dygnskörning", "on_time": 89, "settled": 90},
        {"job": BLOCK, "title": "Spärrkörning", "on_time": 0, "settled": 1},
    ]
    (late,) = (run for run in read["runs"] if run["state"] == "late")
    assert late == {
        "job": DAILY, "date": "2026-11-24", "number": None, "state": "late",
        "due_at": "2026-11-24T01:00:00+01:00", "deadline_at": "2026-11-24T06:00:00+01:00",
        "delivered_at": "2026-11-24T06:52:00+01:00", "files": 211, "notice": "https://drift.example/notiser/sena",
    }  # fmt: skip


def test_the_csv_has_the_same_facts_by_the_same_names() -> None:
    documents = given()
    rows = list(csv.DictReader(io.StringIO(documents["/korningar.csv"].decode())))
    expected = json.loads(documents["/korningar.json"])["runs"]
    assert rows == [{name: "" if value is None else str(value) for name, value in run.items()} for run in expected]


def test_where_nothing_was_heard_the_documents_are_there_and_empty() -> None:
    documents = given(frame_with(NO_RUNS))
    assert json.loads(documents["/korningar.json"])["runs"] == []
    assert documents["/korningar.csv"].decode().splitlines() == [
        "job,date,number,state,due_at,deadline_at,delivered_at,files,notice"
    ]


def _components(frame: Any) -> list[dict[str, Any]]:
    documents = {document.path: document.body for document in statuspage(frame)}
    read: list[dict[str, Any]] = json.loads(documents["/api/v2/components.json"])["components"]
    return read


def test_each_job_is_a_component_that_stands_as_its_last_run_went() -> None:
    components = _components(FRAME)
    daily, block = component(components, "run", DAILY), component(components, "run", BLOCK)
    assert (daily["name"], daily["status"]) == ("Dygnskörning", "degraded_performance")
    assert daily["description"] == "Nattens körning levererades kl 06.52, 52 minuter efter kl 06.00."
    assert block["status"] == "major_outage"
    group = component(components, "run")
    assert (group["name"], group["components"], group["status"]) == (
        "Körningar", [daily["id"], block["id"]], "major_outage"
    )  # fmt: skip


def test_a_run_under_way_leaves_its_component_as_the_last_one_went() -> None:
    frame = frame_with(runs(a_run(LAST - timedelta(days=1)), a_run(LAST, DayState.RUNNING)))
    assert component(_components(frame), "run", DAILY)["status"] == "operational"


def test_without_runs_statuspage_has_no_group_of_them() -> None:
    assert not [one for one in _components(frame_with(NO_RUNS)) if one["name"] == "Körningar"]


def test_how_things_are_names_the_last_run_and_never_calls_a_missing_one_calm() -> None:
    missing = frame_with(runs(*ninety(LAST, a_run(LAST, DayState.NOT_DELIVERED))))
    current = json.loads(public_api.current(missing).body)
    assert (current["state"], current["sentence"]) == ("late", "Nattens körning är inte levererad.")
    assert current["last_run"]["state"] == "not_delivered"
    status = {document.path: json.loads(document.body) for document in statuspage(missing)}["/api/v2/status.json"]
    assert status["status"] == {
        "indicator": "minor", "description": "Försening: Nattens körning är inte levererad."
    }  # fmt: skip
