"""Webhooks as a provider: each receiver is its own, signed to by the Standard Webhooks rules.

What a receiver does not take now is tried again as the same message, by its id, so silence is never an unknown outcome;
and one receiver that fails says nothing of the others, so it never closes the channel (see `delivery.gateways`).
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from aiohttp import ClientError
from sqlalchemy.exc import OperationalError
from standardwebhooks import Webhook as Signer

from notices import clock
from notices.channels.provider import Attempt, Line, Listed, Message, SendError, Taken, Verdict
from notices.channels.webhook_network import NotPublic
from notices.channels.webhook_posting import Poster, Posting

_GOOD, _REDIRECTS, _SERVER = 200, 300, 500
_LATER = (408, 425, 429)


class Book(Protocol):
    """What is known of the receivers. Each is named by one of its deliveries."""

    def secret(self, delivery_id: int) -> str | None:
        """With what its messages are signed; None where it has left."""

    def taken(self, delivery_id: int) -> None:
        """It has taken a message."""

    def failed(self, delivery_id: int, code: str) -> None:
        """It has not; pauses it where that was one time too many."""


@dataclass(frozen=True, slots=True)
class Webhooks:
    """All receivers."""

    book: Book
    poster: Poster

    @property
    def timeout_s(self) -> float:
        return self.poster.timeout_s

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Line]:
        async with self.poster.opened() as posting:
            yield _Line(self.book, posting)


@dataclass(frozen=True, slots=True)
class _Line:
    book: Book
    posting: Posting

    async def send(self, to: str, message: Message, attempt: Attempt | None) -> Taken:
        if attempt is None:
            raise SendError(Verdict.REFUSED, "not_supported")  # there is nobody to sign for
        try:
            secret = await asyncio.to_thread(self.book.secret, attempt.delivery_id)
            if secret is None:
                raise SendError(Verdict.REFUSED, "left")
            return await self._send(to, message, attempt.delivery_id, secret)
        except OperationalError as error:
            raise SendError(Verdict.UNKNOWN, "database") from error

    async def _send(self, to: str, message: Message, delivery_id: int, secret: str) -> Taken:
        id = message_id(delivery_id, message)
        try:
            await self._post(to, message, id, secret)
        except SendError as error:
            await asyncio.to_thread(self.book.failed, delivery_id, error.code)
            raise
        await asyncio.to_thread(self.book.taken, delivery_id)
        return Taken(id, "delivered")

    async def _post(self, to: str, message: Message, id: str, secret: str) -> None:
        try:
            status, _ = await self.posting.post(to, message.text, _signed(id, message.text, secret))
        except NotPublic as error:
            raise SendError(Verdict.LATER, "not_public") from error
        except TimeoutError as error:
            raise SendError(Verdict.LATER, "timeout") from error
        except (ClientError, OSError, ValueError) as error:
            raise SendError(Verdict.LATER, "not_reached") from error
        if not _GOOD <= status < _REDIRECTS:
            raise SendError(_verdict(status), f"http {status}")

    async def sent_to(self, address: str, since: datetime) -> Sequence[Listed]:
        """Nothing: a receiver keeps no list. What a crash left unknown is sent again, as the same message."""
        return ()

    async def received(self, since: datetime) -> Sequence[Listed]:
        """Nothing: receivers do not write to us."""
        return ()


def message_id(delivery_id: int, message: Message) -> str:
    """The same however often it is sent. Its words are part of it: a restored database gives numbers out anew."""
    what = f"{delivery_id}\n{message.at and message.at.isoformat()}\n{message.text}"
    return f"msg_{hashlib.sha256(what.encode()).hexdigest()[:32]}"


def _signed(id: str, text: str, secret: str) -> dict[str, str]:
    now = clock.now()
    return {
        "webhook-id": id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Signer(secret).sign(id, now, text),
    }


def _verdict(status: int) -> Verdict:
    return Verdict.LATER if status in _LATER or status >= _SERVER or status < _GOOD else Verdict.REFUSED
