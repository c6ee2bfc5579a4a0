"""A private PostgreSQL, made for one test process and thrown away after it."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TypedDict

import psycopg

from tests.harness.ports import free_port
from tests.harness.waiting import wait_until

INSTALLED = Path("/usr/lib/postgresql")
STOPS_WITHIN_S = 30
# The data lives as long as the tests do, so nothing is gained by waiting for the disk.
OPTIONS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100")


class Postgres:
    """A cluster of its own in a temporary directory, on a free port of 127.0.0.1 and a socket beside its data.

    PostgreSQL refuses to run as root; there it runs as Debian's user `postgres`.
    """

    def __init__(self) -> None:
        self._identity = _identity()
        self._programs = _programs()
        self.directory = Path(tempfile.mkdtemp(prefix="driftinformation-postgres-"))
        if self._identity:
            shutil.chown(self.directory, self._identity["user"], self._identity["group"])
        self.port = free_port()
        self._names = (f"test_{number}" for number in count(1))
        self._running: subprocess.Popen[bytes] | None = None
        self._initialise()
        self.start()

    @property
    def is_running(self) -> bool:
        return self._running is not None and self._running.poll() is None

    @property
    def log(self) -> str:
        return (self.directory / "log").read_text(encoding="utf-8")

    def url(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def create_database(self, template: str = "template0") -> str:
        """Make a database and give its address; empty, unless `template` names one to copy."""
        name = next(self._names)
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
        return self.url(name)

    def start(self) -> None:
        if self.is_running:
            return
        options = [word for option in OPTIONS for word in ("-c", option)]
        where = ("-D", self._data, "-h", "127.0.0.1", "-p", str(self.port), "-k", self.directory)
        with (self.directory / "log").open("ab") as log:
            self._running = subprocess.Popen(
                (self._programs / "postgres", *where, *options),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self.directory,
                start_new_session=True,
                **self._identity,
            )
        wait_until(self._answers_or_ended, f"PostgreSQL in {self.directory}")
        if not self.is_running:
            raise AssertionError(f"PostgreSQL did not start\n{self.log}")

    def stop(self) -> None:
        """Stop it under whoever is connected, as an operator's restart does. The data stays."""
        if self._running is not None and self.is_running:
            self._running.send_signal(signal.SIGINT)
            self._running.wait(STOPS_WITHIN_S)

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Stopped inside the block, and running again after it."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    def remove(self) -> None:
        """Stop it and throw the data away."""
        self.stop()
        shutil.rmtree(self.directory)

    @property
    def _data(self) -> Path:
        return self.directory / "data"

    def _initialise(self) -> None:
        subprocess.run(
            [self._programs / "initdb", "-D", self._data, *"-U postgres -A trust -E UTF8 --locale=C.UTF-8 -N".split()],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.directory,
            **self._identity,
        )

    def _answers_or_ended(self) -> bool:
        try:
            psycopg.connect(self.url("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return not self.is_running
        return True


class _Identity(TypedDict, total=False):
    """Whom to run as, in subprocess's own terms."""

    user: int
    group: int
    extra_groups: list[int]


def _identity() -> _Identity:
    if os.geteuid() != 0:
        return {}
    entry = pwd.getpwnam("postgres")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _programs() -> Path:
    """The newest installed version's programs."""
    versions = sorted(INSTALLED.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if not versions:
        raise AssertionError("PostgreSQL is not installed: scripts/ensure-debian postgresql")
    return versions[-1].parent
