"""Signing a mailbox up, and signing it off: asked by anybody, decided by the mailbox."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from ipaddress import ip_address, ip_network

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.delivery import Delivery
from models.letter import Letter, LetterKind
from models.registration import Channel, EndReason, Registration, Source
from notices.delivery import gateways
from notices.errors import DriftinformationError, NotFound
from notices.mailing.addresses import mailbox
from notices.registrations import Registry
from notices.secrecy import Secrecy
from notices.service import Language

# How long a letter's link counts.
LIVES = timedelta(hours=48)
# Nobody can be showered with our letters, and nobody can have us shower others.
MOST_TO_A_MAILBOX, IN_A_DAY = 3, timedelta(days=1)
MOST_FROM_ONE_PLACE, IN_AN_HOUR = 20, timedelta(hours=1)
_IPV6, _OWN_NETWORK = 6, 64


class TooManyRequests(DriftinformationError):
    """Somebody asks for letter after letter."""


class Left(Enum):
    """What came of a wish to be told no more."""

    NOW = auto()
    BEFORE = auto()  # it was not told any more anyway
    ASKED = auto()  # the mailbox is shared, and is asked first


@dataclass(frozen=True, slots=True)
class Asker:
    """Who fills in the form: in which language, from which network address."""

    language: Language
    address: str

    @property
    def place(self) -> str:
        """Whom requests are counted by: whoever has one IPv6 address has all of its network."""
        try:
            address = ip_address(self.address)
        except ValueError:
            return self.address
        return str(ip_network((address, _OWN_NETWORK), strict=False) if address.version == _IPV6 else address)


@dataclass(frozen=True, slots=True)
class SigningUp:
    """What can be asked of the channel of mail, in one transaction."""

    session: Session
    secrecy: Secrecy
    now: datetime

    def ask(self, address: str, *, shared: bool, asker: Asker) -> None:
        """Let a letter ask the mailbox whether it wants to be told.

        Whether it is registered makes no difference here: only the letter says so. Nothing happens where the mailbox
        has had its letters for today. Raises TooManyRequests where one place asks for many.
        """
        gateways.lock(self.session, Channel.MAIL)  # one after the other, so that all are counted
        place = Letter.asker_hash == self.secrecy.digest(asker.place)
        if self._count(place, IN_AN_HOUR) >= MOST_FROM_ONE_PLACE:
            raise TooManyRequests("För många anmälningar har kommit härifrån. Vänta en timme och försök igen.")
        self._write(LetterKind.SIGN_UP, address, shared=shared, asker=asker)

    def letter(self, letter_id: int, kind: LetterKind | None = None) -> Letter:
        """The letter whose link was followed. Raises NotFound where it no longer counts."""
        letter = self.session.get(Letter, letter_id)
        if letter is None or letter.asked_at + LIVES <= self.now or (kind and letter.kind is not kind):
            raise NotFound("Länken gäller inte längre. Fyll i formuläret igen.")
        return letter

    def confirm(self, letter_id: int) -> None:
        """Register the mailbox that the letter was sent to; once, however often it is confirmed. NotFound as above."""
        letter = self.letter(letter_id, LetterKind.SIGN_UP)
        self._registry.begin(self.secrecy.decrypt(letter.address), Source.FORM, shared=letter.shared)

    def registration(self, delivery_id: int) -> Registration | None:
        """The registration that goes on of whoever got a delivery."""
        told = select(Registration.address_hash).join(Delivery).where(Delivery.id == delivery_id)
        return self.session.scalar(
            select(Registration).where(
                Registration.channel == Channel.MAIL,
                Registration.address_hash == told.scalar_subquery(),
                Registration.ended_at.is_(None),
            )
        )

    def leave(self, delivery_id: int, asker: Asker) -> Left:
        """Tell whoever got a delivery no more. A mailbox that several read is asked first, by a letter."""
        registration = self.registration(delivery_id)
        if registration is None or registration.address is None:
            return Left.BEFORE
        if registration.shared:
            gateways.lock(self.session, Channel.MAIL)
            self._write(LetterKind.LEAVE, self.secrecy.decrypt(registration.address), shared=True, asker=asker)
            return Left.ASKED
        registration.end(EndReason.STOPP, self.now)
        return Left.NOW

    def end(self, letter_id: int) -> bool:
        """Tell the mailbox that a letter was sent to no more. False where it was not told; NotFound as above."""
        return self._registry.end(self.secrecy.decrypt(self.letter(letter_id).address), EndReason.STOPP)

    @property
    def _registry(self) -> Registry:
        return Registry(self.session, self.secrecy, Channel.MAIL, self.now)

    def _write(self, kind: LetterKind, address: str, *, shared: bool, asker: Asker) -> None:
        digest = self.secrecy.digest(mailbox(address))
        if self._count((Letter.mailbox_hash == digest) & (Letter.kind == kind), IN_A_DAY) >= MOST_TO_A_MAILBOX:
            return
        letter = Letter(
            kind=kind,
            language=asker.language,
            mailbox_hash=digest,
            asker_hash=self.secrecy.digest(asker.place),
            address=self.secrecy.encrypt(address),
            shared=shared,
            asked_at=self.now,
            due_at=self.now,
        )
        self.session.add(letter)
        self.session.flush()

    def _count(self, which: ColumnElement[bool], within: timedelta) -> int:
        found = select(func.count()).select_from(Letter).where(which, Letter.asked_at > self.now - within)
        return self.session.scalar(found) or 0
