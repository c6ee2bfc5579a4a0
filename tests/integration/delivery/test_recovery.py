"""What a fault or a crash leaves unknown is settled: by the receipts alone, and by the provider's list alone."""

from collections.abc import Callable

import pytest
from sqlalchemy import update

from models.delivery import Delivery, State
from tests.integration.delivery.office import TEXT, Office, later, numbers
from tests.standins.running import Provider

PEOPLE = numbers(12)
ANNA = PEOPLE[0]
Fault = Callable[[Provider, bool], None]


def _error(provider: Provider, accepted: bool) -> None:
    provider.fault("error", status=503, accepted=accepted, every=3)


def _reset(provider: Provider, accepted: bool) -> None:
    provider.fault("reset", accepted=accepted, every=3)


def _hang(provider: Provider, accepted: bool) -> None:
    provider.fault("hang", accepted=accepted, every=3)


@pytest.fixture(params=[_error, _reset, _hang])
def struck(office: Office, provider: Provider, request: pytest.FixtureRequest) -> Callable[[bool], None]:
    """Publishes while every third request ends in a way that tells nothing."""

    def strike(accepted: bool) -> None:
        request.param(provider, accepted)
        office.register(PEOPLE)
        office.publish()
        office.deliver()
        provider.no_faults()
        assert office.states == {State.ACCEPTED: 8, State.UNKNOWN: 4}

    return strike


def told_once(office: Office, provider: Provider) -> bool:
    return provider.counts() == {(number, TEXT): 1 for number in PEOPLE} and office.states == {State.ACCEPTED: 12}


def test_accepted_after_all_is_settled_by_receipts_alone(
    office: Office, provider: Provider, struck: Callable[[bool], None]
) -> None:
    struck(True)
    office.callbacks()

    assert told_once(office, provider)
    assert {delivery.provider_id for delivery in office.deliveries} == {message.sid for message in provider.accepted}
    office.deliver(later(minutes=5))
    assert told_once(office, provider)


def test_accepted_after_all_is_settled_by_the_list_alone(
    office: Office, provider: Provider, struck: Callable[[bool], None]
) -> None:
    struck(True)
    assert office.recover() == 4  # at once: what is there is there

    assert told_once(office, provider)
    assert {delivery.provider_id for delivery in office.deliveries} == {message.sid for message in provider.accepted}


def test_never_taken_is_sent_again_when_it_can_no_longer_appear(
    office: Office, provider: Provider, struck: Callable[[bool], None]
) -> None:
    struck(False)
    assert office.recover() == 0
    office.deliver()
    assert len(provider.accepted) == 8

    assert office.recover(later(minutes=2)) == 4
    office.deliver(later(minutes=2))
    assert told_once(office, provider)


def test_what_is_not_sent_yet_is_found_too(office: Office, provider: Provider) -> None:
    provider.configure(sending_after=60, sent_after=60, settled_after=60)
    provider.fault("reset", accepted=True)
    office.register([ANNA])
    office.publish()
    office.deliver()
    office.recover(later(minutes=2))

    assert office.states == {State.ACCEPTED: 1}


def test_while_the_provider_does_not_answer_nothing_is_decided(office: Office, provider: Provider) -> None:
    provider.fault("reset", accepted=True, first=1)
    office.register([ANNA])
    office.publish()
    office.deliver()
    provider.fault("error", status=503, on="list")
    office.recover(later(minutes=60))
    assert office.states == {State.UNKNOWN: 1}

    provider.no_faults()
    office.recover(later(minutes=60))
    assert office.states == {State.ACCEPTED: 1}
    assert len(provider.accepted) == 1


def test_an_earlier_message_with_the_same_words_is_not_taken_for_it(office: Office, provider: Provider) -> None:
    office.register([ANNA])
    office.publish()
    office.deliver()
    provider.fault("reset", first=1)
    office.publish()
    office.deliver()
    office.recover(later(minutes=2))
    office.deliver(later(minutes=2))

    assert provider.counts() == {(ANNA, TEXT): 2}
    assert office.states == {State.ACCEPTED: 2}


def test_a_crash_before_anything_was_sent_loses_nothing(office: Office, provider: Provider) -> None:
    office.register(PEOPLE)
    office.publish()
    office.claim_and_die()
    office.deliver()
    assert provider.accepted == []

    office.recover()
    assert office.states == {State.SENDING: 12}  # the lease still runs
    office.recover(later(minutes=1))
    office.deliver(later(minutes=1))
    assert told_once(office, provider)


def test_a_receipt_that_comes_when_it_was_thought_lost_stops_the_second_attempt(
    office: Office, provider: Provider
) -> None:
    office.register([ANNA])
    office.publish()
    provider.fault("error", status=503, first=1, accepted=True)
    office.deliver()
    provider.settle()
    office.forget_unknown()
    office.callbacks()
    office.deliver(later(minutes=5))

    assert provider.counts() == {(ANNA, TEXT): 1}


def test_who_left_while_it_was_unknown_is_not_told_again(office: Office, provider: Provider) -> None:
    provider.fault("reset", first=1)
    office.register([ANNA])
    office.publish()
    office.deliver()
    office.leave(ANNA)
    office.erase(ANNA)
    office.recover(later(minutes=2))
    office.deliver(later(minutes=2))

    assert provider.accepted == []
    assert office.states == {State.DROPPED: 1}


def test_another_message_to_the_same_number_is_not_taken_for_it(office: Office, provider: Provider) -> None:
    office.register([ANNA])
    office.publish("Ett annat ord")
    office.deliver()
    with office.database.writing() as session:
        session.execute(update(Delivery).values(provider_id=None))  # as if somebody else had sent it
    office.publish()
    provider.fault("reset", first=1)
    office.deliver()
    office.recover()
    assert office.states == {State.ACCEPTED: 1, State.UNKNOWN: 1}
