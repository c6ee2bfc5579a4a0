"""What the provider tells afterwards: late, twice, backwards, or of something unknown."""

import random

import pytest

from models.delivery import State
from models.registration import EndReason
from notices.delivery.receipts import receipt
from tests.integration.delivery.office import TEXT, Office, clock, later, numbers
from tests.standins.running import Provider

ANNA, BO = numbers(2)


def tell(office: Office, status: str, *, id: int = 1, attempt: int = 1, sid: str = "", code: str | None = None) -> None:
    with office.database.writing() as session:
        receipt(session, id, attempt, sid or str(office.deliveries[0].provider_id), status, code, clock())


@pytest.fixture
def sent(office: Office, provider: Provider) -> Office:
    provider.configure(callback_statuses=[])
    office.register([ANNA])
    office.publish()
    office.deliver()
    return office


def test_a_status_never_goes_backwards(sent: Office) -> None:
    for status, stands in [("sent", "sent"), ("sending", "sent"), ("delivered", "delivered"), ("queued", "delivered")]:
        tell(sent, status)
        assert sent.deliveries[0].provider_status == stands
    tell(sent, "undelivered", code="30003")
    assert sent.deliveries[0].provider_status == "delivered"
    assert sent.deliveries[0].error_code is None


def test_the_same_receipt_twice_changes_nothing(sent: Office) -> None:
    tell(sent, "delivered")
    first = vars(sent.deliveries[0])["reported_at"]
    tell(sent, "delivered")
    assert sent.deliveries[0].reported_at == first


def test_a_receipt_for_something_unknown_is_taken_calmly(sent: Office) -> None:
    tell(sent, "delivered", id=4711)
    tell(sent, "delivered", sid="SM" + "0" * 32)
    tell(sent, "a word that nobody knows")
    assert sent.statuses == {"queued": 1}


def test_a_receipt_after_erasure_is_taken_calmly(sent: Office) -> None:
    sent.leave(ANNA)
    sent.erase(ANNA)
    tell(sent, "undelivered", code="21610")
    assert sent.statuses == {"undelivered": 1}
    assert sent.states == {State.ACCEPTED: 1}


@pytest.mark.parametrize(
    ("code", "reason"),
    [("21610", EndReason.OPTED_OUT), ("30005", EndReason.INVALID), ("30006", EndReason.NOT_MOBILE), ("30003", None)],
)
def test_a_receipt_that_says_never_again_ends_the_registration(
    sent: Office, code: str, reason: EndReason | None
) -> None:
    tell(sent, "undelivered", code=code)
    assert sent.reason(ANNA) is reason
    assert (sent.deliveries[0].state, sent.deliveries[0].error_code) == (State.ACCEPTED, code)


def test_a_full_queue_that_is_told_of_afterwards_is_tried_again(sent: Office, provider: Provider) -> None:
    sid = str(sent.deliveries[0].provider_id)
    tell(sent, "failed", code="30001")
    assert sent.states == {State.PENDING: 1}

    tell(sent, "sending", sid=sid)  # overtaken
    assert sent.states == {State.PENDING: 1}
    tell(sent, "failed", sid=sid, code="30001")  # doubled
    assert sent.states == {State.PENDING: 1}

    sent.deliver(later(minutes=2))
    tell(sent, "sent", sid=sid)
    assert provider.counts() == {(ANNA, TEXT): 2}  # the first never came to the phone
    assert sent.deliveries[0].provider_id == provider.accepted[1].sid


def test_what_the_provider_could_not_pass_on_is_not_sent_after_a_newer_word(sent: Office, provider: Provider) -> None:
    sid = str(sent.deliveries[0].provider_id)
    sent.publish("Andra ordet", sent.broadcasts[0].notice_id)
    sent.deliver()
    tell(sent, "failed", sid=sid, code="30001")
    sent.deliver(later(minutes=2))
    sent.recover()

    assert provider.counts() == {(ANNA, TEXT): 1, (ANNA, "Andra ordet"): 1}
    assert sent.states == {State.GIVEN_UP: 1, State.ACCEPTED: 1}


def test_receipts_in_any_order_and_twice_end_the_same(office: Office, provider: Provider) -> None:
    provider.callback_fault("twice", every=3)
    provider.callback_fault("reversed", every=2)
    office.register(numbers(30))
    office.publish()
    office.deliver()
    provider.settle()
    posted = provider.posted
    random.Random(7).shuffle(posted)
    office.callbacks(posted)

    assert office.statuses == {"delivered": 30}
    assert office.states == {State.ACCEPTED: 30}


def test_a_receipt_that_comes_before_the_answer_is_recorded_counts(sent: Office, provider: Provider) -> None:
    sent.register([BO], clock())
    sent.publish("Nästa ord")
    sent.claim_and_die()
    for delivery in sent.deliveries[1:]:
        tell(sent, "sent", id=delivery.id, sid=f"SM{delivery.id:032}")

    assert sent.states == {State.ACCEPTED: 3}
    sent.recover(later(minutes=5))
    sent.deliver(later(minutes=6))
    assert len(provider.accepted) == 1
