"""The application with an engine that reports, on a database of each kind."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.factories import Desk
from tests.integration.engine.engines import Reporting
from tests.people_at_the_desk import desk_application


@pytest.fixture(scope="module")
def app(bea: Desk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    made = desk_application(bea.database, tmp_path_factory.mktemp("engine") / "var", drawn=True)
    yield made
    made.extensions["site"].database.close()


@pytest.fixture
def engine(app: Flask) -> Reporting:
    """An engine of its own for each test, which may tell of all jobs in production."""
    return Reporting.added(app)
