"""PostgreSQL databases that are lent to one test after another: emptying one is far cheaper than making it."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.sql import SQL, Composable, Identifier

from tests.harness.migrated import ANOTHER, a_number, create_migrated
from tests.harness.postgres import Postgres

_OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> %s"
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
_COUNTERS = """
    SELECT setval(quote_ident(sequencename)::regclass, start_value, false) FROM pg_sequences
    WHERE schemaname = 'public'
"""
_SHAPE = """
    SELECT md5(string_agg(part, ',' ORDER BY part)) FROM (
        SELECT (relname, attname, atttypid, attnotnull)::text AS part
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'public'::regnamespace
        UNION ALL SELECT (tgname, tgenabled)::text FROM pg_trigger WHERE NOT tgisinternal
    ) AS parts
"""


class Lender:
    """Lends the databases of one cluster."""

    def __init__(self, postgres: Postgres) -> None:
        self._postgres = postgres
        self._at_rest: list[str] = []
        self._shape: str | None = None
        self._rows: dict[str, list[tuple[object, ...]]] = {}  # those that the migrations write

    @contextmanager
    def lent(self) -> Iterator[str]:
        """The address of a database with its tables, as the migrations leave it."""
        url = self._emptied() or self._made()
        yield url
        self._at_rest.append(url)

    def _made(self) -> str:
        url = create_migrated(self._postgres)
        if self._shape is None:
            with psycopg.connect(url) as connection:
                self._shape = _shape(connection)
                for table in _tables(connection):
                    self._rows[table] = connection.execute(SQL("TABLE {}").format(Identifier(table))).fetchall()
        return url

    def _emptied(self) -> str | None:
        """One that a test is done with; one whose tables it has changed is left as it is."""
        while self._at_rest:
            url = self._at_rest.pop()
            with psycopg.connect(url) as connection:
                connection.execute(_OTHERS, [connection.info.backend_pid])
                if _shape(connection) == self._shape:
                    self._empty(connection)
                    return url
        return None

    def _empty(self, connection: "psycopg.Connection[tuple[object, ...]]") -> None:
        connection.execute("SET LOCAL session_replication_role = replica")  # in any order, and past the triggers
        for table in _tables(connection):
            connection.execute(SQL("DELETE FROM {}").format(Identifier(table)))
            for row in self._rows[table]:
                places: list[Composable] = [SQL("%s")] * len(row)
                values = SQL("INSERT INTO {} VALUES ({})").format(Identifier(table), SQL(", ").join(places))
                connection.execute(values, row)
        connection.execute(_COUNTERS)
        connection.execute(ANOTHER.format("%s").encode(), [a_number()])


def _tables(connection: "psycopg.Connection[tuple[object, ...]]") -> list[str]:
    return [str(name) for (name,) in connection.execute(_TABLES)]


def _shape(connection: "psycopg.Connection[tuple[object, ...]]") -> str:
    found = connection.execute(_SHAPE).fetchone()
    return str(found and found[0])
