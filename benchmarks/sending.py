"""Sends, and says how many seconds it took: `python -m benchmarks.sending WAY DATABASE PROVIDER CONCURRENCY`.

`ours` is a round of the worker, with everything recorded. `bare` is the provider's own asynchronous client, as fast as
it can be made, which records nothing.
"""

import asyncio
import gc
import sys
import time
import warnings

from aiohttp import ClientSession, TCPConnector
from sqlalchemy import select
from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.rest import Client

from models.delivery import Broadcast
from models.registration import Registration
from notices import clock
from notices.channels.twilio import Twilio
from notices.database import Database
from notices.delivery.delivering import deliver
from notices.delivery.outbox import Outbox
from notices.delivery.recipients import Recipients
from notices.secrecy import Secrecy
from tests.standins.provider.config import Config

SECRET = "a key that only the benchmark knows of"
OURS = "+46701740600"
CALLBACK = "http://127.0.0.1:9"
_ACCOUNT = Config()
_NO_LIMIT = 1e6  # messages a second


def ours(database: Database, provider_url: str, concurrency: int) -> None:
    """One round: expand, claim, send, record."""
    provider = Twilio(_ACCOUNT.account_sid, _ACCOUNT.auth_token, CALLBACK, sender=OURS, url=provider_url)
    everybody = Recipients.of("*")
    outbox = Outbox(database, provider, Secrecy.of(SECRET), everybody, _NO_LIMIT, concurrency)
    deliver(outbox, clock.now)


def bare(database: Database, provider_url: str, concurrency: int) -> None:
    """The same messages by the provider's client alone. Numbers are read before the time is taken."""
    with database.reading() as session:
        text = session.scalars(select(Broadcast.text).limit(1)).one()
        secrecy = Secrecy.of(SECRET)
        numbers = [secrecy.decrypt(address) for address in session.scalars(select(Registration.address)) if address]
    with warnings.catch_warnings():
        # aiohttp no longer likes the way in which the provider's client identifies itself.
        warnings.simplefilter("ignore", DeprecationWarning)
        print(asyncio.run(_bare(numbers, text, provider_url, concurrency)))


async def _bare(numbers: list[str], text: str, provider_url: str, concurrency: int) -> float:
    async with AsyncTwilioHttpClient(pool_connections=False) as http:
        http.session = ClientSession(connector=TCPConnector(limit=0))
        client = Client(_ACCOUNT.account_sid, _ACCOUNT.auth_token, http_client=http)
        client.api.base_url = provider_url
        waiting = iter(enumerate(numbers))

        async def send() -> None:
            for number, to in waiting:
                callback = f"{CALLBACK}/sms/status?d={number}&a=1"
                await client.messages.create_async(to=to, from_=OURS, body=text, status_callback=callback)

        begun = time.perf_counter()
        await asyncio.gather(*(send() for _ in range(concurrency)))
        return time.perf_counter() - begun


def main() -> None:
    way, database_url, provider_url, concurrency = sys.argv[1:]
    database = Database(database_url)
    gc.freeze()  # as the worker does when it has started: what stays for ever is not looked through again and again
    if way == "bare":
        bare(database, provider_url, int(concurrency))
        return
    begun = time.perf_counter()
    ours(database, provider_url, int(concurrency))
    print(time.perf_counter() - begun)


if __name__ == "__main__":
    main()
