"""The file stays open while writers follow each other, and is whole again when they have gone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event, text

from notices.database import Database
from notices.lingering import Lingering
from tests.harness.migrated import copy_of_sqlite
from tests.harness.waiting import wait_until


@pytest.fixture
def path(tmp_path: Path) -> Path:
    copy_of_sqlite(tmp_path / "driftinformation.db")
    return tmp_path / "driftinformation.db"


def opened(database: Database) -> Callable[[], int]:
    """How often its file has been opened."""
    times: list[object] = []
    event.listen(database.engine, "connect", lambda connection, _record: times.append(connection))
    return lambda: len(times)


def beside(path: Path) -> list[Path]:
    """What SQLite keeps beside an open file."""
    return [file for file in path.parent.iterdir() if file != path]


def write(database: Database, lingering: Lingering | None) -> None:
    if lingering:
        lingering.come()
    with database.writing() as session:
        session.execute(text("UPDATE position SET value = value + 1"))


def test_those_who_follow_each_other_open_the_file_once_and_leave_it_whole(path: Path) -> None:
    database = Database(f"sqlite:///{path}")
    count, lingering = opened(database), Lingering(database, stays_s=2)
    for _ in range(20):
        write(database, lingering)
    assert count() <= 2, "the first may have come before the keeper"
    wait_until(lambda: beside(path) == [], "the file to be closed")
    write(database, lingering)
    assert count() <= 3


def test_without_it_each_opens_the_file(path: Path) -> None:
    database = Database(f"sqlite:///{path}")
    count = opened(database)
    for _ in range(3):
        write(database, None)
    assert count() == 3
    assert beside(path) == []
