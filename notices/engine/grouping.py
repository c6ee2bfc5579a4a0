"""Many requests in one transaction: each is answered when it is committed, and a commit takes its time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from notices.database import Database
from notices.lingering import STAYS_S

T = TypeVar("T")

MOST = 500  # in one transaction


@dataclass(slots=True, eq=False)
class _Waiting(Generic[T]):
    """One who waits: the lock is released when what they brought is committed, or `error` says why it is not."""

    item: T
    committed: Lock = field(default_factory=Lock)
    error: Exception | None = None


class Group(Generic[T]):
    """Writes what threads hand it, all that wait in one transaction.

    `write(session, items)` does so; one that cannot be written would take the others with it, so hand it nothing that
    has not been checked. `wait_s` as in `Database.writing`.
    """

    def __init__(self, database: Database, write: Callable[[Session, Sequence[T]], object], wait_s: float) -> None:
        self._database, self._write, self._wait_s = database, write, wait_s
        self._waiting: SimpleQueue[_Waiting[T]] = SimpleQueue()
        self._writer: Thread | None = None
        self._starting = Lock()

    @property
    def waiting(self) -> int:
        """How many wait to be taken into the next transaction."""
        return self._waiting.qsize()

    def add(self, item: T) -> None:
        """Return when it is committed. Raises what the transaction raises; then nothing of the item is there."""
        mine = _Waiting(item)
        mine.committed.acquire()
        self._waiting.put(mine)
        if self._writer is None:
            self._start()
        mine.committed.acquire()
        if mine.error:
            raise mine.error

    def _start(self) -> None:
        """Only when something is to be written: the process may have been split in many after this was made."""
        with self._starting:
            if self._writer is None:
                self._writer = Thread(target=self._run, name="group", daemon=True)
                self._writer.start()

    def _run(self) -> None:
        while True:
            group = self._next()
            with self._database.staying():
                while group:
                    self._commit(group)
                    group = self._next(STAYS_S)  # those who were just answered will soon be back

    def _next(self, within_s: float | None = None) -> list[_Waiting[T]]:
        """All that wait, at least one; none where nobody comes within the time."""
        group: list[_Waiting[T]] = []
        try:
            group.append(self._waiting.get(timeout=within_s))
            while len(group) < MOST:
                group.append(self._waiting.get_nowait())
        except Empty:
            pass  # these are all
        return group

    def _commit(self, group: Sequence[_Waiting[T]]) -> None:
        error: Exception | None = None
        try:
            with self._database.writing(self._wait_s) as session:
                self._write(session, [one.item for one in group])
        except Exception as failure:  # whichever it is: it is raised where the item came from
            error = failure
        for one in group:
            one.error = error
            one.committed.release()
