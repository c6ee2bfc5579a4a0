"""Who is let in, and what is said when something is wrong."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from limits import RateLimitItemPerMinute
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from models.notice import Notice
from models.token import Scope
from notices import audit, clock
from tests.integration.api.programs import LATE, Program, key_of


def test_a_token_is_made_listed_and_revoked(one_app: Flask) -> None:
    runner = one_app.test_cli_runner()
    made = runner.invoke(args=["token", "create", "robot", "--scope", "notices:draft", "--scope", "deliveries:read"])
    key = made.stdout.strip().splitlines()[-1]
    assert key.startswith("drift_")
    assert len(key) > 43
    robot = Program(one_app.test_client(), key)
    assert robot.get("/api/v1/drafts").status_code == 200
    listed = runner.invoke(args=["token", "list"]).stdout
    assert "robot  notices:draft, deliveries:read, gäller till" in listed
    database = one_app.extensions["site"].database
    assert key not in Path(database.url.database).read_bytes().decode("latin-1")
    assert runner.invoke(args=["token", "create", "robot", "--scope", "notices:draft"]).exit_code == 1
    assert runner.invoke(args=["token", "create", "Å!", "--scope", "notices:draft"]).exit_code == 1
    assert runner.invoke(args=["token", "revoke", "robot"]).exit_code == 0
    assert robot.get("/api/v1/drafts").status_code == 401
    assert "återkallad" in runner.invoke(args=["token", "list"]).stdout
    for again in ("robot", "ingen"):
        assert runner.invoke(args=["token", "revoke", again]).exit_code == 1
    with database.reading() as session:
        told = [entry for entry in audit.entries(session) if entry.after and '"robot"' in entry.after]
    assert [entry.act for entry in told] == ["revoke_token", "create_token"]


def test_a_token_expires(app: Flask) -> None:
    robot = Program(app.test_client(), key_of(app.extensions["site"].database, Scope.DRAFT, days=2))
    assert robot.get("/api/v1/drafts").status_code == 200
    with time_machine.travel(clock.now() + timedelta(days=2, seconds=1)):
        assert robot.get("/api/v1/drafts").status_code == 401


def test_who_has_no_token_is_told_how_to_show_one(one_app: Flask) -> None:
    client = one_app.test_client()
    for header, challenge in (
        ("", 'Bearer realm="driftinformation"'),
        ("Bearer drift_fel", 'Bearer realm="driftinformation", error="invalid_token"'),
        ("Basic YTpi", 'Bearer realm="driftinformation", error="invalid_token"'),
    ):
        refused = client.post("/api/v1/notices", json=LATE, headers={"Authorization": header} if header else {})
        assert (refused.status_code, refused.headers["WWW-Authenticate"]) == (401, challenge)
        assert refused.content_type == "application/problem+json"
        assert "Access-Control-Allow-Origin" not in refused.headers
    key = key_of(one_app.extensions["site"].database, Scope.PUBLISH)
    assert client.post(f"/api/v1/notices?access_token={key}", json=LATE).status_code == 401


def test_each_scope_opens_its_own_and_nothing_else(one_app: Flask) -> None:
    slug = Program.with_scopes(one_app, Scope.PUBLISH).publish()
    ways = {
        ("POST", "/api/v1/drafts"): {Scope.DRAFT, Scope.PUBLISH},
        ("GET", "/api/v1/drafts"): {Scope.DRAFT, Scope.PUBLISH},
        ("POST", "/api/v1/notices"): {Scope.PUBLISH},
        **{
            ("POST", f"/api/v1/notices/{slug}/{made}"): {Scope.PUBLISH}
            for made in ("updates", "correction", "reschedule", "cancellation", "end", "verification", "reopening")
        },
        ("POST", f"/api/v1/notices/{slug}/withdrawal"): {Scope.PUBLISH},
        ("POST", f"/api/v1/notices/{slug}/threads"): {Scope.PUBLISH},
        ("GET", f"/api/v1/notices/{slug}/deliveries"): {Scope.DELIVERIES},
        ("GET", f"/api/v1/notices/{slug}/receipts"): {Scope.DELIVERIES},
        ("GET", f"/api/v1/notices/{slug}/revision"): set(Scope),
    }
    for scope in Scope:
        program = Program.with_scopes(one_app, scope)
        for (method, path), opens in ways.items():
            answer = program.get(path) if method == "GET" else program.post(path, {"fel": 1})
            assert (answer.status_code == 403) is (scope not in opens), (scope, method, path, answer.text)
            if answer.status_code == 403:
                assert 'error="insufficient_scope"' in answer.headers["WWW-Authenticate"]


def test_all_that_is_wrong_is_a_problem_in_the_callers_language(one_app: Flask) -> None:
    robot = Program.with_scopes(one_app, Scope.PUBLISH)
    slug = robot.publish()
    one_app.extensions["site"].catch_up(clock.now())
    client, bearer = robot.client, {"Authorization": f"Bearer {robot.key}"}
    cases = (
        (client.get("/api/v1/finns-inte"), 404, "not-found"),
        (client.get("/api/v2/finns-inte.json"), 404, "not-found"),
        (client.delete(f"/api/v1/notices/{slug}"), 405, "method"),
        (client.delete("/api/v1/notices", headers=bearer), 405, "method"),
        (client.post("/api/v1/current"), 405, "method"),
        (client.post("/api/v1/notices", data="x=1", headers=bearer), 415, "media-type"),
        (client.post("/api/v1/notices", data=b"{", content_type="application/json", headers=bearer), 400, "malformed"),
        (
            client.post("/api/v1/notices", data=b'"\xff"', content_type="application/json", headers=bearer),
            400,
            "malformed",
        ),
        (robot.post("/api/v1/notices", {"title": "x" * 1_100_000}), 413, "too-large"),
        (
            robot.post("/api/v1/notices", {"titel": 1, "kind": "blixt", "body": "\x00", "publish_at": "x"}),
            422,
            "invalid",
        ),
    )
    for answer, status, code in cases:
        assert (answer.status_code, answer.content_type) == (status, "application/problem+json"), answer.text
        body = answer.get_json()
        assert (body["status"], body["type"]) == (status, f"/api#{code}")
        assert answer.headers["Content-Language"] == "sv"
    assert {one["field"] for one in cases[-1][0].get_json()["errors"]} == {
        "titel",
        "title",
        "kind",
        "body",
        "publish_at",
    }
    assert set(cases[3][0].headers["Allow"].split(", ")) == {"GET", "HEAD", "POST"}
    english = robot.post("/api/v1/notices", {"titel": 1}, Accept_Language="en-GB, sv;q=0.5").get_json()
    assert english["title"] == "Something in the request is wrong"
    assert {"field": "title", "detail": "The field is missing."} in english["errors"]


def test_too_many_requests_are_told_when_to_come_back(one_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    few = RateLimitItemPerMinute(4)
    monkeypatch.setattr("notices.web.api.routes.BY_TOKEN", few)
    monkeypatch.setattr("notices.web.api.gate.BY_STRANGER", few)
    robot, other = (Program.with_scopes(one_app, Scope.DRAFT) for _ in range(2))
    first = robot.get("/api/v1/drafts")
    assert first.headers["RateLimit-Policy"] == f'"standard";q={few.amount};w=60'
    assert first.headers["RateLimit"].startswith(f'"standard";r={few.amount - 1};t=')
    for _ in range(few.amount - 1):
        assert robot.get("/api/v1/drafts?limit=0").status_code == 422
    refused = robot.get("/api/v1/drafts")
    assert (refused.status_code, refused.get_json()["type"]) == (429, "/api#too-many")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert other.get("/api/v1/drafts").status_code == 200
    strangers = {one_app.test_client().get("/api/v1/drafts").status_code for _ in range(few.amount + 1)}
    assert strangers == {401, 429}
    assert other.get("/api/v1/drafts").status_code == 200


def test_without_a_database_it_says_so(one_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    robot = Program.with_scopes(one_app, Scope.DRAFT)

    def lost(*_: object) -> None:
        raise OperationalError("", {}, Exception("gone"))

    monkeypatch.setattr("notices.web.api.gate.recognise", lost)
    answer = robot.get("/api/v1/drafts")
    assert (answer.status_code, answer.get_json()["type"]) == (503, "/api#unavailable")
    assert answer.headers["Retry-After"]
    assert one_app.test_client().get("/api/v1/current").status_code == 200


def test_a_fault_of_ours_is_a_problem_with_no_details(one_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    one_app.config["PROPAGATE_EXCEPTIONS"] = False
    robot = Program.with_scopes(one_app, Scope.PUBLISH)
    monkeypatch.setattr("notices.web.api.acts.content_of", lambda *_: 1 / 0)
    answer = robot.post("/api/v1/notices", {**LATE, "title": "Bakvänt"})
    assert (answer.status_code, answer.get_json()["type"]) == (500, "/api#fault")
    assert "division" not in answer.text
    with one_app.extensions["site"].database.reading() as session:
        assert session.scalar(select(func.count()).where(Notice.slug.contains("bakvant"))) == 0
