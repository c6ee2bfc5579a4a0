"""After an outage of ours: what the provider received for us meanwhile."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from notices.channels.provider import Listed, Provider
from notices.inbound.incoming import Incoming
from notices.inbound.listening import listening_since, read_until, sort_out
from notices.receiving import Receiver
from notices.repeating import repeated


def catch_up(
    receiver: Receiver, provider: Provider, situation: Callable[[], str], clock: Callable[[], datetime]
) -> int:
    """Receive what was sent to us since the provider was last asked. Returns how many messages were new.

    However long that is ago: what the provider still lists is received. Raises SendError where it does not answer.
    """
    now = clock()
    # Two workers may be the first to ask.
    since = repeated(receiver.database, lambda session: listening_since(session, now))
    listed = inbound_since(provider, since)
    with receiver.database.writing() as session:
        new = sort_out(session, listed)
    for message in new:
        receiver.receive(message, situation, clock())
    with receiver.database.writing() as session:
        read_until(session, now)
    return len(new)


def inbound_since(provider: Provider, since: datetime) -> list[Incoming]:
    """The messages that were sent to us since then, oldest first; some may be known already.

    Raises SendError where the provider does not answer.
    """
    return [
        Incoming(message.taken.provider_id, message.sender, message.body, sent_at=message.created_at)
        for message in asyncio.run(_received(provider, since))
    ]


async def _received(provider: Provider, since: datetime) -> Sequence[Listed]:
    async with provider.opened() as line:
        return await line.received(since)
