"""A broadcast to many is written down in parts: the first are told while the rest is to come, and all are told."""

import pytest
from sqlalchemy import select

from models.delivery import Broadcast, Delivery
from models.registration import Channel, Registration, Source
from notices.delivery import expanding
from notices.delivery.expanding import expand_next
from notices.registrations import Registry
from tests.integration.delivery.office import SECRECY, Office, clock, numbers
from tests.standins.running import Provider

PEOPLE = numbers(5)
CANARY = "+46701740699"


def told(office: Office) -> list[int]:
    with office.database.reading() as session:
        return list(session.scalars(select(Delivery.registration_id).order_by(Delivery.due_at, Delivery.id)))


def test_each_is_written_down_once_the_canary_first(office: Office) -> None:
    office.register(PEOPLE)
    with office.database.writing() as session:
        Registry(session, SECRECY, Channel.SMS, clock()).begin(CANARY, Source.CANARY)
        canary = session.scalars(select(Registration.id).where(Registration.source == Source.CANARY)).one()
    office.publish()

    assert expand_next(office.database, Channel.SMS, clock(), part=2)
    assert told(office)[0] == canary
    assert len(told(office)) == 3
    while expand_next(office.database, Channel.SMS, clock(), part=2):
        pass
    assert len(told(office)) == len(set(told(office))) == 6


def test_who_leaves_before_the_part_that_they_are_in_is_not_told(office: Office) -> None:
    office.register(PEOPLE)
    office.publish()
    expand_next(office.database, Channel.SMS, clock(), part=2)
    office.leave(PEOPLE[4])
    while expand_next(office.database, Channel.SMS, clock(), part=2):
        pass
    assert len(told(office)) == 4


def test_a_broadcast_is_not_over_before_its_last_part_is_sent(
    office: Office, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expanding, "_FIRST", 2)
    monkeypatch.setattr(expanding, "_PART", 2)
    office.register(PEOPLE)
    office.publish()
    office.deliver()
    assert sorted(message.to for message in provider.accepted) == sorted(PEOPLE)
    with office.database.reading() as session:
        [broadcast] = session.scalars(select(Broadcast))
        assert broadcast.ended_at is not None
        assert broadcast.rest_after is None
