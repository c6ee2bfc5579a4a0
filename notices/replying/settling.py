"""Settling the replies of which nobody knows, by the provider's own list."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from cryptography.fernet import InvalidToken
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.delivery import State
from models.inbound import Reply
from notices.channels.provider import Listed, SendError
from notices.delivery import gateways
from notices.delivery.outbox import Outbox
from notices.delivery.sending import Clock
from notices.delivery.transitions import Event, happened
from notices.replying.claimed import Claimed, replies

_CLOCKS_DIFFER = timedelta(seconds=60)
_MOST = 100


def settle(outbox: Outbox, clock: Clock) -> None:
    """Ask the provider for each; one that it demonstrably never had waits to be sent again."""
    now = clock()
    with outbox.database.writing() as session:
        gateways.lock(session, outbox.channel)
        _lose_lapsed(session, now)
        rows = session.execute(replies().where(Reply.state == State.UNKNOWN).limit(_MOST))
        unknown = [Claimed.of(*row) for row in rows]
    asked = asyncio.run(_ask(outbox, unknown)) if unknown else []
    with outbox.database.writing() as session:
        gateways.lock(session, outbox.channel)
        for one, listed in asked:
            _settle(session, outbox, one, listed, now)


def _lose_lapsed(session: Session, now: datetime) -> None:
    """A worker that held them is gone."""
    lapsed = select(Reply).where(Reply.state == State.SENDING, Reply.lease_until < now)
    for reply in session.scalars(lapsed.with_for_update()):
        happened(Event.LOSE, reply)
        reply.error_code = "lease_run_out"
    session.flush()


async def _ask(outbox: Outbox, unknown: Sequence[Claimed]) -> list[tuple[Claimed, Sequence[Listed]]]:
    """Each with what was sent to its number since, oldest first; no further than the provider answers."""
    asked: list[tuple[Claimed, Sequence[Listed]]] = []
    async with outbox.provider.opened() as line:
        for one in unknown:
            if one.address is None:  # forgotten meanwhile
                asked.append((one, ()))
                continue
            try:
                listed = await line.sent_to(outbox.secrecy.decrypt(one.address), one.sent_at - _CLOCKS_DIFFER)
            except (SendError, InvalidToken):
                break  # asked again in the next round; of a wrong key the sending alarms
            asked.append((one, listed[::-1]))
    return asked


def _settle(session: Session, outbox: Outbox, one: Claimed, listed: Sequence[Listed], now: datetime) -> None:
    reply = session.get_one(Reply, one.message_id, with_for_update=True, populate_existing=True)
    if reply.attempts != one.attempt:
        return
    found = (message.taken.provider_id for message in listed if message.body == one.text)
    # An earlier one with the same words is known by its id.
    ours = next((id for id in found if not session.scalar(select(exists().where(Reply.provider_id == id)))), None)
    if ours and happened(Event.ACCEPT, reply):
        reply.provider_id, reply.error_code, reply.settled_at = ours, None, now
    elif now > one.lease_until + outbox.times.grace and happened(Event.MISS, reply):
        reply.due_at, reply.error_code = now, None
    session.flush()
