"""The application as operators meet it. On SQLite; `test_on_each_database.py` has what could differ on PostgreSQL."""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from notices.database import Database
from tests.factories import desk
from tests.people_at_the_desk import App, choose_password, desk_application, let_in

MakeApplication = Callable[..., Flask]
Later = Callable[..., None]


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with its tables and nothing in them, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "empty.db"
    desk(f"sqlite:///{path}").database.close()
    return path


@pytest.fixture
def database(migrated: Path) -> Database:
    """An empty database, in the same place for every test: one application has it open for all of them."""
    path = migrated.with_name("driftinformation.db")
    for left in path.parent.glob(f"{path.name}*"):
        left.unlink()
    return Database(f"sqlite:///{shutil.copy(migrated, path)}")


@pytest.fixture(scope="session")
def shared(migrated: Path) -> Flask:
    database = Database(f"sqlite:///{migrated.with_name('driftinformation.db')}")
    return desk_application(database, migrated.with_name("var"))


@pytest.fixture
def app(shared: Flask, database: Database) -> Flask:
    """The application, as on one's own machine, with an empty database."""
    assert shared.extensions["site"].database.url == database.url
    return shared


@pytest.fixture
def make(database: Database, tmp_path: Path) -> MakeApplication:
    """Makes the application with other settings: `make(public_url="https://drift.example")`."""

    def make_application(*, drawn: bool = False, **settings: object) -> Flask:
        return desk_application(database, tmp_path / "var", drawn=drawn, **settings)

    return make_application


@pytest.fixture
def later() -> Iterator[Later]:
    """Lets time pass: `later(minutes=5)`. Until then the clock stands still."""
    with time_machine.travel("2026-03-10 06:20:00+01:00", tick=False) as traveller:

        def pass_time(**time: float) -> None:
            traveller.shift(timedelta(**time))

        yield pass_time


@pytest.fixture
def anna_signs_in(app: Flask, later: Later) -> tuple[App, list[str]]:
    """Anna Berg has a password, an app for codes and recovery codes, and has waited until the next code."""
    phone = choose_password(let_in(app))
    later(minutes=2)
    return phone
