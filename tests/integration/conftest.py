"""People who act on a real database."""

from collections.abc import Iterator

import pytest

from tests.factories import Desk, desk


@pytest.fixture
def anna(database_url: str) -> Iterator[Desk]:
    """Anna publishes, on a fresh database of each kind."""
    made = desk(database_url)
    yield made
    made.database.close()
