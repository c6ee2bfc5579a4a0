"""The provider's own asynchronous client, pointed at the stand-in."""

import asyncio
import warnings
from collections.abc import Iterable

from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.rest import Client

from tests.harness.apart import run_apart
from tests.integration.standins.people import ANNA, OURS
from tests.standins.running import Provider


def send_at_once(provider: Provider, bodies: Iterable[str]) -> list[object]:
    """Send all to Anna, side by side; the message, or what was raised, for each."""
    with warnings.catch_warnings():
        # aiohttp no longer likes the way in which the provider's client identifies itself.
        warnings.simplefilter("ignore", DeprecationWarning)
        return run_apart(_send(provider, bodies))


async def _send(provider: Provider, bodies: Iterable[str]) -> list[object]:
    async with AsyncTwilioHttpClient() as http:
        client = Client(provider.account_sid, provider.auth_token, http_client=http)
        client.api.base_url = provider.address
        messages = (client.messages.create_async(to=ANNA, from_=OURS, body=body) for body in bodies)
        return list(await asyncio.gather(*messages, return_exceptions=True))
