"""A database that another test has used is as good as new."""

import psycopg
import pytest

from tests.harness.lending import Lender
from tests.harness.migrated import create_migrated
from tests.harness.postgres import Postgres


@pytest.fixture
def lender(postgres: Postgres) -> Lender:
    return Lender(postgres)


def contents(url: str) -> dict[str, list[tuple[object, ...]]]:
    """All rows and counters; without the number by which each database is known."""
    with psycopg.connect(url) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        found = {name: connection.execute(f'TABLE "{name}"'.encode()).fetchall() for (name,) in tables}
        found["counters"] = connection.execute(
            "SELECT sequencename, last_value FROM pg_sequences ORDER BY 1"
        ).fetchall()
    found["position"] = [row for row in found["position"] if "identity" not in row]
    return found


def test_what_is_lent_again_holds_what_a_new_one_holds(lender: Lender, postgres: Postgres) -> None:
    with lender.lent() as first, psycopg.connect(first) as connection:
        connection.execute("UPDATE gateway SET failures = 7")
        connection.execute("INSERT INTO position (name, value) VALUES ('websub', 3)")
        connection.execute("SELECT nextval('notice_id_seq')")
        connection.commit()
        forgotten = psycopg.connect(first)
        forgotten.execute("SELECT * FROM position FOR UPDATE")  # and never ended
    with lender.lent() as second:
        assert second == first
        assert contents(second) == contents(create_migrated(postgres))
    forgotten.close()


def test_two_at_once_are_two(lender: Lender) -> None:
    with lender.lent() as one, lender.lent() as another:
        assert one != another


def test_one_with_other_tables_than_it_had_is_not_lent_again(lender: Lender) -> None:
    with lender.lent() as first, psycopg.connect(first) as connection:
        connection.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        connection.commit()
    with lender.lent() as second:
        assert second != first
