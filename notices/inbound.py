"""What comes in by SMS: stored first, then obeyed, then answered; once, however often it arrives."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models.inbound import InboundMessage
from models.registration import Channel, EndReason, Source
from notices.keywords import Order, read
from notices.numbers import InvalidNumber, Numbers
from notices.registrations import Registry
from notices.secrecy import Secrecy
from notices.service import Service

MOST_REPLIES_A_DAY = 10
DAY = timedelta(days=1)


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
        known = self.session.get(InboundMessage, message.provider_id)
        if known:
            return known.reply
        row = self._store(message)
        number = self._number(message.sender)
        if number is None:  # a short code or a name: an answer could start two machines talking
            return None
        reply = self._obey(Order(row.order), number)
        if not message.already_answered and not self._is_too_much(row):
            row.reply = reply
        return row.reply

    def _store(self, message: Incoming) -> InboundMessage:
        digest = self.secrecy.digest(self._number(message.sender) or message.sender)
        row = InboundMessage(
            provider_id=message.provider_id,
            received_at=self.now,
            address_hash=digest,
            address=self.secrecy.encrypt(message.sender),
            body=message.body,
            order=read(self._own_words(message.body, digest), self.service.service.keyword),
        )
        self.session.add(row)
        self.session.flush()  # a second one with this id, at the same moment, fails here and is told so
        return row

    def _own_words(self, body: str, digest: str) -> str:
        """What is left when our own latest replies are taken out: an automatic answer often quotes them."""
        replies = self._since_yesterday(digest).with_only_columns(InboundMessage.reply).distinct()
        for reply in self.session.scalars(replies):
            body = body.replace(reply or "", "") if reply else body
        return body

    def _number(self, sender: str) -> str | None:
        try:
            return self.numbers.read(sender)
        except InvalidNumber:
            return None

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

    def _is_too_much(self, row: InboundMessage) -> bool:
        """No loop: few replies a day to one number, and help only once."""
        answered = self._since_yesterday(row.address_hash).where(
            InboundMessage.reply.is_not(None), InboundMessage.provider_id != row.provider_id
        )
        if row.order == Order.UNKNOWN:
            return bool(self.session.scalar(answered.where(InboundMessage.order == Order.UNKNOWN)))
        # A STOPP always gets its confirmation: whoever sends it must know that it was heard.
        return row.order != Order.DEREGISTER and (self.session.scalar(answered) or 0) >= MOST_REPLIES_A_DAY

    def _since_yesterday(self, digest: str | None) -> Select[int]:
        return select(func.count()).where(
            InboundMessage.address_hash == digest, InboundMessage.received_at > self.now - DAY
        )
