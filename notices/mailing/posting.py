"""The worker's job: send the letters that wait."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from notices.channels.provider import Line, SendError, Verdict
from notices.delivery.delivering import ChannelStopped
from notices.delivery.outbox import Outbox
from notices.mailing.letters import Envelope, Writer, is_due, settle
from notices.mailing.links import Links
from notices.service import Service


@dataclass(frozen=True, slots=True)
class Postman:
    """Sends letters by the provider of the channel's outbox, to those whom its list of recipients allows."""

    outbox: Outbox
    service: Service
    links: Links

    def send_letters(self, clock: Callable[[], datetime]) -> Counter[str]:
        """Send what is due; says what came of it. Raises ChannelStopped where somebody has to put a setting right."""
        database, secrecy = self.outbox.database, self.outbox.secrecy
        with database.reading() as session:
            if not is_due(session, clock()):
                return Counter()
        with database.writing() as session:
            envelopes = Writer(session, secrecy, self.service, self.links, clock()).claim()
        errors = asyncio.run(self._send_all(envelopes)) if envelopes else []
        with database.writing() as session:
            for envelope, error in zip(envelopes, errors, strict=True):
                settle(session, envelope, error, clock())
        stopped_by = next((error.code for error in errors if error and error.verdict is Verdict.STOPPED), None)
        if stopped_by:
            raise ChannelStopped(stopped_by)
        return Counter(error.verdict.name.lower() if error else "sent" for error in errors)

    async def _send_all(self, envelopes: Sequence[Envelope]) -> list[SendError | None]:
        places = asyncio.Semaphore(self.outbox.concurrency)
        async with self.outbox.provider.opened() as line:
            return await asyncio.gather(*(self._send(line, places, envelope) for envelope in envelopes))

    async def _send(self, line: Line, places: asyncio.Semaphore, envelope: Envelope) -> SendError | None:
        if not self.outbox.recipients.allow(envelope.to):
            return SendError(Verdict.REFUSED, "not_allowed")
        async with places:
            try:
                await line.send(envelope.to, envelope.message, None)
            except SendError as error:
                return error
        return None
