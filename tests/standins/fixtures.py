"""The provider's stand-in for tests."""

from collections.abc import Iterator

import pytest

from tests.standins.running import Provider


@pytest.fixture(scope="session")
def running_provider() -> Iterator[Provider]:
    """One process of the stand-in for each test process, started when a test first asks for it."""
    with Provider() as provider:
        yield provider


@pytest.fixture
def provider(running_provider: Provider) -> Provider:
    """The provider: nothing sent yet, no faults."""
    running_provider.reset()
    return running_provider
