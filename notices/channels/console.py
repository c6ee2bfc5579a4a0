"""A provider for a machine of one's own: it takes every message, and the telephone at /telefon shows it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from models.console_message import ConsoleMessage
from notices import clock
from notices.channels.provider import Attempt, Line, Listed, Message, SendError, Taken, Verdict
from notices.database import Database
from notices.secrecy import Secrecy

# Numbers that PTS has set aside for fiction: nobody has them, and nobody will.
FICTITIOUS = tuple(f"+467017406{last:02}" for last in range(5, 100))
_STATUS = "delivered"


@dataclass(frozen=True, slots=True)
class Console:
    """Sends nothing to anybody. What it took lies in the database, since the telephone is in another process."""

    database: Database
    secrecy: Secrecy
    timeout_s: float = 20.0

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Line]:
        yield _Kept(self.database, self.secrecy)


def shown(session: Session, digest: str, most: int) -> Sequence[ConsoleMessage]:
    """The latest texts that were sent to the number of that digest, newest first."""
    newest = select(ConsoleMessage).where(ConsoleMessage.address_hash == digest).order_by(ConsoleMessage.id.desc())
    return session.scalars(newest.limit(most)).all()


@dataclass(frozen=True, slots=True)
class _Kept:
    database: Database
    secrecy: Secrecy

    async def send(self, to: str, message: Message, attempt: Attempt | None) -> Taken:
        try:
            return await asyncio.to_thread(self._keep, to, message.text)
        except OperationalError as error:  # also of a commit, which may have come through
            raise SendError(Verdict.UNKNOWN, "database") from error

    async def sent_to(self, address: str, since: datetime) -> Sequence[Listed]:
        try:
            return await asyncio.to_thread(self._list, address, since)
        except OperationalError as error:
            raise SendError(Verdict.UNREACHED, "database") from error

    async def received(self, since: datetime) -> Sequence[Listed]:
        """Nothing: what is written at /telefon reaches the service at once, or not at all."""
        return ()

    def _keep(self, to: str, text: str) -> Taken:
        # A provider has a clock of its own, and so has this one.
        message = ConsoleMessage(address_hash=self.secrecy.digest(to), body=text, at=clock.now())
        with self.database.writing() as session:
            session.add(message)
            session.flush()
            return _taken(message)

    def _list(self, number: str, since: datetime) -> Sequence[Listed]:
        sent = select(ConsoleMessage).where(
            ConsoleMessage.address_hash == self.secrecy.digest(number), ConsoleMessage.at >= since
        )
        with self.database.reading() as session:
            return [
                Listed(_taken(m), "", m.body, m.at) for m in session.scalars(sent.order_by(ConsoleMessage.id.desc()))
            ]


def _taken(message: ConsoleMessage) -> Taken:
    # With its time: the number of a row that is erased may be used again.
    return Taken(f"console-{message.id}-{message.at.astimezone(UTC):%Y%m%d%H%M%S%f}", _STATUS)
