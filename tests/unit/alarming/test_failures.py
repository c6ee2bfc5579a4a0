"""When many failed, and when it was only a few of a few."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notices.alarming.failures import surely_above


@pytest.mark.parametrize(
    ("failed", "of", "alarms"),
    [
        (0, 0, False),
        (1, 1, False),
        (2, 2, False),
        (3, 3, True),
        (2, 4, False),
        (4, 5, True),
        (30, 100, False),
        (35, 100, True),
        (230, 1000, False),
        (250, 1000, True),
    ],
)
def test_of_a_few_nearly_all_must_have_failed_and_of_many_a_little_more_than_the_share(
    failed: int, of: int, *, alarms: bool
) -> None:
    assert surely_above(failed, of, 0.2) is alarms


@settings(max_examples=50)
@given(st.integers(1, 5000), st.data(), st.floats(0.01, 0.9))
def test_it_is_never_sure_below_the_share_and_one_more_failure_never_calms(
    of: int, data: st.DataObject, share: float
) -> None:
    failed = data.draw(st.integers(0, of - 1))
    if failed / of <= share:
        assert not surely_above(failed, of, share)
    assert surely_above(failed + 1, of, share) >= surely_above(failed, of, share)
