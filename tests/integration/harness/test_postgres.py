"""The tests' own PostgreSQL and databases do what the tests rely on."""

import psycopg
import pytest
from sqlalchemy import create_engine, text

from tests.harness.postgres import Postgres


def test_a_database_is_fresh_and_can_be_written(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE once (word TEXT)"))
        connection.execute(text("INSERT INTO once VALUES ('åäö')"))
        assert connection.execute(text("SELECT word FROM once")).scalar_one() == "åäö"
    engine.dispose()


def test_a_copied_database_has_what_its_template_has(postgres: Postgres) -> None:
    original = postgres.create_database()
    with psycopg.connect(original, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    with psycopg.connect(postgres.create_database(template=original.rpartition("/")[2])) as copy:
        assert copy.execute("SELECT number FROM kept").fetchone() == (7,)


def test_a_stopped_postgresql_refuses_and_has_lost_nothing_when_it_runs_again(postgres: Postgres) -> None:
    url = postgres.create_database()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    with postgres.stopped():
        assert not postgres.is_running
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(url, connect_timeout=2)
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_its_directory_is_gone_when_it_is_removed() -> None:
    postgres = Postgres()
    postgres.remove()
    assert not postgres.is_running
    assert not postgres.directory.exists()
