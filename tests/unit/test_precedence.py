"""Which of a number's orders holds when one is fetched late."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from notices.inbound.precedence import CLOCKS_DIFFER, Known, is_overtaken
from notices.keywords import Order

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LEFIP, STOPP = Order.REGISTER, Order.DEREGISTER
# What one number has sent, as the provider's list has it: in whole seconds, and perhaps several in one.
SENT = st.lists(st.tuples(st.sampled_from([LEFIP, STOPP]), st.integers(0, 5)), min_size=1, max_size=6)


def test_of_two_in_the_same_second_stopp_holds() -> None:
    assert is_overtaken(LEFIP, NOON, [Known(STOPP, NOON, exact=True)])
    assert not is_overtaken(STOPP, NOON, [Known(LEFIP, NOON, exact=True)])


def test_the_provider_s_own_times_are_compared_by_the_second() -> None:
    assert is_overtaken(STOPP, NOON, [Known(LEFIP, NOON + SECOND, exact=True)])
    assert not is_overtaken(LEFIP, NOON, [Known(STOPP, NOON - SECOND, exact=True)])


def test_with_our_own_clock_there_is_doubt_for_a_minute_and_stopp_holds() -> None:
    assert is_overtaken(LEFIP, NOON, [Known(STOPP, NOON - CLOCKS_DIFFER)])
    assert not is_overtaken(LEFIP, NOON, [Known(STOPP, NOON - CLOCKS_DIFFER - SECOND)])
    assert not is_overtaken(STOPP, NOON, [Known(LEFIP, NOON + CLOCKS_DIFFER)])
    assert is_overtaken(STOPP, NOON, [Known(LEFIP, NOON + CLOCKS_DIFFER + SECOND)])


def test_other_orders_come_never_too_late() -> None:
    later = [Known(LEFIP, NOON + SECOND, exact=True), Known(STOPP, NOON + SECOND, exact=True)]
    assert not any(is_overtaken(order, NOON, later) for order in Order if order not in {LEFIP, STOPP})


@given(SENT.flatmap(st.permutations))
def test_in_whatever_order_they_come_in_the_last_one_sent_holds(coming: list[tuple[Order, int]]) -> None:
    registered, known = False, list[Known]()
    for order, second in coming:
        sent_at = NOON + second * SECOND
        if not is_overtaken(order, sent_at, known):
            registered = order is LEFIP
        known.append(Known(order, sent_at, exact=True))
    _second, last = max((second, order is STOPP) for order, second in coming)
    assert registered is not last
