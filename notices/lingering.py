"""Keeping the database open while one transaction follows another: on SQLite the opening and closing of the file takes
longer than most of them.
"""

import time
from threading import Event, Lock, Thread

from notices.database import Database

# When nobody has come for so long, the file is closed, and at rest.
STAYS_S = 0.05


class Lingering:
    """For those whose transactions come in bursts: each says so when it begins."""

    def __init__(self, database: Database, stays_s: float = STAYS_S) -> None:
        self._database, self._stays_s = database, stays_s
        self._came = Event()
        self._starting = Lock()
        self._keeper: Thread | None = None

    def come(self) -> None:
        """Somebody is about to write, and others may soon follow."""
        if not self._database.is_sqlite:
            return
        self._came.set()
        if self._keeper is None:
            self._start()

    def _start(self) -> None:
        """Only when somebody has come: the process may have been split in many after this was made."""
        with self._starting:
            if self._keeper is None:
                self._keeper = Thread(target=self._keep, name="lingering", daemon=True)
                self._keeper.start()

    def _keep(self) -> None:
        while self._came.wait():
            with self._database.staying():
                while self._came.is_set():
                    self._came.clear()
                    time.sleep(self._stays_s)
