"""An engine as the tests have it: added by the command, with its key, and the ways in which it reports."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from models.run import Arrival
from notices import clock
from notices.database import Database

STRUCTURED, BATCHED = "application/cloudevents+json", "application/cloudevents-batch+json"
_NUMBERS = count(1)
Json = dict[str, Any]


@dataclass(frozen=True)
class Reporting:
    """`name` is also in the source of its events, so that each test sees its own."""

    app: Flask
    name: str
    key: str

    @classmethod
    def added(cls, app: Flask, *options: str) -> "Reporting":
        name = f"motor-{next(_NUMBERS)}"
        return cls(app, name, command(app, "engine", "add", name, *options))

    @property
    def source(self) -> str:
        return f"/motorer/{self.name}"

    @property
    def database(self) -> Database:
        database: Database = self.app.extensions["site"].database
        return database

    def event(self, id: str = "1", kind: str = "run.started", **data: object) -> Json:
        """One of its events, of the job `dygn` unless `data` says another."""
        return {
            "specversion": "1.0",
            "id": id,
            "source": self.source,
            "type": f"lefi.{kind}",
            "time": clock.now().isoformat(),
            "data": {"job": "dygn", "run": "natt-1", **data},
        }

    def post(self, body: object, kind: str = STRUCTURED, path: str = "/engine/events", **headers: str) -> TestResponse:
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.app.test_client().post(
            path, data=sent, content_type=kind, headers={"Authorization": f"Bearer {self.key}", **named}
        )

    def ping(self, job: str = "dygn") -> str:
        """The path of a new address that a job pings."""
        return "/ping/" + command(self.app, "engine", "ping", self.name, job).rpartition("/")[2]

    def stored(self, source: str = "") -> Sequence[Arrival]:
        """What came from it, in the order in which it came."""
        with self.database.reading() as session:
            mine = select(Arrival).where(Arrival.source == (source or self.source)).order_by(Arrival.id)
            return session.scalars(mine).all()

    def pinged(self, slug: str = "dygn") -> list[tuple[str, str | None]]:
        """What its pings tell: the phase and the run of each."""
        return [(one.event["type"].rpartition(".")[2], one.run) for one in self.stored(f"/ping/{self.name}/{slug}")]


def command(app: Flask, *arguments: str) -> str:
    """What a command of the service prints on its last line. AssertionError where it fails."""
    done = app.test_cli_runner().invoke(args=arguments)
    assert done.exit_code == 0, done.output
    return done.stdout.strip().rpartition("\n")[2]
