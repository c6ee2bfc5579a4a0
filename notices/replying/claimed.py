"""A reply that a worker has in hand, and what became of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from models.inbound import InboundMessage, Reply
from notices.channels.provider import SendError, Taken, Verdict
from notices.delivery.outcomes import EVENTS
from notices.delivery.transitions import Event

_SILENT = frozenset({Verdict.UNKNOWN, Verdict.UNREACHED})


@dataclass(frozen=True, slots=True)
class Claimed:
    """A reply to be sent, or one of which nobody knows whether it was. `address` is None where it is forgotten."""

    message_id: str
    attempt: int
    address: bytes | None
    text: str
    sent_at: datetime
    lease_until: datetime

    @classmethod
    def of(cls, reply: Reply, message: InboundMessage) -> "Claimed":
        """Raises ValueError where it was never claimed."""
        if reply.sent_at is None or reply.lease_until is None or message.reply is None:
            raise ValueError(f"not claimed: {reply.message_id}")
        return cls(reply.message_id, reply.attempts, message.address, message.reply, reply.sent_at, reply.lease_until)


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a reply: the provider has taken it, or an error says why not, or it was not sent after all."""

    claimed: Claimed
    taken: Taken | None = None
    error: SendError | None = None
    instead: Event = Event.RELEASE
    code: str | None = None

    @property
    def event(self) -> Event:
        if self.taken:
            return Event.ACCEPT
        return EVENTS[self.error.verdict] if self.error else self.instead

    @property
    def is_answered(self) -> bool:
        """Whether the provider has said anything."""
        return self.taken is not None or (self.error is not None and self.error.verdict not in _SILENT)


def replies() -> Select[Reply, InboundMessage]:
    """Replies with the messages that they answer, those that are due first."""
    chosen = select(Reply, InboundMessage).join(InboundMessage, InboundMessage.provider_id == Reply.message_id)
    return chosen.order_by(Reply.due_at, Reply.message_id)
