"""One message from a phone, from wherever it was handed over, in a transaction of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from notices.database import WAIT_S, Database
from notices.delivery.recipients import EVERYBODY, Recipients
from notices.inbound import Inbox, Incoming
from notices.numbers import Numbers
from notices.repeating import repeated
from notices.secrecy import Secrecy
from notices.service import Service


@dataclass(frozen=True, slots=True)
class Receiver:
    """Receives messages: the provider's, those it asks the provider for, and those of the telephone at /telefon."""

    database: Database
    secrecy: Secrecy
    numbers: Numbers
    service: Service
    # Whom this system may tell: a reply is a text, too.
    recipients: Recipients = EVERYBODY

    def receive(
        self, message: Incoming, situation: Callable[[], str], now: datetime, wait_s: float = WAIT_S
    ) -> str | None:
        """The reply, once the message and what it ordered are committed; None where nothing is to be said.

        Of two that come at once with one id, the later gets the reply that the first was given. Raises OperationalError
        where others keep the database from us for longer than `wait_s` seconds.
        """

        def work(session: Session) -> str | None:
            return Inbox(session, self.secrecy, self.numbers, self.service, situation, now, self.recipients).receive(
                message
            )

        return repeated(self.database, work, wait_s)
