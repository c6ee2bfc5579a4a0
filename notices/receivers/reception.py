"""Where receivers come in, take up again, and leave."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.receiver import Receiver
from models.registration import Channel, EndReason, Registration, Source
from notices.channels.webhook_posting import Poster
from notices.database import Database
from notices.errors import IllegalAct, InvalidReceiver, NotFound
from notices.mailing.addresses import InvalidAddress, read_address
from notices.receivers.addresses import read_url
from notices.receivers.challenge import challenge
from notices.receivers.keys import PREFIX, new_secret
from notices.registrations import Registry
from notices.secrecy import Secrecy
from notices.tokens import digest, new_key


@dataclass(frozen=True, slots=True)
class Registered:
    """A new receiver. `secret` and `key` are never seen again."""

    id: int
    secret: str
    key: str


@dataclass(frozen=True, slots=True)
class Reception:
    """No transaction is open while a receiver is asked."""

    database: Database
    secrecy: Secrecy
    poster: Poster
    clock: Callable[[], datetime]

    def register(self, address: str, contact: str) -> Registered:
        """Tell the receiver at that address from now on. `contact` is the mail address of whoever looks after it.

        Raises InvalidReceiver, or IllegalAct where it is told already.
        """
        url = read_url(address, public_only=self.poster.public_only)
        try:
            mailbox = read_address(contact)
        except InvalidAddress as error:
            raise InvalidReceiver("contact", str(error)) from error
        challenge(self.poster, url)
        secret, key = new_secret(), new_key(PREFIX)
        with self.database.writing() as session:
            receiver = Receiver(
                registration_id=self._begin(session, url).id,
                digest=digest(key),
                secret=self.secrecy.encrypt(secret),
                contact=self.secrecy.encrypt(mailbox),
                created_at=self.clock(),
            )
            session.add(receiver)
            session.flush()
            return Registered(receiver.id, secret, key)

    def resume(self, receiver_id: int) -> None:
        """Tell a receiver again that is paused, or is gone, once it answers. What it has missed is not sent."""
        with self.database.reading() as session:
            registration = self._registration(session, receiver_id)
            if registration.ended_at is None:
                return
            if registration.address is None:
                raise NotFound("Mottagaren är glömd. Registrera den på nytt.")
            url = self.secrecy.read(registration.address)
        challenge(self.poster, url)
        with self.database.writing() as session:
            receiver = session.get_one(Receiver, receiver_id)
            receiver.registration_id, receiver.failures = self._begin(session, url).id, 0

    def pause(self, receiver_id: int) -> None:
        """Tell it nothing until it resumes."""
        with self.database.writing() as session:
            self._registration(session, receiver_id).end(EndReason.PAUSED, self.clock())

    def leave(self, receiver_id: int) -> None:
        """Tell it nothing more, and forget its contact and its keys."""
        with self.database.writing() as session:
            self._registration(session, receiver_id).end(EndReason.STOPP, self.clock())
            session.delete(session.get_one(Receiver, receiver_id))

    def _begin(self, session: Session, url: str) -> Registration:
        registry = Registry(session, self.secrecy, Channel.WEBHOOK, self.clock())
        begun = registry.begin(url, Source.API)
        registration = registry.active(url)
        if not begun or registration is None:
            raise IllegalAct("Mottagaren är redan registrerad. Avsluta den först, med dess egen nyckel.")
        return registration

    def _registration(self, session: Session, receiver_id: int) -> Registration:
        receiver = session.get(Receiver, receiver_id)
        if receiver is None:
            raise NotFound("Mottagaren finns inte.")
        return session.get_one(Registration, receiver.registration_id)
