"""The document says what the API does; schemathesis asks as it says, and is answered as it says."""

from typing import Any

import pytest
from flask import Flask
from openapi_pydantic import OpenAPI

from models.token import Scope
from notices import clock
from notices.web.api.operation import PLACE
from tests.integration.api.exploring import explore
from tests.integration.api.programs import Program


def document(app: Flask) -> dict[str, Any]:
    found: dict[str, Any] = app.test_client().get("/api/v1/openapi.json").get_json()
    return found


def test_every_route_is_in_it_and_it_is_whole(one_app: Flask) -> None:
    described = document(one_app)
    OpenAPI.model_validate(described)
    assert described["openapi"].startswith("3.1")
    told = {(method.upper(), path) for path, item in described["paths"].items() for method in item}
    for rule in one_app.url_map.iter_rules():
        if rule.endpoint.startswith("api."):
            path = PLACE.sub(r"{\g<name>}", rule.rule)
            assert {(method, path) for method in rule.methods or ()} - {("HEAD", path)} <= told, rule
    assert ("GET", "/api/v1/current") in told
    assert ("GET", "/api/v2/summary.json") in told


def test_people_can_read_it(one_app: Flask) -> None:
    for path, words in (("/api", "Publicera en notis"), ("/en/api", "Publish a notice")):
        page = one_app.test_client().get(path)
        assert words in page.text
        assert 'id="invalid"' in page.text
        assert "script-src 'self'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("scope", [*Scope, None])
def test_it_is_asked_as_it_says_and_answers_as_it_says(
    one_app: Flask, scope: Scope | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notices.web.api.limits.Limits.count", lambda *_: None)
    slug = Program.with_scopes(one_app, Scope.PUBLISH).publish()
    one_app.extensions["site"].catch_up(clock.now())
    key = Program.with_scopes(one_app, scope).key if scope else "drift_ingen"
    seen = explore(one_app, key, scope, slug, examples=4)
    assert sum(seen.values()) > 50
    if scope is Scope.PUBLISH:
        assert {201, 422} <= seen.keys(), seen
    if scope is None:
        assert not {201, 202} & seen.keys()
