"""The real server: the Procfile's own commands, on a free port, with a directory of its own."""

import os
import subprocess
import sys
from pathlib import Path

import requests

from notices.database import Database
from tests.harness.commands import run_command
from tests.harness.migrated import migrate
from tests.harness.ports import free_port
from tests.harness.processes import Process, procfile_command
from tests.harness.waiting import wait_until
from tests.paths import ROOT

PROGRAMS = Path(sys.executable).parent


class Server:
    """One installation: its settings, its directory, its web process and its worker.

    Nothing is inherited from the developer's own settings; `settings` adds to, or replaces, those below.
    """

    def __init__(self, directory: Path, database_url: str, **settings: str) -> None:
        self.directory = directory
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = {
            "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(directory),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": database_url,
            "SECRET_KEY": "a key that only the tests know of",
            "PUBLIC_URL": self.address,
            "PORT": str(self.port),
            "VAR_DIR": str(directory / "var"),
            **settings,
        }
        self.web = self._process("web")
        self.worker = self._process("worker")

    @property
    def log(self) -> str:
        """All that the web process has said."""
        return self.web.log

    def migrate(self) -> None:
        """Make the database's tables, unless it has them."""
        database = Database(self.environment["DATABASE_URL"])
        migrate(database)
        database.close()

    def release(self) -> None:
        """Run the Procfile's release command: migrations, then the site."""
        done = subprocess.run(
            procfile_command("release"),
            shell=True,
            env=self.environment,
            cwd=self.directory,
            capture_output=True,
            text=True,
            check=False,
        )
        _check(done)

    def flask(self, *arguments: str, input: str = "", check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run `flask --app app ARGUMENTS`. AssertionError with what it said where it fails, unless `check` is off."""
        done = run_command(arguments, self.environment, self.directory, input)
        return _check(done) if check else done

    def start(self, ready: str = "/readyz") -> None:
        """Start the web process and wait until the path `ready` answers 200.

        With the database gone, wait for `/healthz`. AssertionError with the log where it ends instead.
        """
        self.web.start()
        try:
            wait_until(lambda: not self.web.is_running or self._answers(ready), f"{self.address}{ready}")
        except AssertionError as error:
            self.web.kill()
            raise AssertionError(f"{error}\n{self.log}") from error
        if not self.web.is_running:
            raise AssertionError(f"the server did not start\n{self.log}")

    def stop(self) -> None:
        self.web.stop()

    def kill(self) -> None:
        self.web.kill()

    def restart(self, ready: str = "/readyz") -> None:
        self.stop()
        self.start(ready)

    def get(self, path: str, **headers: str) -> requests.Response:
        """GET a path, or a whole address. Redirects are not followed; `If_None_Match` is `If-None-Match`."""
        address = path if path.startswith("http") else self.address + path
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return requests.get(address, headers=sent, timeout=30, allow_redirects=False)

    def _answers(self, path: str) -> bool:
        try:
            return self.get(path).ok
        except requests.ConnectionError:
            return False  # not listening yet

    def _process(self, name: str) -> Process:
        return Process(procfile_command(name), self.environment, self.directory, self.directory / f"{name}.log")


def _check(done: subprocess.CompletedProcess[str]) -> subprocess.CompletedProcess[str]:
    if done.returncode:
        raise AssertionError(f"{done.args} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done
