"""Waiting longer each time, and not all at the same moment."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from notices.delivery.gateways import backoff

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@given(st.integers(1, 10_000))
def test_the_wait_doubles_up_to_a_limit_and_is_spread_over_its_second_half(times: int) -> None:
    whole = min(SECOND * 2 ** min(times - 1, 10), MINUTE)
    assert whole / 2 <= backoff(times, SECOND, MINUTE) <= whole


def test_two_that_failed_together_do_not_come_back_together() -> None:
    assert len({backoff(5, SECOND, MINUTE) for _ in range(20)}) > 1
