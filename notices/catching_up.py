"""After an outage of ours: what the provider received for us meanwhile."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from notices.channels.provider import Listed, Provider
from notices.inbound import Incoming


def inbound_since(provider: Provider, since: datetime) -> list[Incoming]:
    """The messages that were sent to us since then, oldest first; some may be known already.

    Raises SendError where the provider does not answer.
    """
    return [
        Incoming(message.taken.provider_id, message.sender, message.body)
        for message in asyncio.run(_received(provider, since))
    ]


async def _received(provider: Provider, since: datetime) -> Sequence[Listed]:
    async with provider.opened() as line:
        return await line.received(since)
