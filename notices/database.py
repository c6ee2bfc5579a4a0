"""The database's edge: one transaction for each request, command or job."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, inspect, make_url, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from notices.errors import Conflict
from notices.sqlite import Turns, sqlite_engine

WAIT_S = 15.0
GLANCE_S = 1.0


class Database:
    """Opens transactions on SQLite or PostgreSQL.

    On SQLite every transaction opens the file anew, or is handed a connection by the one before, of this very file: one
    that was removed or replaced under a running process is noticed at once instead of being read as a ghost.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        path = str(self.url.database)
        self.engine = sqlite_engine(path, WAIT_S) if self.is_sqlite else _postgresql(url)
        self._turns = Turns(self.engine, path) if self.is_sqlite else None
        view = {"reading": True} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        self._reader = self.engine.execution_options(**view)
        hasty = sqlite_engine(path, GLANCE_S) if self.is_sqlite else self.engine
        self._glancer = hasty.execution_options(**view)

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
    def writing(self, wait_s: float = WAIT_S) -> Iterator[Session]:
        """A transaction that may write; committed at the end, undone on an error.

        On SQLite one writes at a time. Raises OperationalError where the others are not done after `wait_s` seconds,
        and Conflict where somebody else changed the same notice at the same time.
        """
        try:
            with self._writer(wait_s) as bind, Session(bind, expire_on_commit=False) as session, session.begin():
                yield session
        except (StaleDataError, IntegrityError) as error:
            raise Conflict("Någon annan ändrade samtidigt. Inget sparades; läs om och försök igen.") from error

    def staying(self) -> AbstractContextManager[None]:
        """For whoever is about to write again and again: on SQLite the file stays open between transactions."""
        return self._turns.staying() if self._turns else nullcontext()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that only reads: one moment's view of everything."""
        with Session(self._reader, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def glancing(self) -> Iterator[Session]:
        """As `reading`, for whoever would rather do without than wait: OperationalError after about `GLANCE_S`."""
        with Session(self._glancer, expire_on_commit=False) as session, session.begin():
            if not self.is_sqlite:
                session.execute(text(f"SET LOCAL statement_timeout = '{GLANCE_S}s'"))
            yield session

    def _writer(self, wait_s: float) -> AbstractContextManager[Engine | Connection]:
        return self._turns.turn(wait_s) if self._turns else nullcontext(self.engine)


def _postgresql(url: str) -> Engine:
    return create_engine(
        url,
        pool_pre_ping=True,
        pool_timeout=5,
        hide_parameters=True,  # numbers and what people wrote are not for logs
        connect_args={"connect_timeout": 3},
    )
