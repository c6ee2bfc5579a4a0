"""The provider over HTTP, and beside it `/orders`, by which a test says who signs in and what goes wrong."""

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.standins.oidc.provider import Orders, Provider, Wrong


class Handler(BaseHTTPRequestHandler):
    """One request."""

    @property
    def provider(self) -> Provider:
        provider: Provider = self.server.provider  # type: ignore[attr-defined]  # put there by __main__
        return provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        answers: dict[str, Callable[[], object]] = {
            "/.well-known/openid-configuration": self.provider.discovery,
            "/jwks": self.provider.jwks,
            "/orders": lambda: self.provider.asked,
        }
        if parts.path == "/authorize":
            self._send_back(dict(parse_qsl(parts.query)))
        elif parts.path in answers:
            self._answer(200, answers[parts.path]())
        else:
            self._answer(404, {})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        if self.path == "/orders":
            self.provider.orders = Orders(**json.loads(body))
            self._answer(200, {})
            return
        try:
            self._answer(200, self.provider.token(self.headers.get("Authorization", ""), dict(parse_qsl(body))))
        except Wrong as error:
            self._answer(400, {"error": str(error)})

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: what is said would stand in the tests' output."""

    def _send_back(self, asked: dict[str, str]) -> None:
        try:
            address = self.provider.authorize(asked)
        except Wrong as error:
            self._answer(400, {"error": str(error)})
            return
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self, status: int, said: object) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
