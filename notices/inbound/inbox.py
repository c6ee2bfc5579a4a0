"""Receiving one message in one transaction."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.registration import Channel, EndReason
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
_SHORT_ADDRESS = "/n/"  # stands in all that we broadcast


@dataclass(frozen=True, slots=True)
class Inbox:
    """Receives messages. `situation` gives what goes on now, in one SMS."""

    session: Session
    secrecy: Secrecy
    numbers: Numbers
    service: Service
    situation: Callable[[], str]
    now: datetime

    def receive(self, message: Incoming) -> str | None:
        """Store it, do what it orders, and give the reply, or None where none is to be given.

        To a message that was fetched the worker sends the reply.
        """
        number, is_served = self._number(message.sender)
        digest = self.secrecy.digest(number or message.sender)
        messages = Messages(self.session)
        messages.take_turn(digest)
        answered = messages.answered(digest, self.now - _DAY)
        body = message.body.replace("\0", "")  # which is no sign, and which PostgreSQL keeps in no text
        words = unquoted(body, self._ours(answered, body))
        order = Order.DEREGISTER if message.opted_out else read(words, self.service.service.keyword)
        if not messages.store(self._row(message, digest, body, order)):
            return None if message.sent_at else messages.again(message.provider_id)
        if not is_served and order is not Order.DEREGISTER:  # who was served once can always leave
            return None
        done = self._do(order, number or message.sender, message, may_be_late=is_served)
        # A short code or a name is no person: an answer could start two machines talking.
        if number is None or message.already_answered:
            return None
        if not is_answered(order, done, answered, quotes_us=words != body):
            return None
        messages.keep(message.provider_id, done.reply)
        if message.sent_at:
            messages.put_out(message.provider_id, self.now)
        return done.reply

    def _row(self, message: Incoming, digest: str, body: str, order: Order) -> dict[str, object]:
        return {
            "provider_id": message.provider_id,
            "sent_at": message.sent_at,
            "received_at": self.now,
            "address_hash": digest,
            "address": self.secrecy.encrypt(message.sender),
            "body": body,
            "order": order,
        }

    def _number(self, sender: str) -> tuple[str | None, bool]:
        """The number in its one form, None where no person can have it; and whether such numbers are told."""
        try:
            return self.numbers.read(sender), True
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

    def _do(self, order: Order, number: str, message: Incoming, *, may_be_late: bool) -> Done:
        registry = Registry(self.session, self.secrecy, Channel.SMS, self.now)
        clerk = Clerk(self.service.service, registry, self.situation)
        sent_at = message.sent_at
        if sent_at and may_be_late and is_overtaken(order, sent_at, self._known(registry, number, message, sent_at)):
            return clerk.standing(number)
        return clerk.obey(order, number)

    def _known(self, registry: Registry, number: str, message: Incoming, sent_at: datetime) -> Iterator[Known]:
        since = sent_at - CLOCKS_DIFFER
        yield from Messages(self.session).orders(self.secrecy.digest(number), since, but=message.provider_id)
        for registration in registry.history(number):
            # By STOPP is among the orders, with its own time.
            if registration.ended_at and registration.ended_reason is not EndReason.STOPP:
                yield Known(Order.DEREGISTER, registration.ended_at)
