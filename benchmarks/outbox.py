"""A database with subscribers and a broadcast to them, ready to be sent."""

import time
from datetime import timedelta
from functools import cache

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from benchmarks.sending import SECRET
from models.delivery import Broadcast
from models.notice import Change, Notice
from models.registration import Channel, Registration, Source
from models.terms import Act
from notices import clock, migrating
from notices.database import Database
from notices.delivery.opening import open_broadcast
from notices.secrecy import Secrecy
from tests.factories import Desk, incident

TEXT = "LEFI Prenumeration: Filerna för tisdagen är sena. Nästa besked kl. 9. https://drift.example/n/ab12c"


def prepared(database_url: str, subscribers: int) -> Database:
    """A migrated database with so many subscribers."""
    database = Database(database_url)
    database.create()
    migrating.upgrade(database)
    with database.writing() as session:
        if subscribers:
            session.execute(insert(Registration), _registrations(subscribers))
    return database


@cache
def _registrations(count: int) -> list[dict[str, object]]:
    secrecy, since = Secrecy.of(SECRET), clock.now() - timedelta(days=1)
    numbers = [f"+4670{number:07}" for number in range(count)]
    return [
        {
            "channel": Channel.SMS,
            "address_hash": secrecy.digest(number),
            "address": secrecy.encrypt(number),
            "source": Source.IMPORT,
            "started_at": since,
        }
        for number in numbers
    ]


def publish(database: Database) -> float:
    """Publish a notice with a broadcast. Returns how many seconds its transaction took."""
    begun = time.perf_counter()
    with Desk(database).act(clock.now()) as act:
        notice = act.publish(incident())
        _open(act.session, notice)
    return time.perf_counter() - begun


def _open(session: Session, notice: Notice) -> None:
    change = session.scalars(select(Change).order_by(Change.position.desc()).limit(1)).one()
    open_broadcast(session, change, notice, Act.PUBLISH, TEXT, Channel.SMS, now=clock.now())


def end_all(database: Database) -> None:
    """Let nothing wait from one measurement to the next."""
    with database.writing() as session:
        session.execute(update(Broadcast).where(Broadcast.ended_at.is_(None)).values(ended_at=clock.now()))
