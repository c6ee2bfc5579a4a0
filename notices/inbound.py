"""What comes in by SMS: stored first, then obeyed, then answered; once, however often it arrives."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.inbound import InboundMessage
from models.registration import Channel, EndReason, Registration, Source
from notices.keywords import Order, read
from notices.numbers import InvalidNumber, Numbers
from notices.registrations import Registry
from notices.secrecy import Secrecy
from notices.service import Service

MOST_REPLIES_A_DAY = 10
DAY = timedelta(days=1)
Answered = dict[tuple[str, str], int]

_TABLE = cast(Table, InboundMessage.__table__)
# The same words, and the same meaning, on both.
_INSERT: dict[str, Callable[[Table], Any]] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as the provider hands it over. `already_answered`: the provider has replied to it itself."""

    provider_id: str
    sender: str
    body: str
    already_answered: bool = False


@dataclass(frozen=True, slots=True)
class Inbox:
    """Receives messages in one transaction. `situation` is what goes on now, in one SMS."""

    session: Session
    secrecy: Secrecy
    numbers: Numbers
    service: Service
    situation: str
    now: datetime

    def receive(self, message: Incoming) -> str | None:
        """Store it, do what it orders, and give the reply, or None where none is to be sent."""
        number = self._number(message.sender)
        digest = self.secrecy.digest(number or message.sender)
        answered = self._answered(digest)
        body = message.body.replace("\0", "")  # which is no sign, and which PostgreSQL keeps in no text
        order = read(_without(answered, body), self.service.service.keyword)
        if not self._store(message, digest, body, order):
            return self.session.scalar(
                select(InboundMessage.reply).where(InboundMessage.provider_id == message.provider_id)
            )
        if number is None:  # a short code or a name: an answer could start two machines talking
            return None
        if not self._is_served(number) and order is not Order.DEREGISTER:  # who was served once can always leave
            return None
        reply = self._obey(order, number)
        if message.already_answered or _is_too_much(answered, order):
            return None
        self._keep(reply, message.provider_id)
        return reply

    def _store(self, message: Incoming, digest: str, body: str, order: Order) -> bool:
        """False where it already is. Of two with one id at the same moment, the later waits here for the first."""
        row = {
            "provider_id": message.provider_id,
            "received_at": self.now,
            "address_hash": digest,
            "address": self.secrecy.encrypt(message.sender),
            "body": body,
            "order": order,
        }
        insert = _INSERT[self.session.get_bind().dialect.name](_TABLE).values(row).on_conflict_do_nothing()
        return self.session.scalar(insert.returning(_TABLE.c.provider_id)) is not None

    def _known_reply(self, provider_id: str) -> str | None:
        return self.session.scalar(select(InboundMessage.reply).where(InboundMessage.provider_id == provider_id))

    def _keep(self, reply: str, provider_id: str) -> None:
        self.session.execute(update(_TABLE).where(_TABLE.c.provider_id == provider_id).values(reply=reply))

    def _answered(self, digest: str) -> Answered:
        """What one number was answered in the last day: how often each reply to each order."""
        replies = (
            select(_TABLE.c.order, _TABLE.c.reply, func.count())
            .where(
                _TABLE.c.address_hash == digest,
                _TABLE.c.received_at > self.now - DAY,
                _TABLE.c.reply.is_not(None),
            )
            .group_by(_TABLE.c.order, _TABLE.c.reply)
        )
        return {(order, reply): times for order, reply, times in self.session.execute(replies)}

    def _number(self, sender: str) -> str | None:
        try:
            return replace(self.numbers, foreign=True).read(sender)
        except InvalidNumber:
            return None

    def _is_served(self, number: str) -> bool:
        try:
            return bool(self.numbers.read(number))
        except InvalidNumber:
            return False

    def _obey(self, order: Order, number: str) -> str:
        about = self.service.service
        registry = Registry(self.session, self.secrecy, Channel.SMS, self.now)
        match order:
            case Order.DEREGISTER:
                ended = registry.end(number, EndReason.STOPP)
                return f"Du är {'nu' if ended else 'redan'} avregistrerad från tjänsten {about.keyword}."
            case Order.REGISTER:
                begun = registry.begin(number, Source.KEYWORD)
                how = f"Skicka {about.keyword} STOPP till {about.short_code} för att sluta."
                return f"Du är {'nu' if begun else 'redan'} registrerad på tjänsten {about.keyword}. {how}"
            case Order.STATUS:
                return self.situation
            case Order.INFO:
                return f"Tjänsten {about.keyword} lämnas av {about.operator.sv}. Kontakt: {about.contact}"
            case Order.TEST:
                return f"Provsvar från tjänsten {about.keyword}: räksmörgås."
        return (
            f"Skicka {about.keyword} för att få driftinformation, {about.keyword} STOPP för att sluta, "
            f"{about.keyword} STATUS för läget nu."
        )


def _without(answered: Answered, body: str) -> str:
    """What is left when our own latest replies are taken out: an automatic answer often quotes them."""
    for _order, reply in answered:
        body = body.replace(reply, "")
    return body


def _is_too_much(answered: Answered, order: Order) -> bool:
    """No loop: few replies a day to one number, and help only once."""
    if order is Order.UNKNOWN:
        return any(earlier == Order.UNKNOWN for earlier, _reply in answered)
    # A STOPP always gets its confirmation: whoever sends it must know that it was heard.
    return order is not Order.DEREGISTER and sum(answered.values()) >= MOST_REPLIES_A_DAY


def erase_received_before(session: Session, moment: datetime) -> int:
    """Forget who wrote what was received before a moment, and the words. Returns how many messages.

    What an address wrote is kept while a registration of it is: it proves how that came about, and how it ended.
    """
    known = select(Registration.address_hash).where(Registration.address_hash.is_not(None))
    return _erase(session, InboundMessage.received_at < moment, InboundMessage.address_hash.not_in(known))


def erase_from(session: Session, digest: str) -> int:
    """Forget all that one address has written. Returns how many messages."""
    return _erase(session, InboundMessage.address_hash == digest)


def _erase(session: Session, *which: ColumnElement[bool]) -> int:
    """The id, the order and our own reply stay, so that a message that comes again is known."""
    erased = session.execute(
        update(InboundMessage)
        .where(InboundMessage.address_hash.is_not(None), *which)
        .values(address_hash=None, address=None, body="")
        .returning(InboundMessage.provider_id)
    )
    return len(erased.all())
