"""The provider's stand-in, the provider's own clients pointed at it, and somebody for it to call."""

from collections.abc import Iterator

import pytest
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from tests.integration.standins.receiver import Receiver
from tests.standins.fixtures import provider, running_provider
from tests.standins.running import Provider

__all__ = ["client", "provider", "receiver", "running_provider"]


@pytest.fixture
def client(provider: Provider) -> Iterator[Client]:
    http = TwilioHttpClient(timeout=30)
    client = Client(provider.account_sid, provider.auth_token, http_client=http)
    client.api.base_url = provider.address
    yield client
    http.session.close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver
