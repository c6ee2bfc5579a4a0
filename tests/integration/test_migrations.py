"""The database's shape: up, down and up again, and the one that the tables in the program have."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from models import (  # noqa: F401
    adjustment,
    alarm,
    audit,
    console_message,
    delivery,
    draft,
    engine,
    inbound,
    letter,
    notice,
    operator,
    receiver,
    registration,
    run,
    sign_in,
    token,
)
from models.base import Base
from models.schema import REVISION
from notices import migrating
from notices.database import Database
from tests.factories import Desk, incident


def tables(database: Database) -> set[str]:
    with database.reading() as session:
        names = inspect(session.connection()).get_table_names()
    return {name for name in names if not name.startswith("search_entry")}


def test_up_down_and_up_again(anna: Desk) -> None:
    database = anna.database
    assert database.revision() == REVISION
    anna.publish(incident())
    migrating.downgrade(database, "base")
    assert database.revision() is None
    assert tables(database) == {"alembic_version"}
    migrating.upgrade(database)
    migrating.upgrade(database)  # nothing left to do
    assert database.revision() == REVISION
    anna.publish(incident())


def test_the_migrations_make_the_tables_that_the_program_has(anna: Desk) -> None:
    with anna.database.engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    assert [difference for difference in found if "search_entry" not in str(difference)] == []


def test_the_program_names_the_newest_migration() -> None:
    assert ScriptDirectory("models/migrations").get_current_head() == REVISION
