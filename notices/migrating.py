"""The database's shape, moved up and down by Alembic on either database."""

from collections.abc import Callable

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from notices.config import ROOT
from notices.database import Database


def upgrade(database: Database, revision: str = "head") -> None:
    """Move up to a revision, making the SQLite file first where there is none."""
    database.create()
    _run(database, lambda config: command.upgrade(config, revision))


def downgrade(database: Database, revision: str) -> None:
    """Move down to a revision; `base` empties the database."""
    _run(database, lambda config: command.downgrade(config, revision))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "models" / "migrations").replace("%", "%%"))
    return config


def _run(database: Database, act: Callable[[Config], None]) -> None:
    config = _config()
    with database.engine.execution_options(migrating=True).begin() as connection:
        if not database.is_sqlite:
            # Two releases at once: the second waits, and finds nothing left to do.
            connection.execute(text("SELECT pg_advisory_xact_lock(7137701)"))
        config.attributes["connection"] = connection
        act(config)
