"""Trying once more what did not come through, because an operator says so."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Update, exists, func, or_, select, update
from sqlalchemy.orm import Session

from models.delivery import Broadcast, BroadcastEnd, Delivery
from models.registration import Registration
from notices.channels.codes import ENDS
from notices.delivery import gateways
from notices.delivery.dead import DEAD
from notices.delivery.opening import is_overtaken
from notices.delivery.transitions import Event, happening

# Of what has become untrue, or was said anew, nobody is told after all.
_MAY_GO_ON = (None, BroadcastEnd.SENT, BroadcastEnd.EXPIRED)


@dataclass(frozen=True, slots=True)
class Retried:
    """How many are tried again; and how many are not, since their subscriber has left or cannot be reached at all, or
    since the words no longer hold.
    """

    put_back: int
    unreachable: int
    overtaken: int

    @property
    def dead(self) -> int:
        """How many there were."""
        return self.put_back + self.unreachable + self.overtaken


def retry_notice(session: Session, notice_id: int, now: datetime) -> Retried:
    """Put back all dead letters of a notice that may be tried again. They are sent in the worker's next round."""
    of_notice = select(Broadcast.id).where(Broadcast.notice_id == notice_id)
    return _retry(session, Delivery.broadcast_id.in_(of_notice), now)


def retry_delivery(session: Session, delivery_id: int, now: datetime) -> Retried:
    """The same for one delivery."""
    return _retry(session, Delivery.id == delivery_id, now)


def _retry(session: Session, which: ColumnElement[bool], now: datetime) -> Retried:
    concerned = select(Delivery.broadcast_id).where(DEAD, which)
    broadcasts = session.scalars(select(Broadcast).where(Broadcast.id.in_(concerned)).order_by(Broadcast.id)).all()
    for channel in sorted({broadcast.channel for broadcast in broadcasts}):
        gateways.lock(session, channel)  # the workers' own order: first the gateway, then broadcasts and deliveries
    true = [one.id for one in broadcasts if one.ended_reason in _MAY_GO_ON and not is_overtaken(session, one, now)]
    put_back = sum(_put_back(session, id, which, now) for id in true)
    left = _count(session, which)
    unreachable = _count(session, which, Delivery.broadcast_id.in_(true))
    return Retried(put_back, unreachable, left - unreachable)


def _put_back(session: Session, broadcast_id: int, which: ColumnElement[bool], now: datetime) -> int:
    reachable = (which, DEAD, Delivery.broadcast_id == broadcast_id, _may_be_reached())
    again = {"due_at": now, "settled_at": None}
    refused = happening(Event.PUT_BACK).where(*reachable).values(again)
    # What the provider tells of the attempt that failed is no longer heard.
    failed = happening(Event.REOPEN).where(*reachable)
    failed = failed.values(again | {"failed_attempt": Delivery.attempts, "provider_id": None})
    count = _execute(session, refused) + _execute(session, failed)
    if count:
        # It is news again from now on, else it would be given up as too old at once.
        going_on = update(Broadcast).where(Broadcast.id == broadcast_id)
        session.execute(going_on.values(ended_at=None, ended_reason=None, not_before=now))
    return count


def _may_be_reached() -> ColumnElement[bool]:
    registered = exists().where(Registration.id == Delivery.registration_id, Registration.ended_at.is_(None))
    return registered & or_(Delivery.error_code.is_(None), Delivery.error_code.not_in(ENDS))


def _count(session: Session, *which: ColumnElement[bool]) -> int:
    return session.scalars(select(func.count(Delivery.id)).where(DEAD, *which)).one()


def _execute(session: Session, statement: Update) -> int:
    return session.connection().execute(statement).rowcount
