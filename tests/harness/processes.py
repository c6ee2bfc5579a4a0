"""One process of the service, run as the Procfile says, in a process group of its own."""

import os
import re
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.paths import ROOT

STOPS_WITHIN_S = 20


def procfile_command(name: str) -> str:
    """The command that the Procfile has under `name`."""
    lines = (ROOT / "Procfile").read_text(encoding="utf-8").splitlines()
    commands = dict(re.split(r":\s*", line, maxsplit=1) for line in lines)
    return str(commands[name])


class Process:
    """A shell command with what it says in a file. It can be started again after it has ended."""

    def __init__(self, command: str, environment: Mapping[str, str], directory: Path, log: Path) -> None:
        self.command = command
        self.environment = dict(environment)
        self.directory = directory
        self.log_file = log
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The command's own process, which leads its group."""
        if self._running is None:
            raise AssertionError(f"not started: {self.command}")
        return self._running.pid

    @property
    def is_running(self) -> bool:
        return self._running is not None and self._running.poll() is None

    @property
    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8") if self.log_file.exists() else ""

    def start(self) -> None:
        with self.log_file.open("ab") as log:
            self._running = subprocess.Popen(
                f"exec {self.command}",  # so that the shell is replaced, and its end is the command's end
                shell=True,
                env=self.environment,
                cwd=self.directory,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def stop(self) -> None:
        """Ask it to stop and wait until it has. AssertionError, after killing it, where it does not."""
        if not self.is_running:
            return
        self._signal(signal.SIGTERM)
        try:
            self._wait(STOPS_WITHIN_S)
        except subprocess.TimeoutExpired as error:
            self.kill()
            raise AssertionError(f"did not stop within {STOPS_WITHIN_S} s: {self.command}\n{self.log}") from error

    def kill(self) -> None:
        """End it at once, with no chance to tidy up."""
        if self.is_running:
            self._signal(signal.SIGKILL)
            self._wait(STOPS_WITHIN_S)

    def _signal(self, number: signal.Signals) -> None:
        os.killpg(self.pid, number)

    def _wait(self, seconds: float) -> None:
        if self._running is not None:
            self._running.wait(seconds)
