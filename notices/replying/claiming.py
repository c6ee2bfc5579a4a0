"""Taking the replies that are due."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.delivery import Gateway, State
from models.inbound import InboundMessage, Reply
from notices.delivery import gateways
from notices.delivery.outbox import Outbox
from notices.delivery.shares import leave, share
from notices.delivery.transitions import Event, happened
from notices.replying.claimed import Claimed, replies


@dataclass(frozen=True, slots=True)
class Batch:
    """Replies that are this worker's until their lease runs out, and how many of them it may send a second."""

    claimed: Sequence[Claimed] = ()
    rate: float = 0


def claim(outbox: Outbox, now: datetime) -> Batch:
    """Take what can be sent in about a second; nothing while the provider is left in peace."""
    with outbox.database.writing() as session:
        gateway = gateways.lock(session, outbox.channel)
        if gateways.is_closed(gateway, now):
            return Batch()
        slots = _slots(session, outbox, gateway, now)
        rate = outbox.rate * slots / outbox.concurrency
        due = replies().where(Reply.state == State.PENDING, Reply.due_at <= now).limit(min(slots, math.ceil(rate)))
        rows = session.execute(due.with_for_update(skip_locked=True, of=Reply)).all()
        return Batch([Claimed.of(*row) for row in rows if _is_claimed(outbox, row[0], row[1], now)], rate)


def let_go(outbox: Outbox) -> None:
    """Give the share of what the provider takes back to the deliveries."""
    with outbox.database.writing() as session:
        leave(session, _sender(outbox))


def _slots(session: Session, outbox: Outbox, gateway: Gateway, now: datetime) -> int:
    whole = 1 if gateways.on_trial(gateway) else outbox.concurrency
    return share(session, outbox.channel, _sender(outbox), whole=whole, under_way=0, now=now, lasts=outbox.longest)


def _sender(outbox: Outbox) -> str:
    """Beside the deliveries of this worker, as if it were another."""
    return f"{outbox.worker}-replies"


def _is_claimed(outbox: Outbox, reply: Reply, message: InboundMessage, now: datetime) -> bool:
    """Claim it, unless whoever is to get it is forgotten, or it has been tried for too long."""
    if message.address is None or message.received_at < now - outbox.times.news:
        happened(Event.DROP if message.address is None else Event.GIVE_UP, reply)
        reply.settled_at = now
        return False
    happened(Event.CLAIM, reply)
    reply.attempts, reply.sent_at, reply.lease_until = reply.attempts + 1, now, now + outbox.times.lease
    return True
