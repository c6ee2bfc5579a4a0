"""The messages of the phones in their table, and what we have answered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, exists, func, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.delivery import Broadcast, State
from models.inbound import InboundMessage, Reply
from models.registration import Channel
from notices.inbound.limits import Answered
from notices.inbound.precedence import Known
from notices.keywords import Order

_LATEST = 20

_TABLE = cast(Table, InboundMessage.__table__)
_INSERT: Mapping[str, Callable[[Table], Any]] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}
# Put together once: that takes longer than carrying them out.
_STORE = {
    name: insert(_TABLE).on_conflict_do_nothing().returning(_TABLE.c.provider_id) for name, insert in _INSERT.items()
}
_ANSWERED = (
    select(_TABLE.c.order, _TABLE.c.reply, func.count())
    .where(
        _TABLE.c.address_hash == bindparam("digest"),
        _TABLE.c.received_at > bindparam("since"),
        _TABLE.c.reply.is_not(None),
    )
    .group_by(_TABLE.c.order, _TABLE.c.reply)
)
_KEEP = update(_TABLE).where(_TABLE.c.provider_id == bindparam("message_id")).values(reply=bindparam("words"))
_BROADCASTS = (
    select(Broadcast.text).where(Broadcast.channel == Channel.SMS).order_by(Broadcast.id.desc()).limit(_LATEST)
)
_ALONE = text("SELECT pg_advisory_xact_lock(:key)")


@dataclass(frozen=True, slots=True)
class Messages:
    """The table, in one transaction. A number is known by its digest."""

    session: Session

    def take_turn(self, digest: str) -> None:
        """Let no two orders of one number be obeyed at once. SQLite has one writer at a time anyway."""
        if self._dialect == "postgresql":
            self.session.execute(_ALONE, {"key": int(digest[:15], 16)})

    def store(self, message: Mapping[str, object]) -> bool:
        """False where it already is. Of two with one id at the same moment, the later waits here for the first."""
        return self.session.scalar(_STORE[self._dialect], dict(message)) is not None

    def answered(self, digest: str, since: datetime) -> Answered:
        """What one number was answered: how often each reply to each order."""
        rows = self.session.execute(_ANSWERED, {"digest": digest, "since": since})
        return {(order, reply): times for order, reply, times in rows}

    def keep(self, message_id: str, reply: str) -> None:
        """What is answered to it."""
        self.session.execute(_KEEP, {"message_id": message_id, "words": reply})

    def put_out(self, message_id: str, now: datetime) -> None:
        """Let its reply be sent by the worker."""
        self.session.add(Reply(message_id=message_id, state=State.PENDING, due_at=now, attempts=0))
        self.session.flush()

    def again(self, message_id: str) -> str | None:
        """The reply to a message that comes again. None where the worker has sent it, or may have."""
        pending = delete(Reply).where(Reply.message_id == message_id, Reply.state == State.PENDING)
        self.session.execute(pending.execution_options(synchronize_session=False))
        is_put_out = exists().where(Reply.message_id == message_id)
        return self.session.scalar(
            select(InboundMessage.reply).where(InboundMessage.provider_id == message_id, ~is_put_out)
        )

    def orders(self, digest: str, since: datetime, but: str) -> list[Known]:
        """The orders that a number has sent since then, but for one message."""
        at = func.coalesce(InboundMessage.sent_at, InboundMessage.received_at)
        rows = self.session.execute(
            select(InboundMessage.order, InboundMessage.sent_at, InboundMessage.received_at).where(
                InboundMessage.address_hash == digest,
                InboundMessage.order.in_((Order.REGISTER, Order.DEREGISTER)),
                InboundMessage.provider_id != but,
                at >= since,
            )
        )
        return [Known(Order(order), sent or received, sent is not None) for order, sent, received in rows]

    def broadcasts(self) -> Sequence[str]:
        """What we have told everybody lately."""
        return self.session.scalars(_BROADCASTS).all()

    @property
    def _dialect(self) -> str:
        return self.session.get_bind().dialect.name
