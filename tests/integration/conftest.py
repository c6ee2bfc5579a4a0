"""People who act on a real database."""

from collections.abc import Iterator

import pytest

from tests.factories import Desk, desk
from tests.harness.migrated import create_migrated
from tests.harness.postgres import Postgres


@pytest.fixture
def anna(database_url: str) -> Iterator[Desk]:
    """Anna publishes, on a fresh database of each kind."""
    made = desk(database_url)
    yield made
    made.database.close()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def bea(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Bea publishes on a database of each kind that a module's tests share: what others have left there is there."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('bea')}/driftinformation.db"
    else:
        cluster: Postgres = request.getfixturevalue("cluster")
        cluster.start()  # a test may have stopped it
        url = create_migrated(cluster)
    made = desk(url)
    yield made
    made.database.close()
