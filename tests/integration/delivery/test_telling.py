"""Everybody who should be told is told, once; nobody else is."""

from models.delivery import BroadcastEnd, State
from notices.delivery.recipients import Recipients
from tests.integration.delivery.office import SECRECY, TEXT, Office, clock, later, numbers
from tests.standins.running import Provider

ANNA, BO, CARIN = numbers(3)


def test_everybody_is_told_once(office: Office, provider: Provider) -> None:
    people = numbers(300)
    office.register(people)
    office.publish()

    office.deliver()
    office.deliver()

    assert provider.counts() == {(number, TEXT): 1 for number in people}
    assert office.states == {State.ACCEPTED: 300}
    assert [broadcast.ended_reason for broadcast in office.broadcasts] == [BroadcastEnd.SENT]


def test_the_receipts_say_who_has_got_it(office: Office, provider: Provider) -> None:
    office.register(numbers(20))
    office.publish()
    office.deliver()
    assert office.statuses == {"queued": 20}

    office.callbacks()

    assert office.statuses == {"delivered": 20}
    assert office.states == {State.ACCEPTED: 20}


def test_who_said_stopp_before_it_was_sent_is_not_told(office: Office, provider: Provider) -> None:
    office.register([ANNA, BO])
    office.publish()
    office.leave(ANNA)
    office.deliver()

    assert [message.to for message in provider.accepted] == [BO]
    assert len(office.deliveries) == 1


def test_who_says_stopp_while_it_waits_to_be_tried_again_is_not_told(office: Office, provider: Provider) -> None:
    office.register([ANNA])
    office.publish()
    provider.fault("refuse", code=20429)
    office.deliver()
    provider.no_faults()
    office.leave(ANNA)
    office.deliver(later(minutes=5))

    assert provider.accepted == []
    assert office.states == {State.DROPPED: 1}
    assert office.deliveries[0].error_code == "left"


def test_who_registered_afterwards_is_not_told(office: Office, provider: Provider) -> None:
    office.register([ANNA])
    office.publish()
    office.register([BO], clock())
    office.leave(ANNA)
    office.register([ANNA], clock())
    office.deliver()

    assert provider.accepted == []


def test_a_newer_word_takes_the_place_of_one_that_is_not_sent(office: Office, provider: Provider) -> None:
    office.register([ANNA, BO])
    notice = office.publish("Första ordet")
    office.publish("Andra ordet", notice)
    office.deliver()

    assert provider.counts() == {(ANNA, "Andra ordet"): 1, (BO, "Andra ordet"): 1}
    assert [broadcast.ended_reason for broadcast in office.broadcasts] == [BroadcastEnd.SUPERSEDED, BroadcastEnd.SENT]


def test_a_newer_word_also_stops_what_waits_to_be_tried_again(office: Office, provider: Provider) -> None:
    office.register([ANNA])
    notice = office.publish("Första ordet")
    provider.fault("refuse", code=20429)
    office.deliver()
    provider.no_faults()
    office.publish("Andra ordet", notice)
    office.deliver(later(minutes=5))

    assert provider.counts() == {(ANNA, "Andra ordet"): 1}
    assert office.states == {State.GIVEN_UP: 1, State.ACCEPTED: 1}


def test_another_notice_is_sent_beside_it(office: Office, provider: Provider) -> None:
    office.register([ANNA])
    office.publish("Första notisen")
    office.publish("Andra notisen")
    office.deliver()

    assert provider.counts() == {(ANNA, "Första notisen"): 1, (ANNA, "Andra notisen"): 1}


def test_nothing_is_sent_before_its_time(office: Office, provider: Provider) -> None:
    office.register([ANNA])
    office.publish(not_before=later(hours=1))
    office.deliver()
    assert provider.accepted == []

    office.deliver(later(hours=1, minutes=1))
    assert len(provider.accepted) == 1


def test_who_is_not_on_the_list_is_not_texted_by_a_test_system(office: Office, provider: Provider) -> None:
    office.change(recipients=Recipients.of(BO))
    office.register([ANNA, BO, CARIN])
    office.publish()
    office.deliver()

    assert [message.to for message in provider.accepted] == [BO]
    assert office.states == {State.ACCEPTED: 1, State.DROPPED: 2}
    assert {delivery.error_code for delivery in office.deliveries} == {None, "not_allowed"}


def test_the_number_is_nowhere_in_the_outbox(office: Office) -> None:
    office.register([ANNA])
    office.publish()
    office.deliver()

    assert ANNA not in repr([vars(delivery) for delivery in office.deliveries])
    assert SECRECY.digest(ANNA) not in repr([vars(delivery) for delivery in office.deliveries])
