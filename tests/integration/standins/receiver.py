"""A little service that the provider can call: it keeps what it gets and answers what it is told."""

import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import parse_qsl

from twilio.request_validator import RequestValidator


@dataclass(frozen=True)
class Call:
    """`path` has the query, letter by letter as it came."""

    path: str
    form: dict[str, str]
    headers: dict[str, str]


class Receiver:
    """Runs at `with`, on a free port. `answer` (status, content type, body) is what it answers."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.answer = (200, "text/xml", b"")
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def statuses(self) -> list[str]:
        return [call.form["MessageStatus"] for call in self.calls]

    def believes(self, call: Call, token: str) -> bool:
        """Whether the provider's own validator finds the signature right."""
        validator = RequestValidator(token)
        return bool(validator.validate(self.address + call.path, call.form, call.headers["X-Twilio-Signature"]))

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = dict(parse_qsl(body, keep_blank_values=True))
                receiver.calls.append(Call(self.path, form, dict(self.headers)))
                status, content_type, answer = receiver.answer
                self.send_response(status)
                self.send_header("Content-Type", content_type)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *args: object) -> None:
                """Says nothing."""

        return Handler
