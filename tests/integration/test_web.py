"""What Flask answers, and to whom."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from notices import clock
from notices.config import Settings
from notices.web import access
from notices.web.access import Caller
from notices.web.health import OLDEST
from tests.factories import Desk, incident


@pytest.fixture
def application(anna: Desk, tmp_path: Path) -> Iterator[Flask]:
    url = anna.database.url.render_as_string(hide_password=False)
    app = create_app(Settings(database_url=url, secret_key="x" * 32, var_dir=tmp_path / "var"))
    app.extensions["site"].open(clock.now())
    yield app
    app.extensions["site"].database.close()


@pytest.fixture
def client(application: Flask) -> FlaskClient:
    return application.test_client()


def test_every_route_declares_who_may_call_it(application: Flask) -> None:
    callers = access.declared(application)
    routes = {rule.endpoint for rule in application.url_map.iter_rules()}
    assert routes <= callers.keys()
    assert callers["health.metrics"] is Caller.INSIDE
    application.view_functions["forgotten"] = lambda: "x"
    with pytest.raises(LookupError, match="forgotten"):
        access.declared(application)


def test_figures_are_for_the_inside(client: FlaskClient) -> None:
    figures = client.get("/metrics")
    assert figures.status_code == 200
    assert "driftinformation_site_age_seconds" in figures.text
    assert client.get("/metrics", headers={"X-Forwarded-For": "10.0.0.1"}).status_code == 403
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": "11.22.33.44"}).status_code == 403
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": "10.1.2.3"}).status_code == 200


def test_every_answer_has_an_id_and_the_security_headers(client: FlaskClient) -> None:
    for path in ("/healthz", "/sok", "/finns-inte"):
        answer = client.get(path)
        assert len(answer.headers["X-Request-ID"]) == 32
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "Set-Cookie" not in answer.headers
    assert (
        client.get("/sok", headers={"X-Request-ID": "from-the-proxy-1"}).headers["X-Request-ID"] == "from-the-proxy-1"
    )
    assert client.get("/sok", headers={"X-Request-ID": "bad id\u00e5"}).headers["X-Request-ID"] != "bad id\u00e5"


def test_what_is_not_there_is_said_in_the_readers_language(client: FlaskClient) -> None:
    swedish, english = client.get("/finns-inte"), client.get("/en/not-there")
    assert (swedish.status_code, english.status_code) == (404, 404)
    assert "Sidan finns inte" in swedish.text
    assert '<html lang="en"' in english.text


def test_a_page_can_only_be_read_and_a_slash_too_many_is_forgiven(client: FlaskClient) -> None:
    for method in ("POST", "PUT", "OPTIONS"):
        refused = client.open("/", method=method)
        assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, HEAD")
    moved = client.get("/arkiv/")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/arkiv")


def test_a_fault_of_ours_is_a_page_with_no_details(
    client: FlaskClient, application: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    application.config["PROPAGATE_EXCEPTIONS"] = False

    def broken(_words: str) -> None:
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr("notices.search.read_query", broken)
    answer = client.get("/sok?q=fil")
    assert answer.status_code == 500
    assert "<h1>" in answer.text
    assert "the secret of the house" not in answer.text


def test_search_finds_marks_and_escapes(anna: Desk, application: Flask, client: FlaskClient) -> None:
    anna.publish(incident("Filerna är sena", body="En <fil> för föräldrapenningen dröjer."))
    application.extensions["site"].catch_up(clock.now())
    found = client.get("/sok?q=föräldrapenning").text
    assert "<mark>föräldrapenningen</mark>" in found
    assert "&lt;fil&gt;" in found
    nothing = client.get("/sok?q=<script>alert(1)</script>").text
    assert "<script>alert" not in nothing
    assert "Inga notiser hittades" in nothing
    assert client.get("/en/sok?q=fil").status_code == 200
    assert client.get("/sok").status_code == 200
    assert "Filerna är sena" in client.get("/sok?q=akut+felsökning").text
    assert "Inga notiser hittades" in client.get("/sok?q=%25").text


def test_ready_only_with_a_migrated_database_and_a_fresh_site(client: FlaskClient, application: Flask) -> None:
    assert client.get("/readyz").get_json()["status"] == "ok"
    application.extensions["site"].confirmed_at -= 2 * OLDEST
    old = client.get("/readyz")
    assert (old.status_code, old.get_json()["site"]) == (503, "old")
