"""What can happen to a delivery in each state, pair by pair."""

import re
from itertools import product

import pytest

from models.delivery import Delivery, State
from notices.delivery.transitions import Event, after, happened
from tests.paths import ROOT

P, S, U, A, R, D, G = State
# A row for each event; a column for each state before it: what the state is after it, or None.
TABLE = {
    #                PENDING SENDING UNKNOWN ACCEPTED REFUSED DROPPED GIVEN_UP
    Event.CLAIM: (S, None, None, None, None, None, None),
    Event.RELEASE: (None, P, None, None, None, None, None),
    Event.ACCEPT: (A, A, A, None, A, A, A),
    Event.REFUSE: (None, R, R, None, None, None, None),
    Event.RETRY: (None, P, P, None, None, None, None),
    Event.REOPEN: (None, None, None, P, None, None, None),
    Event.LOSE: (None, U, None, None, None, None, None),
    Event.MISS: (None, None, P, None, None, None, None),
    Event.DROP: (D, D, None, None, None, None, None),
    Event.GIVE_UP: (G, None, None, None, None, None, None),
    Event.PUT_BACK: (None, None, None, None, P, None, P),
}


@pytest.mark.parametrize(("state", "event"), list(product(State, Event)))
def test_each_event_in_each_state(state: State, event: Event) -> None:
    expected = TABLE[event][list(State).index(state)]
    delivery = Delivery(state=state)

    assert after(state, event) is expected
    assert happened(event, delivery) is (expected is not None)
    assert delivery.state is (expected or state)


def test_what_the_provider_has_is_never_sent_again_unless_the_provider_failed() -> None:
    assert [event for event in Event if after(State.ACCEPTED, event)] == [Event.REOPEN]


def test_only_a_pending_delivery_can_be_sent() -> None:
    assert [state for state in State if after(state, Event.CLAIM)] == [State.PENDING]


def test_the_state_is_assigned_nowhere_else() -> None:
    assigned = re.compile(r"\.state = |values\(\s*state=")
    knows = re.compile(r"^from models.delivery import .*\bDelivery\b", re.MULTILINE)
    sources = [(path.name, path.read_text("utf-8")) for path in (ROOT / "notices").rglob("*.py")]
    assert [name for name, source in sources if knows.search(source) and assigned.search(source)] == ["transitions.py"]
