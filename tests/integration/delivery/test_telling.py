"""Everybody who should be told is told, once; nobody else is."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

from models.delivery import BroadcastEnd, State
from models.notice import Notice
from notices.delivery.delivering import deliver
from notices.delivery.opening import end_broadcasts
from notices.delivery.outbox import Times
from notices.delivery.recipients import Recipients
from tests.harness.waiting import wait_until
from tests.integration.delivery.office import SECRECY, TEXT, Office, clock, later, numbers
from tests.standins.running import Provider

ANNA, BO, CARIN = numbers(3)


def test_everybody_is_told_once(office: Office, provider: Provider) -> None:
    people = numbers(100)
    office.register(people)
    office.publish()

    office.deliver()
    office.deliver()

    assert provider.counts() == {(number, TEXT): 1 for number in people}
    assert office.states == {State.ACCEPTED: 100}
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


def test_what_is_not_urgent_waits_out_the_quiet_hours_also_when_it_was_begun(
    office: Office, provider: Provider
) -> None:
    office.register([ANNA])
    office.publish(urgent=False)
    office.change(is_quiet=lambda _session, _now: True)
    office.deliver()
    assert provider.accepted == []

    office.publish("Filerna är sena.")
    office.deliver()
    assert [message.body for message in provider.accepted] == ["Filerna är sena."]

    office.change(is_quiet=lambda _session, _now: False)
    office.deliver()
    assert sorted(message.body for message in provider.accepted) == sorted([TEXT, "Filerna är sena."])


def test_when_the_worker_is_to_stop_nothing_more_is_begun(office: Office, provider: Provider) -> None:
    office.register(numbers(90))
    office.publish()
    provider.fault("latency", seconds=0.05)
    office.change(concurrency=2)
    asked = iter(range(1000))

    deliver(office.outbox, clock, lambda: next(asked) > 10)

    begun = len(provider.accepted)
    assert 0 < begun < 90
    assert office.states == {State.ACCEPTED: begun, State.PENDING: 90 - begun}


def test_what_ends_while_it_is_being_sent_is_not_sent_to_the_rest(office: Office, provider: Provider) -> None:
    office.register(numbers(90))
    notice = office.publish()
    provider.fault("latency", seconds=0.05)
    office.change(concurrency=2, rate=200)
    with ThreadPoolExecutor(1) as another:
        round_ = another.submit(office.deliver)
        wait_until(lambda: bool(provider.accepted), "the first message")
        with office.desk.act(clock()) as act:
            end_broadcasts(act.session, act.session.get_one(Notice, notice), BroadcastEnd.UNTRUE, clock())
        round_.result()

    assert 0 < len(provider.accepted) < 60
    assert set(office.states) == {State.ACCEPTED, State.DROPPED}


def test_two_workers_and_a_slow_provider_miss_nobody(office: Office, provider: Provider) -> None:
    """The share of one lapses while it waits for answers, and the other takes all of it."""
    office.register(numbers(16))
    office.publish()
    provider.fault("latency", seconds=0.4)
    office.change(
        concurrency=2, times=Times(timedelta(seconds=8), timedelta(seconds=1), margin=timedelta(seconds=-1.9))
    )
    workers = [replace(office.outbox, worker=name) for name in "ab"]
    with ThreadPoolExecutor(2) as both:
        for _ in both.map(lambda outbox: deliver(outbox, clock), workers):
            pass

    assert sorted(provider.counts().values()) == [1] * 16
    assert office.states == {State.ACCEPTED: 16}
