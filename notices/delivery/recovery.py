"""Settling what nobody knows: after a crash, a time-out, a broken connection. Ordinary work, on the timetable."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from cryptography.fernet import InvalidToken
from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from models.delivery import Broadcast, Delivery, State
from models.registration import Channel, Registration
from notices.channels.provider import Line, Listed, SendError
from notices.delivery import gateways
from notices.delivery.delivering import tidy
from notices.delivery.outbox import Outbox
from notices.delivery.receipts import receipt
from notices.delivery.sending import Clock
from notices.delivery.transitions import Event, happening
from notices.secrecy import Secrecy

_AT_ONCE = 16
_MOST = 1000
# The provider's clock may be behind ours. An earlier message with the same text to the same number is either known
# by its id, or an earlier attempt at the same word.
_CLOCKS_DIFFER = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A delivery of which nobody knows whether the provider has it, and what the provider shows."""

    delivery_id: int
    attempt: int
    address: bytes | None
    text: str
    sent_at: datetime
    lease_until: datetime
    found: tuple[Listed, ...] = ()


def recover(outbox: Outbox, clock: Clock) -> int:
    """Ask the provider for what is unknown. Returns how many were settled; the rest is asked for again."""
    now = clock()
    with outbox.database.writing() as session:
        gateways.lock(session, outbox.channel)
        _lose_lapsed(session, outbox.channel, now)
        unknown = _unknown(session, outbox.channel)
    asked = asyncio.run(ask(outbox, unknown)) if unknown else []
    with outbox.database.writing() as session:
        gateways.lock(session, outbox.channel)
        settled = sum(_settle(session, outbox, one, now) for one in asked)
    tidy(outbox, clock)
    return settled


def _lose_lapsed(session: Session, channel: Channel, now: datetime) -> None:
    lapsed = happening(Event.LOSE).where(Delivery.lease_until < now, _in(channel))
    session.execute(lapsed.values(error_code="lease_run_out"))


def _in(channel: Channel) -> ColumnElement[bool]:
    return exists().where(Broadcast.id == Delivery.broadcast_id, Broadcast.channel == channel)


def _unknown(session: Session, channel: Channel) -> list[Unknown]:
    return select_unknown(session, channel, Delivery.state == State.UNKNOWN, _MOST)


def select_unknown(session: Session, channel: Channel, which: ColumnElement[bool], most: int) -> list[Unknown]:
    """Deliveries of which the provider is to be asked, those that have waited longest first."""
    rows = session.execute(
        select(
            Delivery.id,
            Delivery.attempts,
            Registration.address,
            Broadcast.text,
            Delivery.sent_at,
            Delivery.lease_until,
        )
        .join(Registration, Registration.id == Delivery.registration_id)
        .join(Broadcast, Broadcast.id == Delivery.broadcast_id)
        .where(which, Broadcast.channel == channel)
        .order_by(Delivery.due_at, Delivery.id)
        .limit(most)
    )
    return [
        Unknown(id, attempt, address, text, sent_at, lease_until)
        for id, attempt, address, text, sent_at, lease_until in rows
        if sent_at and lease_until
    ]


async def ask(outbox: Outbox, unknown: Sequence[Unknown]) -> list[Unknown]:
    """The unknown with what the provider shows; without those for which it does not answer."""
    async with outbox.provider.opened() as line:
        inquiry = _Inquiry(outbox.secrecy, line)
        asked = await asyncio.gather(*map(inquiry.ask, unknown))
    return [one for one in asked if one]


class _Inquiry:
    """Asks for a few at a time, and for no more once the provider has not answered."""

    def __init__(self, secrecy: Secrecy, line: Line) -> None:
        self._secrecy, self._line = secrecy, line
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._silent = False

    async def ask(self, one: Unknown) -> Unknown | None:
        if one.address is None:  # erased: its subscriber left long ago
            return one
        async with self._places:
            if self._silent:
                return None
            try:
                listed = await self._line.sent_to(self._secrecy.decrypt(one.address), one.sent_at - _CLOCKS_DIFFER)
            except (SendError, InvalidToken):
                self._silent = True  # asked again in the next round; of a wrong key the sending alarms
                return None
        return replace(one, found=tuple(message for message in reversed(listed) if message.body == one.text))


def _settle(session: Session, outbox: Outbox, one: Unknown, now: datetime) -> bool:
    """Adopt what was found; else, when it can no longer appear, let it be sent again."""
    for message in one.found:
        taken = message.taken
        receipt(session, one.delivery_id, one.attempt, taken.provider_id, taken.status, taken.error_code, now)
    if now > one.lease_until + outbox.times.grace:
        this = (Delivery.id == one.delivery_id, Delivery.attempts == one.attempt)
        session.execute(happening(Event.MISS).where(*this).values(due_at=now, error_code=None))
    return session.scalar(select(Delivery.state).where(Delivery.id == one.delivery_id)) != State.UNKNOWN
