"""Claim, commit, send, record, until no reply is due."""

import asyncio
from collections import Counter
from collections.abc import Callable

from cryptography.fernet import InvalidToken
from sqlalchemy import exists, select

from models.inbound import Reply
from notices.channels.provider import Line, Message, SendError, Verdict
from notices.delivery.delivering import ChannelStopped
from notices.delivery.outbox import Outbox
from notices.delivery.pacing import Pace
from notices.delivery.sending import WRONG_KEY, Clock
from notices.delivery.transitions import OPEN, Event
from notices.replying.claimed import Claimed, Sent
from notices.replying.claiming import Batch, claim, let_go
from notices.replying.recording import record, stopped_by
from notices.replying.settling import settle


def send_replies(outbox: Outbox, clock: Clock, stopping: Callable[[], bool] = lambda: False) -> Counter[Event]:
    """Settle the replies of which nobody knows, and send those that wait. Says what happened.

    Raises ChannelStopped where somebody has to put a setting right.
    """
    happened: Counter[Event] = Counter()
    if not _has_any(outbox):
        return happened
    settle(outbox, clock)
    try:
        while not stopping() and (batch := claim(outbox, clock())).claimed:
            sent = asyncio.run(_send_all(outbox, batch, clock))
            record(outbox, sent, clock())
            if code := stopped_by(sent):
                raise ChannelStopped(code)
            happened.update(one.event for one in sent)
    finally:
        let_go(outbox)
    return happened


def _has_any(outbox: Outbox) -> bool:
    with outbox.database.reading() as session:
        return bool(session.scalar(select(exists().where(Reply.state.in_(OPEN)))))


async def _send_all(outbox: Outbox, batch: Batch, clock: Clock) -> list[Sent]:
    pace, under_way = Pace(), []
    async with outbox.provider.opened() as line, asyncio.TaskGroup() as tasks:
        for one in batch.claimed:
            await pace.turn(batch.rate)
            under_way.append(tasks.create_task(_send(outbox, line, one, clock)))
    return [task.result() for task in under_way]


async def _send(outbox: Outbox, line: Line, one: Claimed, clock: Clock) -> Sent:
    if clock() > one.lease_until - outbox.longest:
        return Sent(one)
    try:
        number = outbox.secrecy.decrypt(one.address or b"")
        if not outbox.recipients.allow(number):
            return Sent(one, instead=Event.DROP, code="not_allowed")
        return Sent(one, taken=await line.send(number, Message(one.text), None))
    except InvalidToken:
        return Sent(one, error=SendError(Verdict.STOPPED, WRONG_KEY), code=WRONG_KEY)
    except SendError as error:
        return Sent(one, error=error, code=error.code)
