"""The worker's job: tell everybody of what is due."""

import asyncio
from collections import Counter
from collections.abc import Callable

from notices.delivery import claiming, expanding, gateways
from notices.delivery.outbox import Outbox
from notices.delivery.sending import WRONG_KEY, Clock, Round
from notices.delivery.shares import leave
from notices.delivery.transitions import Event
from notices.errors import DriftinformationError


class ChannelStopped(DriftinformationError):
    """Nothing can be sent because of a setting. Nothing is lost; sending goes on when it is put right."""

    def __init__(self, code: str) -> None:
        why = (
            "Adresserna är krypterade med en annan SECRET_KEY. Sätt tillbaka den"
            if code == WRONG_KEY
            else f"Leverantören tar inte emot något (kod {code}). Rätta konto, avsändare eller andra inställningar"
        )
        super().__init__(f"{why}; allt som väntar sänds sedan av sig självt.")
        self.code = code


def deliver(outbox: Outbox, clock: Clock, stopping: Callable[[], bool] = lambda: False) -> Counter[Event]:
    """One round: what is due is expanded, claimed, sent and recorded until nothing is left. Says what happened.

    Raises ChannelStopped where somebody has to put a setting right. When `stopping` says so, what is under way is
    finished and nothing more is begun.
    """
    if not _is_due(outbox, clock):
        return Counter()
    expanding.expand_next(outbox.database, outbox.channel, clock())
    tidy(outbox, clock)
    try:
        round_ = asyncio.run(_send(outbox, clock, stopping))
    finally:
        _leave(outbox)
    tidy(outbox, clock)
    if round_.stopped_by:
        raise ChannelStopped(round_.stopped_by)
    return round_.tally


def tidy(outbox: Outbox, clock: Clock) -> None:
    """Drop what is no longer to be sent, and end what is wholly sent."""
    with outbox.database.writing() as session:
        gateways.lock(session, outbox.channel)
        claiming.clear(session, outbox.channel, clock(), outbox.times.news)


async def _send(outbox: Outbox, clock: Clock, stopping: Callable[[], bool]) -> Round:
    async with outbox.provider.opened() as line:
        round_ = Round(outbox, line, clock, stopping)
        await round_.run()
    return round_


def _is_due(outbox: Outbox, clock: Clock) -> bool:
    now = clock()
    with outbox.database.reading() as session:
        if gateways.is_closed(gateways.look(session, outbox.channel), now):
            return False
        quiet = outbox.is_quiet(session, now)
        return expanding.is_due(session, outbox.channel, now) or claiming.is_due(
            session, outbox.channel, now, quiet=quiet
        )


def _leave(outbox: Outbox) -> None:
    with outbox.database.writing() as session:
        leave(session, outbox.worker)
