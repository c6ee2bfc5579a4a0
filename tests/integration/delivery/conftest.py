"""A service with subscribers, and the provider's stand-in at the other end."""

from collections.abc import Iterator

import pytest

from tests.integration.delivery.office import Office
from tests.standins.fixtures import provider, running_provider
from tests.standins.running import Provider

__all__ = ["office", "provider", "running_provider"]


@pytest.fixture
def office(database_url: str, provider: Provider) -> Iterator[Office]:
    made = Office(database_url, provider)
    yield made
    made.database.close()
