"""Asking an engine that cannot tell: over real HTTP, with an end to each wait and to each answer."""

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import pytest
from structlog.testing import capture_logs

from app import put_together
from models.run import Arrival
from notices import clock
from notices.config import Settings, read_settings
from notices.engine.asking import Asker, NotAnswered
from notices.errors import ConfigurationError
from notices.schedule.runs import asking
from tests.factories import Desk

EVENT = {
    "specversion": "1.0",
    "id": "1",
    "source": "/halsa",
    "type": "lefi.run.started",
    "time": "2026-03-10T01:00:00Z",
    "data": {"environment": "test", "job": "dygn", "run": "natt-1"},
}


class Health(BaseHTTPRequestHandler):
    """What the engine says: a status, a body, and how slowly it comes: a pause after each piece."""

    status: ClassVar[int] = 200
    body: ClassVar[bytes] = b"[]"
    size: ClassVar[int] = 1
    pause_s: ClassVar[float] = 0
    asked: ClassVar[int] = 0

    def do_GET(self) -> None:
        type(self).asked += 1
        self.send_response(self.status)
        self.send_header("Location", "/annat")
        self.end_headers()
        with suppress(ConnectionError):  # whoever asked may have heard enough
            for at in range(0, len(self.body), self.size):
                self.wfile.write(self.body[at : at + self.size])
                self.wfile.flush()
                time.sleep(self.pause_s)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Health) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/health?key=hemlig"
        server.shutdown()


@pytest.fixture
def asker(anna: Desk, address: str) -> Asker:
    says([])
    return Asker(anna.database, address, timedelta(minutes=1), 1.0)


def says(body: Any, status: int = 200, pause_s: float = 0) -> None:
    Health.status, Health.pause_s, Health.size, Health.asked = status, pause_s, 1 if pause_s else 2**16, 0
    Health.body = body if isinstance(body, bytes) else json.dumps(body).encode()


def test_what_it_lists_is_stored_once_and_what_is_wrong_is_told(asker: Asker) -> None:
    says([EVENT, {**EVENT, "id": "2", "time": "nyss"}, 7])
    heard = asker.ask(clock.now())
    assert heard is not None
    assert (heard.events, heard.new, [error.field for error in heard.wrong]) == (3, 1, ["time", ""])
    says({"events": [EVENT]})
    again = asker.ask(clock.now())
    assert again is not None
    assert again.new == 0
    with asker.database.reading() as session:
        assert [(one.event_id, one.environment) for one in session.query(Arrival)] == [("1", "test")]


@pytest.mark.parametrize(
    ("body", "status", "pause_s", "why"),
    [
        ([], 503, 0, "503"),
        ([], 302, 0, "302"),
        (b"<html>", 200, 0, "JSON"),
        ({"status": "ok"}, 200, 0, "lista"),
        (b" " * (1024 * 1024 + 1), 200, 0, "megabyte"),
        (b" " * 64, 200, 0.05, "i tid"),
        ([], 200, 1.2, "ReadTimeout"),
        (b"[NaN]", 200, 0, "JSON"),
    ],
)
def test_whatever_is_no_answer_is_said_without_the_address(
    asker: Asker, body: Any, status: int, pause_s: float, why: str
) -> None:
    says(body, status, pause_s)
    with pytest.raises(NotAnswered, match=why) as failed:
        asker.ask(clock.now())
    assert "hemlig" not in str(failed.value)


def test_while_there_is_no_answer_it_is_asked_less_and_less_often(asker: Asker) -> None:
    says([], 503)
    begun = clock.now()
    failures = 0
    for minute in range(60):
        try:
            asker.ask(begun + timedelta(minutes=minute))
        except NotAnswered:
            failures += 1
    assert failures == Health.asked == 7  # after 0, 2, 6, 14, 29, 44 and 59 minutes
    says([EVENT])
    later = begun + timedelta(minutes=90)
    assert asker.ask(later) is not None
    assert asker.ask(later + timedelta(minutes=1)) is not None


def test_the_worker_says_what_it_has_heard_and_not_where(asker: Asker, tmp_path: Path) -> None:
    url = asker.database.url.render_as_string(hide_password=False)
    settings = Settings(_env_file=None, database_url=url, var_dir=tmp_path, engine_health_url=asker.address)
    parts = put_together(settings)
    ask = asking(parts, asker.every)
    with capture_logs() as said:
        for answer in (([EVENT, 7], 200), ([], 503)):
            says(*answer)
            ask()
    parts.database.close()
    assert [(line["event"], line.get("events")) for line in said] == [
        ("engine_not_understood", 1),
        ("engine_heard", 1),
        ("engine_not_heard", None),
    ]
    assert "hemlig" not in str(said)


@pytest.mark.parametrize("wrong", ["file:///etc/passwd", "ftp://engine.example/", "engine.example", "http:///halsa"])
def test_only_a_web_address_is_asked(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENGINE_HEALTH_URL", wrong)
    with pytest.raises(ConfigurationError, match="ENGINE_HEALTH_URL ska vara en adress") as refused:
        read_settings()
    assert wrong not in str(refused.value)


def test_nobody_at_the_address_is_no_answer(anna: Desk) -> None:
    with pytest.raises(NotAnswered, match="ConnectionError"):
        Asker(anna.database, "http://127.0.0.1:9/", timedelta(minutes=1), 1.0).ask(clock.now())
