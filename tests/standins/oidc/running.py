"""The provider as a test has it: started, ordered about, asked what it was asked."""

import os
import shlex
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

import requests

from tests.harness.ports import free_port
from tests.harness.processes import Process
from tests.harness.waiting import wait_until
from tests.paths import ROOT
from tests.standins.oidc.provider import CLIENT_ID, CLIENT_SECRET


class OidcProvider:
    """Starts at `with`, stops after it."""

    def __init__(self) -> None:
        port = free_port()
        self.issuer = f"http://127.0.0.1:{port}"
        self._directory = TemporaryDirectory(prefix="driftinformation-oidc-")
        command = f"{shlex.quote(sys.executable)} -m tests.standins.oidc --port {port}"
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
        directory = Path(self._directory.name)
        self.process = Process(command, environment, directory, directory / "log")

    def __enter__(self) -> Self:
        self.process.start()
        wait_until(lambda: not self.process.is_running or self._answers(), "the provider's stand-in")
        if not self.process.is_running:
            raise AssertionError(f"the provider's stand-in did not start\n{self.process.log}")
        return self

    def __exit__(self, *raised: object) -> None:
        self.process.stop()
        self._directory.cleanup()

    @property
    def settings(self) -> dict[str, str]:
        """What the service is told of it."""
        return {
            "oidc_issuer": self.issuer,
            "oidc_client_id": CLIENT_ID,
            "oidc_client_secret": CLIENT_SECRET,
            "oidc_roles": "redaktör=writers,publicist=publishers,administratör=admins",
        }

    def order(self, *, fault: str = "", remembers: bool = False, **user: Any) -> None:
        """Say who signs in next, as claims, and what goes wrong with it."""
        known = {"sub": "7", "name": "Anna Berg", "groups": ["publishers"]}
        orders = {"user": {**known, **user}, "fault": fault, "remembers": remembers}
        requests.post(f"{self.issuer}/orders", json=orders, timeout=10).raise_for_status()

    @property
    def asked(self) -> list[dict[str, str]]:
        """What clients have asked of it, oldest first."""
        return list(requests.get(f"{self.issuer}/orders", timeout=10).json())

    def visit(self, address: str) -> str:
        """What a browser does that is sent there: the address that it is sent back to."""
        answer = requests.get(address, timeout=10, allow_redirects=False)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.issuer}/jwks", timeout=10).ok
        except requests.ConnectionError:
            return False  # not listening yet
