"""A mail server as a provider, over aiosmtplib: with `answers`, the only modules that know it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from aiosmtplib import SMTP, SMTPException

from notices import clock
from notices.channels.mail.answers import failure
from notices.channels.mail.letterhead import Letterhead
from notices.channels.provider import Attempt, Line, Listed, Message, Taken

Tls = Literal["starttls", "tls", "none"]
PORTS: dict[Tls, int] = {"starttls": 587, "tls": 465, "none": 25}
_HANG_UP_S = 2.0
_ENDING_S = 0.02  # a handshake that failed leaves a connection that the loop closes a few turns later


@dataclass(frozen=True, slots=True)
class Smtp:
    """An account at a mail server. What is sent again is the same mail, by its id."""

    host: str
    letterhead: Letterhead
    port: int | None = None  # else the usual one
    tls: Tls = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    timeout_s: float = 30.0

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Line]:
        line = _Line(self)
        try:
            yield line
        finally:
            await line.hang_up()
            await asyncio.sleep(_ENDING_S)

    def client(self) -> SMTP:
        """A connection that is not made yet."""
        return SMTP(
            hostname=self.host,
            port=self.port or PORTS[self.tls],
            username=self.user or None,
            password=self.password or None,
            use_tls=self.tls == "tls",
            start_tls=self.tls == "starttls",
            timeout=self.timeout_s,
        )


class _Line:
    """Connections to the server, made when they are needed and kept for the next mail."""

    def __init__(self, smtp: Smtp) -> None:
        self._smtp = smtp
        self._free: list[SMTP] = []

    async def send(self, to: str, message: Message, attempt: Attempt | None) -> Taken:
        mail = self._smtp.letterhead.write(to, message, attempt, clock.now())
        handing = _Handing(self._smtp.letterhead.sender.addr_spec, to, mail.as_bytes())
        try:
            async with asyncio.timeout(self._smtp.timeout_s):
                await self._hand_over(handing)
        except (SMTPException, OSError) as error:
            raise failure(error, handed_over=handing.begun) from error
        return Taken(str(mail["Message-ID"]), "sent")

    async def sent_to(self, address: str, since: datetime) -> Sequence[Listed]:
        """Nothing: a mail server keeps no list. What is unknown is sent again, as the same mail."""
        return ()

    async def received(self, since: datetime) -> Sequence[Listed]:
        """Nothing: mail to us is read by people."""
        return ()

    async def hang_up(self) -> None:
        """End all connections. What was sent has been answered, so nothing depends on how they end."""
        for client in self._free:
            transport = client.transport
            with suppress(SMTPException, OSError):
                await client.quit(timeout=_HANG_UP_S)
            _cut(client, transport)

    async def _hand_over(self, handing: "_Handing") -> None:
        client = await self._connected()
        try:
            await handing.over(client)
        except BaseException:
            _cut(client, client.transport)
            raise
        self._free.append(client)

    async def _connected(self) -> SMTP:
        while self._free:
            client = self._free.pop()
            if client.is_connected:
                return client
        client = self._smtp.client()
        await client.connect()
        return client


def _cut(client: SMTP, transport: asyncio.BaseTransport | None) -> None:
    """Be rid of a connection at once: TLS takes leave so slowly that the event loop would not live to see it."""
    client.close()
    if isinstance(transport, asyncio.WriteTransport):
        transport.abort()


@dataclass(slots=True)
class _Handing:
    """One mail on its way. Once `begun`, the server may have it, whatever we hear."""

    sender: str
    to: str
    mail: bytes
    begun: bool = False

    async def over(self, client: SMTP) -> None:
        await client.mail(self.sender)
        await client.rcpt(self.to)
        self.begun = True
        await client.data(self.mail)
