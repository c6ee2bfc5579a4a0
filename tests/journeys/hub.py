"""A WebSub hub: a real HTTP server that keeps what it was told."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs


class Hub(ThreadingHTTPServer):
    """`told` holds what each publisher said; while `refuses` is set it answers 503."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.told: list[dict[str, list[str]]] = []
        self.refusals = 0
        self.refuses = False

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    server: Hub

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.server.refuses:
            self.server.refusals += 1
        else:
            self.server.told.append(parse_qs(body))
        self.send_response(503 if self.server.refuses else 202)
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        """Say nothing on the tests' own output."""


@contextmanager
def running_hub() -> Iterator[Hub]:
    with Hub() as hub:
        thread = threading.Thread(target=hub.serve_forever)
        thread.start()
        yield hub
        hub.shutdown()
        thread.join()
