"""SQLite: a file that is opened for each transaction, and handed on while others of this process wait to write."""

import os
import sqlite3
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.exc import OperationalError

_BEGIN = "BEGIN IMMEDIATE"


def sqlite_engine(path: str, wait_s: float) -> Engine:
    """Opens the file, never makes one: a missing file is an error. `wait_s`: how long to wait for other processes."""
    # The connections that are handed on go from thread to thread, one at a time.
    arguments = {"timeout": wait_s, "check_same_thread": False}
    address = f"sqlite:///file:{path}?mode=rw&uri=true"
    engine = create_engine(address, poolclass=NullPool, connect_args=arguments, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


class Turns:
    """Those of this process who write, one after the other.

    While somebody waits, the connection is handed on to them: opening and closing it takes longer than most
    transactions. When nobody does it is closed, so that a file at rest is whole and has no others beside it; and nobody
    is handed one whose file has been removed or replaced.
    """

    def __init__(self, engine: Engine, path: str) -> None:
        self._engine, self._path = engine, path
        self._lock = Lock()
        self._waiting: deque[None] = deque()  # one for each; appending and popping are atomic
        self._handed_on: tuple[Connection, tuple[int, int] | None] | None = None

    @property
    def waiting(self) -> int:
        """How many wait for their turn now."""
        return len(self._waiting)

    @contextmanager
    def turn(self, wait_s: float) -> Iterator[Connection]:
        """A connection for one transaction. Raises OperationalError where those before are not done within the time."""
        until = time.monotonic() + wait_s
        self._wait(wait_s)
        try:
            connection, file = self._taken() or self._opened()
            try:
                yield connection.execution_options(wait_s=max(0.0, until - time.monotonic()))
            except BaseException:
                connection.close()
                raise
            if self._waiting:
                self._handed_on = connection, file
            else:
                connection.close()
        finally:
            self._lock.release()

    @contextmanager
    def staying(self) -> Iterator[None]:
        """While somebody is about to write again and again: the connection is handed on to them, too."""
        self._waiting.append(None)
        try:
            yield
        finally:
            self._waiting.pop()
            with self._lock:
                self._close_unless_waited_for()

    def _wait(self, wait_s: float) -> None:
        self._waiting.append(None)
        came = self._lock.acquire(timeout=wait_s)
        self._waiting.pop()
        if not came:
            raise OperationalError(_BEGIN, {}, sqlite3.OperationalError("database is locked"))

    def _close_unless_waited_for(self) -> None:
        if self._handed_on and not self._waiting:
            self._handed_on[0].close()
            self._handed_on = None

    def _taken(self) -> tuple[Connection, tuple[int, int] | None] | None:
        handed_on, self._handed_on = self._handed_on, None
        if handed_on and handed_on[1] != self._file():
            handed_on[0].close()
            return None
        return handed_on

    def _opened(self) -> tuple[Connection, tuple[int, int] | None]:
        file = self._file()  # looked at first: if it is replaced just now, the next turn sees it
        return self._engine.connect(), file

    def _file(self) -> tuple[int, int] | None:
        """Which file has the name now, or None where none has."""
        try:
            found = os.stat(self._path)  # noqa: PTH116  (for each transaction, and a path takes longer)
        except FileNotFoundError:
            return None
        return found.st_dev, found.st_ino


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver's own begin is too late: see _begin
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin(connection: Connection) -> None:
    # A writer takes its place in the queue before it reads; otherwise two that read first both fail.
    options = connection.get_execution_options()
    if options.get("migrating"):  # SQLite can change some things of a table only by making it anew under the others
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    if "wait_s" in options:
        driver: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
        driver.execute(f"PRAGMA busy_timeout={round(options['wait_s'] * 1000)}")
    connection.exec_driver_sql("BEGIN" if options.get("reading") else _BEGIN)
