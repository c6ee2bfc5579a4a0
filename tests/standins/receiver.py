"""A receiver of webhooks, on loopback: it keeps what it is sent, and behaves as it is told."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from standardwebhooks import Webhook


@dataclass
class Receiver:
    """`status` is what it answers; `echoes` how it answers a challenge: "well", "badly" or "not at all"."""

    url: str = ""
    status: int = 200
    echoes: str = "well"
    hangs_s: float = 0
    location: str = ""
    secret: str = ""
    posted: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    challenged: int = 0

    @property
    def verified(self) -> list[dict[str, Any]]:
        """What it was sent, each with a signature that holds."""
        signer = Webhook(self.secret)
        return [signer.verify(body, headers) for headers, body in self.posted]

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _ in self.posted]

    def answer(self, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        time.sleep(self.hangs_s)
        event = json.loads(body)
        if event["type"] != "receiver.challenge":
            self.posted.append((headers, body))
            return self.status, b""
        self.challenged += 1
        word = event["data"]["challenge"] if self.echoes == "well" else "something else"
        return self.status, json.dumps({"challenge": word}).encode() if self.echoes != "not at all" else b"OK"


@contextmanager
def running_receiver() -> Iterator[Receiver]:
    """A receiver that is there until the end."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, answer = receiver.answer(dict(self.headers), body)
            self.send_response(status)
            if receiver.location:
                self.send_header("Location", receiver.location)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Whoever asked has not waited."""

    with Server(("127.0.0.1", 0), Handler) as server:
        receiver.url = f"http://127.0.0.1:{server.server_port}/drift"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield receiver
        finally:
            server.shutdown()
            thread.join()
