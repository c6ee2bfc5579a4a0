"""The database's edge: one transaction for each request, command or job."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from notices.errors import Conflict


class Database:
    """Opens transactions on SQLite or PostgreSQL.

    On SQLite every transaction opens the file anew: a few hundred microseconds, and a file that was
    removed or replaced under a running process is noticed at once instead of being read as a ghost.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.engine = _sqlite(str(self.url.database)) if self.is_sqlite else _postgresql(url)
        view = {"reading": True} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        self._reader = self.engine.execution_options(**view)

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    def create(self) -> None:
        """Make the SQLite file where there is none, so that only the migrations ever do."""
        if self.is_sqlite:
            path = Path(str(self.url.database))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()

    def close(self) -> None:
        """Close what connections are kept. The next transaction opens new ones."""
        self.engine.dispose()

    def revision(self) -> str | None:
        """The migration that the database has come to, or None where it has no tables yet."""
        with self.reading() as session:
            if not inspect(session.connection()).has_table("alembic_version"):
                return None
            found: str | None = session.scalar(text("SELECT version_num FROM alembic_version"))
            return found

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that may write; committed at the end, undone on an error.

        Raises Conflict where somebody else changed the same notice at the same time.
        """
        try:
            with Session(self.engine, expire_on_commit=False) as session, session.begin():
                yield session
        except (StaleDataError, IntegrityError) as error:
            raise Conflict("Någon annan ändrade samtidigt. Inget sparades; läs om och försök igen.") from error

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that only reads: one moment's view of everything."""
        with Session(self._reader, expire_on_commit=False) as session, session.begin():
            yield session


def _postgresql(url: str) -> Engine:
    return create_engine(
        url,
        pool_pre_ping=True,
        pool_timeout=5,
        connect_args={"connect_timeout": 3},
    )


def _sqlite(path: str) -> Engine:
    # mode=rw: a missing file is an error, never a new and empty database.
    uri = f"sqlite:///file:{path}?mode=rw&uri=true"
    engine = create_engine(uri, poolclass=NullPool, connect_args={"timeout": 15})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver's own begin is too late: see _begin
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin(connection: Connection) -> None:
    # A writer takes its place in the queue before it reads; otherwise two that read first both fail.
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
