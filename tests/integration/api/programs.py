"""Programs that use the API, in the tests' own process."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from models.token import Scope
from notices import clock
from notices.database import Database
from notices.tokens import create

LATE = {
    "title": "Filerna är sena",
    "kind": "incident",
    "impact": "delay",
    "body": "Körningen har stannat.",
    "action": "Vänta på filerna.",
    "operations": ["daily_run"],
}
_NUMBERS = count(1)


def key_of(database: Database, *scopes: Scope, name: str = "", days: int = 90) -> str:
    """A new token's key."""
    with database.writing() as session:
        chosen = name or f"program-{next(_NUMBERS)}"
        return create(session, chosen, scopes, "test", clock.now(), days=days)


@dataclass
class Program:
    """Something that calls the API with a token."""

    client: FlaskClient
    key: str
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def with_scopes(cls, app: Flask, *scopes: Scope, **about: Any) -> "Program":
        return cls(app.test_client(), key_of(app.extensions["site"].database, *scopes, **about))

    def get(self, path: str, **headers: str) -> TestResponse:
        return self._call("GET", path, None, headers)

    def post(self, path: str, body: Any = None, **headers: str) -> TestResponse:
        return self._call("POST", path, {} if body is None else body, headers)

    def patch(self, path: str, body: Any, **headers: str) -> TestResponse:
        return self._call("PATCH", path, body, headers)

    def act(self, slug: str, what: str, body: Any, version: int | str = "*") -> TestResponse:
        """An act on a notice, of which that version has been read."""
        match = "*" if version == "*" else f'"{version}"'
        return self.post(f"/api/v1/notices/{slug}/{what}", body, If_Match=match)

    def publish(self, **facts: Any) -> str:
        """Publish a notice: its slug."""
        answer = self.post("/api/v1/notices", {**LATE, **facts})
        assert answer.status_code == 201, answer.text
        slug: str = answer.get_json()["slug"]
        return slug

    def _call(self, method: str, path: str, body: Any, headers: dict[str, str]) -> TestResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {"Authorization": f"Bearer {self.key}", **self.headers, **named}
        return self.client.open(path, method=method, json=body, headers=sent)
