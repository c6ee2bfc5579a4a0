"""Each way in which sending can end, and what becomes of the delivery and of the registration."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from models.delivery import BroadcastEnd, State
from models.registration import Channel, EndReason
from notices.delivery import gateways
from notices.delivery.delivering import ChannelStopped, deliver
from notices.secrecy import Secrecy
from tests.integration.delivery.office import OURS, SECRECY, TEXT, Office, clock, later, numbers
from tests.standins.running import Provider

ANNA, BO, CARIN = numbers(3)
Order = Callable[[Provider], None]


@pytest.mark.parametrize(
    ("code", "reason"),
    [(21610, EndReason.OPTED_OUT), (21211, EndReason.INVALID), (21614, EndReason.NOT_MOBILE), (21999, None)],
)
def test_refused_for_good(office: Office, provider: Provider, code: int, reason: EndReason | None) -> None:
    provider.number(ANNA, refuse=code)
    office.register([ANNA, BO])
    office.publish()
    office.deliver()
    office.deliver(later(hours=1))

    refused = next(delivery for delivery in office.deliveries if delivery.state is State.REFUSED)
    assert (refused.error_code, office.reason(ANNA)) == (str(code), reason)
    assert [attempt.to for attempt in provider.attempts].count(ANNA) == 1
    assert [message.to for message in provider.accepted] == [BO]
    assert office.reason(BO) is None


@pytest.mark.parametrize("code", [20429, 21611])
def test_not_now_is_tried_again_when_some_time_has_passed(office: Office, provider: Provider, code: int) -> None:
    office.register([ANNA])
    office.publish()
    provider.fault("refuse", code=code, first=1)
    office.deliver()
    assert (office.states, provider.accepted) == ({State.PENDING: 1}, [])

    office.deliver(later(minutes=2))
    assert provider.counts() == {(ANNA, TEXT): 1}
    assert [delivery.attempts for delivery in office.deliveries] == [2]


def test_a_provider_that_takes_fewer_at_a_time_still_gets_them_all(office: Office, provider: Provider) -> None:
    people = numbers(60)
    provider.configure(concurrency=3)
    provider.fault("latency", seconds=0.02)
    office.register(people)
    office.publish()
    minutes = 0
    while office.states[State.PENDING] or not office.states:
        office.deliver(later(minutes=minutes))
        minutes += 2

    assert provider.counts() == {(number, TEXT): 1 for number in people}


def test_what_is_no_longer_news_is_given_up(office: Office, provider: Provider) -> None:
    office.register([ANNA])
    office.publish()
    provider.fault("refuse", code=20429)
    office.deliver()
    provider.no_faults()
    office.deliver(later(days=2))

    assert provider.accepted == []
    assert office.states == {State.GIVEN_UP: 1}
    assert office.broadcasts[0].ended_reason is BroadcastEnd.EXPIRED


@pytest.mark.parametrize("code", [20003, 21606, 30002])
def test_a_wrong_setting_stops_the_channel_and_alarms_instead_of_burning_the_list(
    office: Office, provider: Provider, code: int
) -> None:
    people = numbers(100)
    office.register(people)
    office.publish()
    provider.fault("refuse", code=code)
    with pytest.raises(ChannelStopped, match=str(code)):
        office.deliver()
    assert office.states == {State.PENDING: 100}
    assert len(provider.attempts) <= office.outbox.concurrency

    with pytest.raises(ChannelStopped):
        office.deliver(later(minutes=2))
    assert len(provider.attempts) <= office.outbox.concurrency + 1  # one is enough to see that it is still wrong

    provider.no_faults()
    office.deliver(later(minutes=4))
    assert provider.counts() == {(number, TEXT): 1 for number in people}


def test_one_number_in_a_country_that_is_not_allowed_does_not_stop_the_others(
    office: Office, provider: Provider
) -> None:
    provider.number(ANNA, refuse=21408)
    office.register([ANNA, BO, CARIN])
    office.publish()
    office.deliver()

    assert office.states == {State.REFUSED: 1, State.ACCEPTED: 2}


def _error(provider: Provider) -> None:
    provider.fault("error", status=503, to=ANNA)


def _reset(provider: Provider) -> None:
    provider.fault("reset", to=ANNA)


def _hang(provider: Provider) -> None:
    provider.fault("hang", to=ANNA)


@pytest.mark.parametrize("order", [_error, _reset, _hang])
def test_what_nobody_knows_is_not_sent_again_blindly(office: Office, provider: Provider, order: Order) -> None:
    order(provider)
    office.register([ANNA, BO])
    office.publish()
    office.deliver()
    office.deliver(later(hours=1))

    assert office.states == {State.UNKNOWN: 1, State.ACCEPTED: 1}
    assert [attempt.to for attempt in provider.attempts].count(ANNA) == 1


def test_a_provider_that_is_down_loses_nothing_and_is_not_flooded(office: Office, provider: Provider) -> None:
    people = numbers(50)
    office.register(people)
    office.publish()
    provider.down()
    for minute in range(0, 60, 2):
        office.deliver(later(minutes=minute))
    assert office.states == {State.PENDING: 50}

    provider.up()
    for minute in range(62, 70, 2):
        office.deliver(later(minutes=minute))
    assert provider.counts() == {(number, TEXT): 1 for number in people}
    assert provider.summary["peak_in_flight"] <= office.outbox.concurrency


def test_a_provider_that_fails_everything_is_left_in_peace_after_a_few(office: Office, provider: Provider) -> None:
    office.register(numbers(200))
    office.publish()
    provider.fault("error", status=502)
    office.deliver()
    few = len(provider.attempts)
    assert few < 40

    office.deliver(later(minutes=2))
    assert len(provider.attempts) == few + 1


def test_with_another_secret_key_nothing_is_burnt(office: Office, provider: Provider) -> None:
    office.register([ANNA, BO])
    office.publish()
    office.change(secrecy=Secrecy.of("some other key, put there by mistake"))
    with pytest.raises(ChannelStopped, match="SECRET_KEY"):
        office.deliver()
    assert office.states == {State.PENDING: 2}

    office.change(secrecy=SECRECY)
    office.deliver(later(minutes=2))
    office.deliver(later(minutes=2))
    assert provider.counts() == {(ANNA, TEXT): 1, (BO, TEXT): 1}


def test_a_worker_that_is_to_stop_begins_nothing_more_and_loses_nothing(office: Office, provider: Provider) -> None:
    people = numbers(100)
    office.register(people)
    office.publish()
    office.change(rate=30.0)
    deliver(office.outbox, clock, stopping=lambda: len(provider.accepted) >= 30)
    assert 30 <= len(provider.accepted) < 100
    assert office.states[State.SENDING] == 0

    office.change(rate=1000.0)
    office.deliver()
    assert provider.counts() == {(number, TEXT): 1 for number in people}


def test_messages_can_come_from_a_messaging_service(office: Office, provider: Provider) -> None:
    service = "MG" + "7" * 32
    provider.configure(messaging_services={service: OURS})
    office.change(provider=replace(office.outbox.provider, sender="", messaging_service_sid=service))  # type: ignore[type-var]
    office.register([ANNA])
    office.publish()
    office.deliver()

    assert [(message.to, message.sender) for message in provider.accepted] == [(ANNA, OURS)]
    office.callbacks()
    assert office.statuses == {"delivered": 1}


def test_a_slow_rate_goes_on_after_a_trial(office: Office) -> None:
    """One message alone is on trial: it takes no smaller part of the rate than all of it."""
    office.register([ANNA, BO])
    office.publish()
    office.change(rate=20, concurrency=1000)
    with office.database.writing() as session:
        gateways.lock(session, Channel.SMS).failures = 1

    office.deliver()

    assert [(delivery.state, delivery.attempts) for delivery in office.deliveries] == [(State.ACCEPTED, 1)] * 2
