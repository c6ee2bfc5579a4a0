"""A run is the same whatever way its events come."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from notices.runs.events import Phase, RunEvent
from notices.runs.run import State, fold

_BEGAN = datetime(2024, 3, 5, 0, 1, tzinfo=UTC)


def _event(id: str, phase: Phase, minutes: int, **more: object) -> RunEvent:
    time = _BEGAN + timedelta(minutes=minutes)
    return RunEvent("/motor", id, time, "production", phase, "dygnskorning", "r1", **more)  # type: ignore[arg-type]


_STARTED = _event("a", Phase.STARTED, 0, nominal=date(2024, 3, 5), sequence=7)
_FAILED = _event("b", Phase.FAILED, 30, error="full disk")
_COMPLETED = _event("c", Phase.COMPLETED, 95, covers=(date(2024, 3, 4),), files=211)


@settings(max_examples=40)
@given(st.permutations([_STARTED, _FAILED, _COMPLETED] * 2), st.integers(1, 6))
def test_order_and_doubles_change_nothing(events: list[RunEvent], most: int) -> None:
    run = fold(events[:1])
    for event in events[1:]:
        run = run.with_event(event)
    assert run == fold([_STARTED, _FAILED, _COMPLETED])
    assert (run.state, run.sequence, run.files, run.took) == (State.COMPLETED, 7, 211, timedelta(minutes=95))


def test_the_same_event_again_is_the_same_run() -> None:
    run = fold([_STARTED])
    assert run.with_event(_STARTED) is run


def test_a_run_whose_start_was_lost_is_still_delivered() -> None:
    run = fold([_COMPLETED])
    assert run.delivered
    assert (run.started, run.took) == (None, None)
    assert run.nominal == date(2024, 3, 5)  # the Swedish date of what was heard


def test_a_failure_after_the_end_is_a_failure() -> None:
    run = fold([_STARTED, _COMPLETED, _event("d", Phase.FAILED, 100, error="taken back")])
    assert (run.state, run.error) == (State.FAILED, "taken back")
