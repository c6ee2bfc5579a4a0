"""A receipt that never came is asked for."""

import pytest

from models.delivery import State
from notices.delivery.hearing import hear
from tests.integration.delivery.office import TEXT, Office, later, numbers
from tests.standins.running import Provider

ANNA, BO = numbers(2)


@pytest.fixture
def unheard(office: Office, provider: Provider) -> Office:
    """Two have been sent a text, and nobody was told what became of it."""
    office.register([ANNA, BO])
    office.publish()
    return office


def test_what_has_arrived_is_learned_of(unheard: Office, provider: Provider) -> None:
    unheard.deliver()
    provider.settle()

    assert hear(unheard.outbox, later(minutes=5)) == 0  # it may still come by itself
    assert hear(unheard.outbox, later(minutes=20)) == 2
    assert unheard.statuses == {"delivered": 2}
    assert hear(unheard.outbox, later(minutes=40)) == 0


def test_what_failed_meanwhile_is_sent_again(unheard: Office, provider: Provider) -> None:
    provider.number(ANNA, outcome="undelivered", error_code=30001)
    unheard.deliver()
    provider.settle()
    provider.number(ANNA)

    hear(unheard.outbox, later(minutes=20))
    assert unheard.states == {State.ACCEPTED: 1, State.PENDING: 1}
    unheard.deliver(later(minutes=30))

    assert provider.counts() == {(ANNA, TEXT): 2, (BO, TEXT): 1}
    assert unheard.states == {State.ACCEPTED: 2}
