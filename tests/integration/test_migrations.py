"""The migrations lead up, down and up again on either database, and end where the models are."""

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from models.notice import Notice
from models.schema import REVISION
from notices import migrating
from notices.database import Database


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


def tables(database: Database) -> set[str]:
    with database.reading() as session:
        return set(inspect(session.connection()).get_table_names()) - {"alembic_version"}


def test_up_down_and_up_again(database: Database) -> None:
    migrating.upgrade(database)
    made = tables(database)
    assert "notice" in made
    migrating.downgrade(database, "base")
    assert tables(database) == set()
    migrating.upgrade(database)
    assert tables(database) == made
    assert database.revision() == REVISION


def test_the_migrated_tables_are_those_of_the_models(database: Database) -> None:
    migrating.upgrade(database)
    with database.reading() as session:
        context = MigrationContext.configure(
            session.connection(),
            # The search index differs between the databases and belongs to the migrations alone.
            opts={"include_name": lambda name, kind, _: kind != "table" or name in Notice.metadata.tables},
        )
        assert compare_metadata(context, Notice.metadata) == []
