"""A mail server that keeps what it takes, over real connections, in a thread of this process.

with MailServer() as server:
    server.fault("drop", accepted=True, first=1)
    ...
    assert [mail["Subject"] for mail in server.inbox("anna@drift.example")] == [...]
"""

import asyncio
import email.policy
from collections import Counter
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from typing import Any, Self, cast
from weakref import WeakSet

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.harness.ports import free_port
from tests.standins.smtp.faults import Command, Faults, MailFault

OK = "250 2.0.0 OK"


@dataclass(frozen=True)
class Taken:
    """A mail that the server has taken: the envelope's addresses, and the mail byte by byte."""

    sender: str
    to: str
    raw: bytes

    @property
    def mail(self) -> EmailMessage:
        return message_from_bytes(self.raw, policy=email.policy.default)


class MailServer:
    """Listens on 127.0.0.1 at `with`. `settings` are those of aiosmtpd (TLS, sign-in)."""

    def __init__(self, **settings: Any) -> None:
        self.port = free_port()
        self.taken: list[Taken] = []
        self.recipients: list[str] = []  # of every RCPT, whatever came of it
        self.connections = 0
        self._faults = Faults()
        self._handler = _Handler(self, self._faults)
        self._settings = settings
        self._controller: Controller | None = None

    def __enter__(self) -> Self:
        self.up()
        return self

    def __exit__(self, *raised: object) -> None:
        self.down()

    def up(self) -> None:
        """Listen, if it does not."""
        if self._controller is None:
            self._controller = Controller(self._handler, "127.0.0.1", self.port, **self._settings)
            self._controller.start()
            self.connections = 0  # the controller has looked whether it answers

    def down(self) -> None:
        """Refuse connections until `up`."""
        if self._controller is not None:
            asyncio.run_coroutine_threadsafe(self._handler.hang_up(), self._controller.loop).result()
            self._controller.stop()
            self._controller = None

    def fault(self, do: str, **details: Any) -> None:
        """Order a fault, as `MailFault` describes it."""
        self._faults.order(MailFault.model_validate({"do": do, **details}))

    def no_faults(self) -> None:
        self._faults.clear()

    def reset(self) -> None:
        """As at the start."""
        self.no_faults()
        self.up()
        self.taken.clear()
        self.recipients.clear()
        self.connections = 0

    def inbox(self, to: str) -> list[EmailMessage]:
        """What a mailbox has got, oldest first; also what it got twice."""
        return [taken.mail for taken in self.taken if taken.to == to]

    @property
    def told(self) -> Counter[tuple[str, str]]:
        """How often each mail was taken, by (to, Message-ID)."""
        return Counter((taken.to, str(taken.mail["Message-ID"])) for taken in self.taken)


class _Handler:
    """What aiosmtpd asks at each command."""

    def __init__(self, server: MailServer, faults: Faults) -> None:
        self._server, self._faults = server, faults
        self._transports: WeakSet[asyncio.WriteTransport] = WeakSet()

    async def hang_up(self) -> None:
        """Break every connection."""
        for transport in tuple(self._transports):
            transport.abort()
        await asyncio.sleep(0)

    async def handle_EHLO(  # noqa: N802  (aiosmtpd calls it so)
        self, smtp: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self._server.connections += 1
        self._transports.add(cast(asyncio.WriteTransport, smtp.transport))
        session.host_name = hostname
        return responses

    async def handle_MAIL(  # noqa: N802
        self, smtp: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if refused := await self._strike("mail", None, smtp):
            return refused
        envelope.mail_from = address
        return OK

    async def handle_RCPT(  # noqa: N802
        self, smtp: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self._server.recipients.append(address)
        if refused := await self._strike("rcpt", address, smtp):
            return refused
        envelope.rcpt_tos.append(address)
        return OK

    async def handle_DATA(self, smtp: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        to = envelope.rcpt_tos[0]
        taken = Taken(str(envelope.mail_from), to, bytes(envelope.original_content or b""))
        if refused := await self._strike("data", to, smtp, taken):
            return refused
        self._server.taken.append(taken)
        return OK

    async def _strike(self, command: Command, to: str | None, smtp: SMTP, taken: Taken | None = None) -> str | None:
        """Do what was ordered. Where the connection is broken, nothing is heard of the answer that follows."""
        delay_s, fault = self._faults.strike(command, to)
        await asyncio.sleep(delay_s)
        if fault is None:
            return None
        if fault.accepted and taken:
            self._server.taken.append(taken)
        if fault.do == "hang":
            await asyncio.Event().wait()
        if fault.do == "drop":
            cast(asyncio.WriteTransport, smtp.transport).abort()
        return f"{fault.code} {fault.words}"
