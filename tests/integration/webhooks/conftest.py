"""A service that tells by webhook, and a receiver."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.webhooks.office import WebhookOffice
from tests.standins.receiver import Receiver, running_receiver


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with running_receiver() as running:
        yield running


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[WebhookOffice]:
    made = WebhookOffice(database_url, tmp_path)
    yield made
    made.close()
