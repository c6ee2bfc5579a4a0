"""CloudEvents: stored once, answered one by one, refused with the field that is wrong."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from limits import RateLimitItemPerMinute
from sqlalchemy.exc import OperationalError

from notices import clock
from notices.engine import arrivals
from tests.integration.engine.engines import BATCHED, Reporting, command

BINARY = {"ce_specversion": "1.0", "ce_type": "lefi.run.completed", "ce_time": "2026-03-10T01:00:00Z"}


def test_an_event_is_stored_once_however_often_it_comes(engine: Reporting) -> None:
    event = engine.event(files=211, nominal="2026-03-10")
    answers = [engine.post(event) for _ in range(3)]
    assert [(answer.status_code, answer.json) for answer in answers] == [(202, {"id": "1", "ok": True})] * 3
    (stored,) = engine.stored()
    assert (stored.job, stored.run, stored.environment, stored.event) == ("dygn", "natt-1", "production", event)


def test_in_binary_mode_the_attributes_stand_in_headers(engine: Reporting) -> None:
    data = {"job": "dygn", "run": "natt-1", "files": 3}
    sent = {**BINARY, "ce_id": "k%C3%B6rning%201", "ce_source": engine.source}
    assert engine.post(data, "application/json; charset=utf-8", **sent).json == {"id": "körning 1", "ok": True}
    (stored,) = engine.stored()
    assert (stored.event["type"], stored.event["data"]) == ("lefi.run.completed", data)


def test_of_a_batch_the_good_ones_are_taken_and_each_is_answered(engine: Reporting) -> None:
    batch = [engine.event("1"), engine.event("2", nominal="i går"), "nonsens", engine.event("3"), engine.event("1")]
    answer = engine.post(batch, BATCHED)
    assert answer.status_code == 207
    told = [(one["index"], one["id"], one["ok"], one.get("field")) for one in answer.json["events"]]  # type: ignore[index]
    assert told == [
        (0, "1", True, None),
        (1, "2", False, "data.nominal"),
        (2, None, False, ""),
        (3, "3", True, None),
        (4, "1", True, None),
    ]
    assert [one.event_id for one in engine.stored()] == ["1", "3"]
    assert engine.post([engine.event("4"), engine.event("5")], BATCHED).status_code == 200
    assert engine.post([], BATCHED).status_code == 200


def test_a_batch_with_nothing_to_take_is_refused_with_the_place_of_each_fault(engine: Reporting) -> None:
    answer = engine.post([engine.event(kind="run.paused"), engine.event(run=7)], BATCHED)
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert [one["field"] for one in answer.json["errors"]] == ["0.type", "1.data.run"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"specversion": "0.3"}, "specversion"),
        ({"id": ""}, "id"),
        ({"id": "a\u0000b"}, "id"),
        ({"source": "\ud800"}, "source"),
        ({"time": "nyss"}, "time"),
        ({"data": None}, "data"),
        ({"data": {"job": "dygn", "run": "1", "benefits": {"FP": {"komplett": -1}}}}, "data.benefits.FP"),
    ],
)
def test_the_field_that_is_wrong_is_named(engine: Reporting, wrong: dict[str, object], field: str) -> None:
    answer = engine.post({**engine.event(), **wrong}, Accept_Language="en")
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert [one["field"] for one in answer.json["errors"]] == [field]  # type: ignore[index]
    assert answer.json["title"] == "Something in the request is wrong"  # type: ignore[index]
    assert engine.stored() == []


def test_late_and_a_little_early_are_taken_and_a_clock_that_is_wrong_is_named(engine: Reporting) -> None:
    now = clock.now()
    for id, ahead, status in (("old", -4000, 202), ("soon", 23, 202), ("far", 25, 422)):
        event = {**engine.event(id), "time": (now + timedelta(hours=ahead)).isoformat()}
        assert engine.post(event).status_code == status
    assert [one.event_id for one in engine.stored()] == ["old", "soon"]


def test_an_engine_tells_of_its_own_jobs_and_its_own_environment(app: Flask) -> None:
    engine = Reporting.added(app, "--job", "dygn", "--environment", "test")
    assert engine.post(engine.event("1", environment="test")).status_code == 202
    assert engine.post(engine.event("2", "queue.measured", environment="test", queue="in", length=3)).status_code == 202
    for wrong, field in (({"job": "annat", "environment": "test"}, "data.job"), ({}, "data.environment")):
        answer = engine.post(engine.event("3", **wrong))
        assert (answer.status_code, answer.json["errors"][0]["field"]) == (403, field)  # type: ignore[index]
        assert engine.name in answer.json["detail"]  # type: ignore[index]
    batch = engine.post([engine.event("3", environment="test"), engine.event("4")], BATCHED)
    assert [one.get("status") for one in batch.json["events"]] == [None, 403]  # type: ignore[index]


def test_whoever_shows_no_key_that_counts_is_asked_for_one(engine: Reporting) -> None:
    client = engine.app.test_client()
    for header in ({}, {"Authorization": "Bearer drift_engine_fel"}, {"Authorization": f"Basic {engine.key}"}):
        answer = client.post("/engine/events", json=engine.event(), headers=header)
        assert (answer.status_code, answer.content_type) == (401, "application/problem+json")
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_new_key_and_the_one_before_count_side_by_side_for_a_while(engine: Reporting) -> None:
    newer = Reporting(engine.app, engine.name, command(engine.app, "engine", "rotate", engine.name, "--overlap", "2"))
    with time_machine.travel(clock.now() + timedelta(hours=1)):
        assert engine.post(engine.event("1")).status_code == newer.post(engine.event("2")).status_code == 202
    with time_machine.travel(clock.now() + timedelta(hours=3)):
        assert (engine.post(engine.event("3")).status_code, newer.post(engine.event("4")).status_code) == (401, 202)


def test_an_engine_that_was_ended_is_a_stranger_after_a_few_seconds(engine: Reporting) -> None:
    ping = engine.ping()
    assert engine.post(engine.event("1")).status_code == 202
    command(engine.app, "engine", "end", engine.name)
    with time_machine.travel(clock.now() + timedelta(seconds=6)):
        assert engine.post(engine.event("2")).status_code == 401
        assert engine.app.test_client().get(ping).status_code == 404
    assert engine.app.test_cli_runner().invoke(args=["engine", "rotate", engine.name]).exit_code == 1


def test_an_engine_that_runs_in_a_circle_is_told_to_wait(engine: Reporting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notices.web.engine.door.BY_ENGINE", RateLimitItemPerMinute(2))
    answers = [engine.post(engine.event(str(number))) for number in range(3)]
    assert [answer.status_code for answer in answers] == [202, 202, 429]
    assert (answers[2].headers["Retry-After"], answers[2].content_type) == ("60", "application/problem+json")


def test_what_is_no_event_at_all_is_refused_as_the_api_refuses(engine: Reporting) -> None:
    for body, kind, headers, status in (
        (b"{", "application/cloudevents+json", {}, 400),
        (b'{"id": NaN}', "application/cloudevents+json", {}, 400),
        (b"[" * 100_000, BATCHED, {}, 400),
        (b"{}", BATCHED, {}, 400),
        (b"{}", "application/json", {}, 415),
        (b"\x1f\x8b", BATCHED, {"Content_Encoding": "gzip"}, 400),
        (b"{}", BATCHED, {"Content_Encoding": "br"}, 415),
        (b" " * (1024 * 1024 + 1), BATCHED, {}, 413),
        (gzip.compress(b" " * (1024 * 1024 + 1)), BATCHED, {"Content_Encoding": "gzip"}, 413),
    ):
        answer = engine.post(body, kind, **headers)
        assert (answer.status_code, answer.content_type) == (status, "application/problem+json"), answer.text
    client = engine.app.test_client()
    answers = [client.get(path) for path in ("/engine/events", "/engine/okänd")]
    assert [(one.status_code, one.content_type) for one in answers] == [
        (405, "application/problem+json"),
        (404, "application/problem+json"),
    ]


def test_an_errors_text_is_kept_without_what_it_tells_of_persons(engine: Reporting) -> None:
    words = "Rad 7: 850709-9805 (070-174 06 05), belopp 12345\x00"
    assert engine.post(engine.event("1", "run.failed", error=words)).status_code == 202
    (stored,) = engine.stored()
    assert stored.event["data"]["error"] == "Rad 7: [personnummer] ([telefonnummer]), belopp 12345"


def test_without_the_database_the_engine_is_told_to_come_again(
    engine: Reporting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object) -> None:
        raise OperationalError("INSERT", {}, Exception("gone"))

    with monkeypatch.context() as patch:
        patch.setattr("notices.web.engine.attaching.store", lost)
        answer = engine.post(engine.event())
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert engine.post(engine.event()).status_code == 202


def test_many_who_come_at_once_share_transactions_and_are_each_answered(
    engine: Reporting, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []

    def counted(session: object, rows: list[object]) -> None:
        sizes.append(len(rows))
        arrivals.store(session, rows)  # type: ignore[arg-type]

    monkeypatch.setattr("notices.web.engine.attaching.store", counted)
    events = [engine.event(str(number)) for number in range(200)]
    with ThreadPoolExecutor(16) as clients:
        answers = list(clients.map(engine.post, events))
    assert {answer.status_code for answer in answers} == {202}
    assert sorted(int(one.event_id) for one in engine.stored()) == list(range(200))
    assert len(sizes) < sum(sizes) == 200
