"""Databases with all tables, far sooner than the migrations make them: they are run once, and copied."""

import secrets
import shutil
import sqlite3
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path

import psycopg

from models.schema import REVISION
from notices import migrating
from notices.database import Database
from tests.harness.postgres import Postgres

# Each database has a number by which it is known from every other, also from one that it was copied from.
ANOTHER = "UPDATE position SET value = {} WHERE name = 'identity'"


def a_number() -> int:
    """A number that no other database has."""
    return secrets.randbelow(2**31)


def migrate(database: Database) -> None:
    """Give a database its tables, unless it has them."""
    if database.is_sqlite and not Path(str(database.url.database)).exists():
        copy_of_sqlite(Path(str(database.url.database)))
    elif database.revision() != REVISION:
        migrating.upgrade(database)


def copy_of_sqlite(path: Path) -> None:
    """Make a SQLite database with all tables."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_sqlite_original(), path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(ANOTHER.format("?"), [a_number()])


def create_migrated(postgres: Postgres) -> str:
    """Make a PostgreSQL database with all tables, and give its address."""
    url = postgres.create_database(template=_postgres_original(postgres))
    with psycopg.connect(url) as connection:
        connection.execute(ANOTHER.format("%s").encode(), [a_number()])
    return url


@cache
def _sqlite_original() -> Path:
    path = Path(tempfile.mkdtemp(prefix="driftinformation-sqlite-")) / "original.db"
    _made(f"sqlite:///{path}")
    return path


@cache
def _postgres_original(postgres: Postgres) -> str:
    url = postgres.create_database()
    _made(url)
    return url.rpartition("/")[2]


def _made(url: str) -> None:
    database = Database(url)
    migrating.upgrade(database)
    database.close()
