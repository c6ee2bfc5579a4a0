"""Pings over HTTP: answered as Healthchecks answers, stored as events of runs."""

import uuid
from datetime import timedelta

import time_machine
from flask import Flask
from sqlalchemy import select
from structlog.testing import capture_logs

from models.engine import Engine, OpenPing, PingAddress
from notices import clock
from tests.integration.engine.engines import Reporting, command


def test_every_way_to_ping_is_answered_as_healthchecks_does(engine: Reporting) -> None:
    client, here, elsewhere = engine.app.test_client(), engine.ping(), f"/ping/{uuid.uuid4()}"
    by_key = f"/ping/{engine.key}"
    for path, status, words in (
        (here, 200, "OK"),
        (f"{here}/start", 200, "OK"),
        (f"{here}/log", 200, "OK"),
        (f"{here}/0", 200, "OK"),
        (f"{here}/255", 200, "OK"),
        (f"{here}/256", 400, "invalid url format"),
        (f"{here}?rid={uuid.uuid4()}", 200, "OK"),
        (f"{here}?rid=7", 400, "invalid uuid format"),
        (f"{here}?rid=", 400, "invalid uuid format"),
        (f"{by_key}/dygn", 200, "OK"),
        (f"{by_key}/dygn/fail?create=1", 200, "OK"),
        (f"{by_key}/Dygn", 400, "invalid url format"),
        (f"{by_key}/nytt", 404, "not found"),
        (f"{by_key}/nytt?create=1", 201, "Created"),
        (f"{by_key}/nytt?create=1", 200, "OK"),
        ("/ping/drift_engine_fel/dygn?create=1", 404, "not found"),
        (elsewhere, 404, "not found"),
        (f"{here}/okand", 404, "not found"),
        ("/ping/okand", 404, "not found"),
    ):
        answer = client.post(path, data=b"\xff" * 20_000)
        assert (path, answer.status_code, answer.text) == (path, status, words)
        assert (answer.headers["Ping-Body-Limit"], answer.headers["Access-Control-Allow-Origin"]) == ("10000", "*")
    assert (client.get(here).text, client.head(here).status_code, client.head(here).text) == ("OK", 200, "")
    assert client.put(here).status_code == 405


def test_pings_make_the_runs_that_the_watch_sees(engine: Reporting) -> None:
    client, here, rid = engine.app.test_client(), engine.ping(), str(uuid.uuid4())
    client.get(f"{here}/start")
    client.get(f"{here}/log")
    client.get(here)
    client.get(f"{here}/start?rid={rid}")
    client.post(f"{here}/3?rid={rid}", data="Disken är full".encode())
    runs = engine.pinged()
    first = runs[0][1]
    assert runs == [("started", first), ("started", first), ("completed", first), ("started", rid), ("failed", rid)]
    failed = engine.stored(f"/ping/{engine.name}/dygn")[-1]
    assert failed.event["data"] == {
        "environment": "production",
        "job": "dygn",
        "run": rid,
        "error": "Avslutades med 3. Disken är full",
    }
    with engine.database.reading() as session:
        mine = select(PingAddress.id).where(PingAddress.slug == "dygn", PingAddress.engine_id == _id(engine))
        assert session.scalars(select(OpenPing).where(OpenPing.address_id.in_(mine))).all() == []


def test_a_log_line_of_no_run_is_noted_and_tells_nothing(engine: Reporting) -> None:
    now = clock.now()
    with time_machine.travel(now, tick=False):
        assert engine.app.test_client().post(f"{engine.ping()}/log", data=b"x").text == "OK"
    assert engine.pinged() == []
    with engine.database.reading() as session:
        assert session.scalars(select(PingAddress.heard_at).where(PingAddress.engine_id == _id(engine))).all() == [now]


def test_a_new_address_takes_the_place_of_the_one_before(engine: Reporting) -> None:
    client, before = engine.app.test_client(), engine.ping()
    after = engine.ping()
    assert [client.get(path).status_code for path in (before, after)] == [404, 200]


def test_an_address_is_only_made_for_the_engines_own_jobs(app: Flask) -> None:
    engine = Reporting.added(app, "--job", "Dygnskörning", "--environment", "test")
    client = app.test_client()
    assert client.get(f"/ping/{engine.key}/annat?create=1").status_code == 404
    assert app.test_cli_runner().invoke(args=["engine", "ping", engine.name, "annat"]).exit_code == 1
    assert client.get(engine.ping("Dygnskörning")).status_code == 200
    assert client.get(f"/ping/{engine.key}/dygnskorning").status_code == 200
    stored = engine.stored(f"/ping/{engine.name}/dygnskorning")
    assert [(one.job, one.environment) for one in stored] == [("Dygnskörning", "test")] * 2


def test_the_address_is_never_logged_and_is_kept_only_as_a_digest(engine: Reporting) -> None:
    here = engine.ping()
    code = here.rpartition("/")[2]
    with capture_logs() as said:
        engine.app.test_client().put(here)
    assert [line["path"] for line in said] == ["/ping/…"]
    with engine.database.reading() as session:
        assert code not in session.scalars(select(PingAddress.uuid_digest)).all()


def test_a_key_that_was_exchanged_pings_until_its_overlap_is_over(engine: Reporting) -> None:
    client = engine.app.test_client()
    engine.ping()
    command(engine.app, "engine", "rotate", engine.name, "--overlap", "1")
    assert client.get(f"/ping/{engine.key}/dygn").status_code == 200
    with time_machine.travel(clock.now() + timedelta(hours=2)):
        assert client.get(f"/ping/{engine.key}/dygn").status_code == 404


def _id(engine: Reporting) -> int:
    with engine.database.reading() as session:
        return session.scalars(select(Engine.id).where(Engine.name == engine.name)).one()
