"""Writing down what became of replies."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from models.delivery import Gateway
from models.inbound import Reply
from notices.channels.codes import ENDS
from notices.delivery import gateways
from notices.delivery.outbox import Outbox
from notices.delivery.outcomes import SETTLED, retry_at
from notices.delivery.transitions import Event, happened
from notices.registrations import Registry
from notices.replying.claimed import Sent


def record(outbox: Outbox, sent: Sequence[Sent], now: datetime) -> None:
    """Write them down, and tell all workers what this one has seen of the provider."""
    with outbox.database.writing() as session:
        gateway = gateways.lock(session, outbox.channel)
        for one in sent:
            _write(session, one, now)
            if one.event is Event.REFUSE and one.code in ENDS:
                _end_registration(session, outbox, one, now)
        _judge(gateway, sent, now)


def stopped_by(sent: Sequence[Sent]) -> str | None:
    """The provider's code, where it takes nothing until a setting is put right."""
    return next((one.code for one in sent if one.error and one.event is Event.RELEASE), None)


def _write(session: Session, one: Sent, now: datetime) -> None:
    """One that has gone on meanwhile, by a later attempt, changes nothing."""
    reply = session.get_one(Reply, one.claimed.message_id, with_for_update=True)
    if reply.attempts != one.claimed.attempt or not happened(one.event, reply):
        return
    reply.error_code, reply.provider_id = one.code, one.taken.provider_id if one.taken else None
    reply.due_at = retry_at(reply.attempts, now) if one.event is Event.RETRY else now
    reply.settled_at = now if one.event in SETTLED else None


def _end_registration(session: Session, outbox: Outbox, one: Sent, now: datetime) -> None:
    """The provider says that this number cannot be told, or does not want to be."""
    number = outbox.secrecy.decrypt(one.claimed.address or b"")
    Registry(session, outbox.secrecy, outbox.channel, now).end(number, ENDS[one.code or ""])


def _judge(gateway: Gateway, sent: Sequence[Sent], now: datetime) -> None:
    if stopped_by(sent):
        gateways.stopped(gateway, now)
    elif any(one.is_answered for one in sent):
        if gateways.on_trial(gateway):
            gateways.answered(gateway)
    elif any(one.error for one in sent):
        gateways.failed(gateway, now)
