"""Receiving one message in one transaction."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.registration import Channel, EndReason
from notices.delivery.recipients import EVERYBODY, Recipients
from notices.inbound.incoming import Incoming
from notices.inbound.limits import Answered, is_answered
from notices.inbound.messages import Messages
from notices.inbound.obeying import Clerk, Done
from notices.inbound.precedence import CLOCKS_DIFFER, Known, is_overtaken
from notices.keywords import Order, read, unquoted
from notices.numbers import InvalidNumber, Numbers
from notices.registrations import Registry
from notices.secrecy import Secrecy
from notices.service import Service

_DAY = timedelta(days=1)
_CHANGE = frozenset({Order.REGISTER, Order.DEREGISTER})
_SHORT_ADDRESS = "/n/"  # stands in all that we broadcast


@dataclass(frozen=True, slots=True)
class _Heard:
    """A message that is understood. `number` is None where no person can have it: a short code, a name."""

    message: Incoming
    number: str | None
    is_served: bool
    digest: str
    body: str
    order: Order
    answered: Answered
    quotes_us: bool


@dataclass(frozen=True, slots=True)
class Inbox:
    """Receives messages. `situation` gives what goes on now, in one SMS."""

    session: Session
    secrecy: Secrecy
    numbers: Numbers
    service: Service
    situation: Callable[[], str]
    now: datetime
    recipients: Recipients = EVERYBODY

    def receive(self, message: Incoming) -> str | None:
        """Store it, do what it orders, and give the reply, or None where none is to be given.

        To a message that was fetched the worker sends the reply.
        """
        heard, messages = self._hear(message), Messages(self.session)
        if heard.order in _CHANGE:
            messages.take_turn(heard.digest)
        if not messages.store(self._row(heard)):
            return None if message.sent_at else messages.again(message.provider_id)
        if not heard.is_served and heard.order is not Order.DEREGISTER:  # who was served once can always leave
            return None
        done = self._do(heard)
        if not _is_answered(heard, done) or not self.recipients.allow(heard.number or ""):
            return None
        messages.keep(message.provider_id, done.reply)
        if message.sent_at:
            messages.put_out(message.provider_id, self.now)
        return done.reply

    def _hear(self, message: Incoming) -> _Heard:
        number, is_served = self._number(message.sender)
        digest = self.secrecy.digest(number or message.sender)
        answered = Messages(self.session).answered(digest, self.now - _DAY)
        # Without what is no sign, and can be kept in no text: one odd message would stop all that come after it.
        body = message.body.replace("\0", "").encode("utf-8", "ignore").decode()
        words = unquoted(body, self._ours(answered, body))
        order = Order.DEREGISTER if message.opted_out else read(words, self.service.service.keyword)
        return _Heard(message, number, is_served, digest, body, order, answered, quotes_us=words != body)

    def _row(self, heard: _Heard) -> dict[str, object]:
        message = heard.message
        return {
            "provider_id": message.provider_id,
            "sent_at": message.sent_at,
            "received_at": self.now,
            "address_hash": heard.digest,
            "address": self.secrecy.encrypt(message.sender),
            "body": heard.body,
            "order": heard.order,
        }

    def _number(self, sender: str) -> tuple[str | None, bool]:
        """The number in its one form, None where no person can have it; and whether such numbers are told."""
        try:
            number = self.numbers.read(sender)
            return number, self.recipients.allow(number)
        except InvalidNumber:
            pass  # a foreign one may be registered from when those were told
        try:
            return replace(self.numbers, foreign=True).read(sender), False
        except InvalidNumber:
            return None, False

    def _ours(self, answered: Answered, body: str) -> Iterator[str]:
        """What an automatic answer may quote."""
        yield from (reply for _order, reply in answered)
        if _SHORT_ADDRESS in body:
            yield from Messages(self.session).broadcasts()

    def _do(self, heard: _Heard) -> Done:
        registry = Registry(self.session, self.secrecy, Channel.SMS, self.now)
        clerk = Clerk(self.service.service, registry, self.situation)
        number, sent_at = heard.number or heard.message.sender, heard.message.sent_at
        # Of a number that is not served no LEFIP was obeyed, and so none undoes a STOPP.
        if sent_at and heard.is_served and is_overtaken(heard.order, sent_at, self._known(registry, heard, sent_at)):
            return clerk.standing(number)
        return clerk.obey(heard.order, number)

    def _known(self, registry: Registry, heard: _Heard, sent_at: datetime) -> Iterator[Known]:
        since = sent_at - CLOCKS_DIFFER
        yield from Messages(self.session).orders(heard.digest, since, but=heard.message.provider_id)
        for registration in registry.history(heard.number or ""):
            # By STOPP is among the orders, with its own time.
            if registration.ended_at and registration.ended_reason is not EndReason.STOPP:
                yield Known(Order.DEREGISTER, registration.ended_at)


def _is_answered(heard: _Heard, done: Done) -> bool:
    """An answer to what is no person could start two machines talking."""
    if heard.number is None or heard.message.already_answered:
        return False
    return is_answered(heard.order, done, heard.answered, quotes_us=heard.quotes_us)
