"""The application with its API, on a database of each kind."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.factories import Desk, desk
from tests.people_at_the_desk import desk_application


@pytest.fixture(scope="module")
def app(bea: Desk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    made = desk_application(bea.database, tmp_path_factory.mktemp("api") / "var")
    yield made
    made.extensions["site"].database.close()


@pytest.fixture(scope="module")
def one_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """On SQLite alone, for what does not depend on which database it is; with its public pages, and with webhooks."""
    tmp_path = tmp_path_factory.mktemp("api")
    made = desk(f"sqlite:///{tmp_path}/one.db")
    app = desk_application(made.database, tmp_path / "var", drawn=True, webhook_recipients="*")
    yield app
    app.extensions["site"].database.close()
    made.database.close()
