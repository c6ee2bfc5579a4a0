"""How long one has to wait after failing, and what counts as coming the same way."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from notices.operators.throttling import LONGEST, closed_for, network_of, ways_of


def test_the_first_failures_cost_nothing_and_then_each_costs_twice_the_one_before() -> None:
    waits = [closed_for(failures, free=5) for failures in range(1, 18)]
    assert waits[:4] == [None] * 4
    assert [wait.total_seconds() for wait in waits if wait] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]


@settings(max_examples=50)
@given(st.integers(0, 10**9), st.integers(0, 50))
def test_nobody_waits_longer_than_a_quarter_of_an_hour(failures: int, free: int) -> None:
    assert timedelta() < (closed_for(failures, free) or LONGEST) <= LONGEST


def test_one_subscribers_many_addresses_are_one() -> None:
    assert network_of("2001:db8:1:2::7") == network_of("2001:db8:1:2:ffff::1") == "2001:db8:1:2::/64"
    assert network_of("2001:db8:1:3::7") != network_of("2001:db8:1:2::7")
    assert network_of("198.51.100.7") == "198.51.100.7"
    assert network_of("what a proxy wrote") == "what a proxy wrote"


def test_a_known_browser_shares_its_way_with_nobody() -> None:
    (known,) = ways_of("198.51.100.7", "anna berg", "d1")
    strangers = ways_of("198.51.100.7", "anna berg", None)
    assert known not in strangers
    assert not known.shared
    # The same name from two places, and two names from one, each have a way of their own, and one that is shared.
    elsewhere, other = ways_of("198.51.100.8", "anna berg", None), ways_of("198.51.100.7", "britta ek", None)
    assert not set(strangers) & set(elsewhere)
    assert {way.shared for way in set(strangers) & set(other)} == {True}
