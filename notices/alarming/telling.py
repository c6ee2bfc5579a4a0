"""The worker's job: tell those on call of each alarm, again and again until somebody takes it.

A round is claimed by one statement and written down before anything of it is sent, so that nobody is told twice in
one, whatever crashes and however many workers there are. What failed or is not known is followed by the next round.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, case, literal, select, update
from sqlalchemy.orm import Session

from models.alarm import Alarm, Telling
from models.registration import Channel
from notices.adjustments import is_quiet_now
from notices.alarming.contacts import Contact, contacts
from notices.alarming.words import words
from notices.channels.provider import Line, Message, SendError
from notices.config import Settings
from notices.database import Database
from notices.delivery.outbox import Outbox
from notices.service import Service

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Call:
    """One contact to be told of one alarm in one round."""

    alarm_id: int
    round: int
    number: int
    contact: Contact
    message: Message


@dataclass(frozen=True, slots=True)
class Told:
    """What came of it: the provider's id, or the code of what went wrong."""

    call: Call
    provider_id: str | None = None
    error_code: str | None = None

    @property
    def values(self) -> dict[str, int | str | None]:
        """The row of the telling, with what is written to it."""
        call = self.call
        row = {"alarm_id": call.alarm_id, "round": call.round, "number": call.number}
        return {**row, "provider_id": self.provider_id, "error_code": self.error_code}


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells by the outboxes' providers, and only those whom their lists of recipients allow."""

    database: Database
    service: Service
    settings: Settings
    ways: Mapping[Channel, Outbox]

    def tell_on_call(self, now: datetime) -> Sequence[Told]:
        """Tell everybody on call of what is due. Says what came of each."""
        with self.database.reading() as session:
            people = contacts(session, self.settings) if session.scalar(self._due(session, now).limit(1)) else ()
        if not people:
            return ()
        with self.database.writing() as session:
            calls = [call for alarm in self._begin_rounds(session, now) for call in self._calls(alarm, people, now)]
            session.add_all(_begun(call, now) for call in calls)
        if not calls:
            return ()
        told = asyncio.run(self._tell_all(calls))
        with self.database.writing() as session:
            session.execute(update(Telling), [one.values for one in told])
        return told

    def _begin_rounds(self, session: Session, now: datetime) -> Iterable[Alarm]:
        """Claim the next round of each alarm that is due. Another worker finds nothing left of it."""
        rules = self.service.alarms
        soon, later = (
            literal(now + wait, Alarm.tell_at.type) for wait in (timedelta(minutes=rules.again_minutes), _HOUR)
        )
        claimed = (
            update(Alarm)
            .where(Alarm.id.in_(self._due(session, now).with_for_update(skip_locked=True).scalar_subquery()))
            .values(rounds=Alarm.rounds + 1, tell_at=case((Alarm.rounds + 1 < rules.rounds, soon), else_=later))
            .returning(Alarm)
        )
        return session.scalars(claimed).all()

    def _due(self, session: Session, now: datetime) -> Select[int]:
        untaken = select(Alarm.id).where(Alarm.tell_at <= now, Alarm.taken_at.is_(None), Alarm.closed_at.is_(None))
        return untaken.where(Alarm.urgent) if is_quiet_now(self.service, session, now) else untaken

    def _calls(self, alarm: Alarm, people: Iterable[Contact], now: datetime) -> Iterable[Call]:
        for number, contact in enumerate(people, start=1):
            message = words(alarm, contact.channel, self.service, now)
            yield Call(alarm.id, alarm.rounds, number, contact, message)

    async def _tell_all(self, calls: Sequence[Call]) -> list[Told]:
        async with AsyncExitStack() as stack:
            used = {call.contact.channel for call in calls} & self.ways.keys()
            lines = {way: await stack.enter_async_context(self.ways[way].provider.opened()) for way in used}
            return await asyncio.gather(*(self._tell(lines.get(call.contact.channel), call) for call in calls))

    async def _tell(self, line: Line | None, call: Call) -> Told:
        contact = call.contact
        if line is None:
            return Told(call, error_code="no_provider")
        if not self.ways[contact.channel].recipients.allow(contact.address):
            return Told(call, error_code="not_allowed")
        try:
            taken = await line.send(contact.address, call.message, None)
        except SendError as error:
            return Told(call, error_code=error.code)
        return Told(call, provider_id=taken.provider_id)


def _begun(call: Call, now: datetime) -> Telling:
    contact = call.contact
    return Telling(
        alarm_id=call.alarm_id,
        round=call.round,
        number=call.number,
        channel=contact.channel,
        contact=contact.masked,
        begun_at=now,
    )
