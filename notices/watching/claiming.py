"""Which worker watches: one. The others ask again each second, and go on where it ends."""

from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from notices.database import Database

_LOCK = 5_317_204  # a number of our own among PostgreSQL's advisory locks


class Claim:
    """The right to watch, held for as long as the connection lives. On SQLite there is one worker, and it has it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: Connection | None = None

    def hold(self) -> bool:
        """Take it where it is free, or see that it is still held. Raises OperationalError where it was lost."""
        if self._database.is_sqlite:
            return True
        if self._connection is None:
            return self._take()
        try:
            self._connection.execute(text("SELECT 1"))
        except OperationalError:
            self._connection.invalidate()  # and not back to the pool, with a lock that nobody knows of
            self._connection.close()
            self._connection = None
            raise
        return True

    def release(self) -> None:
        """Let another take it."""
        if self._connection is not None:
            self._connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _LOCK})
            self._connection.close()
            self._connection = None

    def _take(self) -> bool:
        # Each statement by itself: the lock is the connection's, and no transaction stays open.
        connection = self._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        taken = bool(connection.scalar(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": _LOCK}))
        if taken:
            self._connection = connection
        else:
            connection.close()
        return taken
