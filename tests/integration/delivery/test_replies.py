"""Replies to what was fetched: each once, whatever happens on the way, and only to whom this system may text."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from itertools import count

import pytest
from sqlalchemy import func, select

from models.delivery import State
from models.inbound import Reply
from models.registration import EndReason
from notices.delivery.delivering import ChannelStopped
from notices.delivery.recipients import Recipients
from notices.delivery.transitions import Event
from notices.forgetting import forget
from notices.inbound import Incoming
from notices.numbers import Numbers
from notices.receiving import Receiver
from notices.replying import send_replies
from notices.replying.claiming import claim
from tests.factories import SERVICE
from tests.harness.apart import in_a_thread
from tests.integration.delivery.office import SECRECY, Office, clock, later, numbers
from tests.standins.running import Provider

PEOPLE = numbers(6)
ANNA, BO = PEOPLE[:2]
_IDS = count(1)


def fetch(office: Office, words: str, *senders: str) -> None:
    """As if these had been fetched from the provider's list."""
    receiver = Receiver(office.database, SECRECY, Numbers(foreign=False), SERVICE)
    for sender in senders:
        message = Incoming(f"SM{next(_IDS)}", sender, words, sent_at=later(minutes=-10))
        assert receiver.receive(message, lambda: "", clock())


def reply(office: Office, now: datetime | None = None) -> Counter[Event]:
    return in_a_thread(lambda: send_replies(office.outbox, lambda: now or clock()))


def states(office: Office) -> Counter[State]:
    with office.database.reading() as session:
        rows = session.execute(select(Reply.state, func.count()).group_by(Reply.state))
        return Counter({row[0]: row[1] for row in rows})


def told(provider: Provider) -> Counter[str]:
    """How many replies each number was sent."""
    return Counter(message.to for message in provider.accepted)


@pytest.mark.parametrize("fault", ["error", "reset"])
def test_one_that_was_taken_although_nobody_said_so_is_found_in_the_list(
    office: Office, provider: Provider, fault: str
) -> None:
    provider.fault(fault, accepted=True, every=2)
    fetch(office, "LEFIP", *PEOPLE)
    reply(office)
    provider.no_faults()
    assert states(office) == {State.ACCEPTED: 3, State.UNKNOWN: 3}
    reply(office)
    assert states(office) == {State.ACCEPTED: 6}
    reply(office, later(minutes=5))
    assert told(provider) == dict.fromkeys(PEOPLE, 1)


def test_one_that_was_never_taken_is_sent_again_when_it_can_no_longer_appear(
    office: Office, provider: Provider
) -> None:
    provider.fault("reset", every=2)
    fetch(office, "LEFIP", *PEOPLE)
    reply(office)
    provider.no_faults()
    reply(office)
    assert (len(provider.accepted), states(office)[State.UNKNOWN]) == (3, 3), "it might still come"
    reply(office, later(minutes=1))
    assert told(provider) == dict.fromkeys(PEOPLE, 1)
    assert states(office) == {State.ACCEPTED: 6}


def test_a_worker_that_dies_with_replies_in_hand_loses_none_and_doubles_none(
    office: Office, provider: Provider
) -> None:
    fetch(office, "LEFIP", *PEOPLE)
    assert len(claim(office.outbox, clock()).claimed) == len(PEOPLE)
    reply(office)
    assert told(provider) == {}, "another worker may be sending them at this moment"
    reply(office, later(seconds=30))
    assert told(provider) == dict.fromkeys(PEOPLE, 1)


def test_two_with_the_same_words_to_one_number_are_two(office: Office, provider: Provider) -> None:
    provider.fault("reset", accepted=True, first=1)
    provider.fault("reset", after=1, first=1)
    fetch(office, "INFO", ANNA, ANNA)
    reply(office)
    assert states(office) == {State.UNKNOWN: 2}
    reply(office, later(minutes=1))
    assert told(provider) == {ANNA: 2}
    assert states(office) == {State.ACCEPTED: 2}


def test_workers_at_once_send_each_reply_once(office: Office, provider: Provider) -> None:
    fetch(office, "LEFIP", *PEOPLE)
    outboxes = [replace(office.outbox, worker=f"worker {number}") for number in range(4)]
    with ThreadPoolExecutor(4) as workers:
        list(workers.map(lambda outbox: send_replies(outbox, clock), outboxes))
    assert told(provider) == dict.fromkeys(PEOPLE, 1)


def test_who_may_not_be_texted_gets_no_reply(office: Office, provider: Provider) -> None:
    office.change(recipients=Recipients.of(BO))
    fetch(office, "LEFIP", ANNA, BO)
    assert reply(office) == {Event.ACCEPT: 1, Event.DROP: 1}
    assert told(provider) == {BO: 1}


def test_a_number_that_has_opted_out_at_the_provider_is_no_longer_told(office: Office, provider: Provider) -> None:
    provider.number(ANNA, refuse=21610)
    fetch(office, "LEFIP", ANNA)
    assert reply(office) == {Event.REFUSE: 1}
    assert office.reason(ANNA) is EndReason.OPTED_OUT


def test_a_setting_that_is_wrong_stops_the_replies_and_loses_none(office: Office, provider: Provider) -> None:
    provider.fault("refuse", code=21606)
    fetch(office, "LEFIP", ANNA)
    with pytest.raises(ChannelStopped, match="21606"):
        reply(office)
    provider.no_faults()
    reply(office)
    assert told(provider) == {}, "the provider is left in peace for a while"
    reply(office, later(minutes=2))
    assert told(provider) == {ANNA: 1}


def test_while_the_provider_is_away_nothing_is_lost(office: Office, provider: Provider) -> None:
    fetch(office, "LEFIP", *PEOPLE)
    provider.down()
    assert reply(office) == {Event.RETRY: 6}
    provider.up()
    assert provider.attempts == []
    assert reply(office, later(minutes=2)) == {Event.ACCEPT: 6}
    assert told(provider) == dict.fromkeys(PEOPLE, 1)


def test_what_is_forgotten_or_too_old_is_not_sent(office: Office, provider: Provider) -> None:
    fetch(office, "INFO", ANNA)
    with office.database.writing() as session:
        forget(session, SECRECY, ANNA, clock())
    assert reply(office) == {}
    fetch(office, "INFO", BO)
    assert reply(office, later(days=2)) == {}
    assert told(provider) == {}
    assert states(office) == {State.DROPPED: 1, State.GIVEN_UP: 1}
