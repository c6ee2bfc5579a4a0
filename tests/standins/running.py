"""The provider's stand-in in a process of its own, and the hand that steers it.

with Provider() as sms:
    sms.fault("reset", accepted=True, every=3)
    ...
    assert sms.doubled() == {}
"""

import json
import os
import shlex
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

import requests

from tests.harness.ports import free_port
from tests.harness.processes import Process
from tests.harness.waiting import wait_until
from tests.paths import ROOT
from tests.standins.provider.config import Config

CONTROL_WITHIN_S = 60


@dataclass(frozen=True)
class Accepted:
    """A message that the provider has accepted. `accepted_at` is in seconds since the epoch."""

    sid: str
    to: str
    body: str
    sender: str
    callback: str | None
    accepted_at: float


@dataclass(frozen=True)
class Attempt:
    """A request to send: an HTTP status, `reset` or `hang`, and the sid if it was accepted. `at` as above."""

    at: float
    to: str | None
    body: str | None
    ended: str
    sid: str | None


@dataclass(frozen=True)
class Posted:
    """A request to one of the service's webhooks, and the HTTP status or the error that it got. `at` as above."""

    at: float
    url: str
    form: dict[str, str]
    status: int | None
    error: str | None


@dataclass(frozen=True)
class Received:
    """A text from a phone: what the service answered, and the texts that it replied with."""

    sid: str
    status: int | None
    error: str | None
    replies: list[str]


class Provider:
    """Starts at `with`, stops after it. `settings` are those of `provider/config.py`."""

    def __init__(self, **settings: Any) -> None:
        self.config = Config.model_validate(settings)
        self.account_sid = self.config.account_sid
        self.auth_token = self.config.auth_token
        self._directory = TemporaryDirectory(prefix="driftinformation-provider-")
        self.process = self._made(free_port(), free_port())
        self._session = requests.Session()

    def __enter__(self) -> Self:
        self.process.start()
        wait_until(lambda: not self.process.is_running or self._answers(), "the provider's stand-in")
        if not self.process.is_running:
            raise AssertionError(f"the provider's stand-in did not start\n{self.process.log}")
        return self

    def __exit__(self, *raised: object) -> None:
        self._session.close()
        self.process.stop()
        said = self.process.log
        self._directory.cleanup()
        if said:
            raise AssertionError(f"the provider's stand-in complained\n{said}")

    def fault(self, do: str, **details: Any) -> None:
        """Order a fault of the API, as `ApiFault` describes it: `fault("hang", accepted=True, to=..., first=2)`."""
        self._send("POST", "/faults", {"do": do, **details})

    def callback_fault(self, do: str, **details: Any) -> None:
        """Order a fault of the status callbacks, as `CallbackFault` describes it."""
        self._send("POST", "/callback-faults", {"do": do, **details})

    def no_faults(self) -> None:
        self._send("DELETE", "/faults")

    def number(self, number: str, **behaviour: Any) -> None:
        """Say how a recipient's number behaves, as `Number` describes it: `number("+46…", refuse=21610)`."""
        self._send("PUT", f"/numbers/{number}", behaviour)

    def configure(self, **settings: Any) -> None:
        """Change settings of `Config` until the next reset."""
        self._send("PATCH", "/config", settings)

    def down(self, seconds: float | None = None) -> None:
        """Refuse connections for so long, or until `up`. The phones and the control go on."""
        self._send("POST", "/down", {"seconds": seconds})

    def up(self) -> None:
        self._send("POST", "/up")

    def reset(self) -> None:
        """Forget everything that was received, ordered and configured since the start."""
        self._send("POST", "/reset")

    def inbound(
        self, sender: str, to: str, body: str, *, sid: str | None = None, opt_out_type: str | None = None
    ) -> Received:
        """Text the service. With the `sid` of an earlier text, that one is told to the service again."""
        asked = {"sender": sender, "to": to, "body": body, "sid": sid, "opt_out_type": opt_out_type}
        return Received(**self._send("POST", "/inbound", asked).json())

    @property
    def accepted(self) -> list[Accepted]:
        """In the order in which they were accepted."""
        return [Accepted(**row) for row in self._get("/accepted")]

    @property
    def attempts(self) -> list[Attempt]:
        return [Attempt(**row) for row in self._get("/attempts")]

    @property
    def posted(self) -> list[Posted]:
        return [Posted(**row) for row in self._get("/posted")]

    @property
    def sent(self) -> dict[str, list[str]]:
        """The texts that each phone has got, oldest first; also replies."""
        return dict(self._get("/phones"))

    @property
    def summary(self) -> dict[str, int]:
        """Counts: up, accepted, attempts, posted, in_flight, peak_in_flight, callbacks_waiting. Cheap to ask for."""
        return dict(self._get("/"))

    def counts(self) -> Counter[tuple[str, str]]:
        """How often each text was accepted for each number, by (to, body)."""
        return Counter((message.to, message.body) for message in self.accepted)

    def missed(self, expected: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
        """Those of the (to, body) that were never accepted."""
        return set(expected) - self.counts().keys()

    def doubled(self) -> dict[tuple[str, str], int]:
        """The (to, body) that were accepted more than once, and how often."""
        return {pair: times for pair, times in self.counts().items() if times > 1}

    def settle(self) -> None:
        """Wait until every callback has been made."""
        wait_until(lambda: not self.summary["callbacks_waiting"], "the provider's callbacks")

    def _made(self, port: int, control_port: int) -> Process:
        self.address = f"http://127.0.0.1:{port}"
        self.control = f"http://127.0.0.1:{control_port}"
        config = shlex.quote(json.dumps(self.config.model_dump(mode="json")))
        command = (
            f"{shlex.quote(sys.executable)} -m tests.standins.provider "
            f"--port {port} --control-port {control_port} --config {config}"
        )
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
        directory = Path(self._directory.name)
        return Process(command, environment, directory, directory / "log")

    def _answers(self) -> bool:
        try:
            return self._session.get(self.control, timeout=CONTROL_WITHIN_S).ok
        except requests.ConnectionError:
            return False  # not listening yet

    def _get(self, path: str) -> Any:
        return self._send("GET", path).json()

    def _send(self, method: str, path: str, body: dict[str, Any] | None = None) -> requests.Response:
        response = self._session.request(method, self.control + path, json=body, timeout=CONTROL_WITHIN_S)
        if not response.ok:
            raise AssertionError(f"{method} {path}: {response.status_code} {response.text}")
        return response
