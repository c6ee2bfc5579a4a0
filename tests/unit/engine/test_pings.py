"""What a ping says of which run."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from notices.engine.pings.ping import Begun, Open, Ping, Signal, Target, row, take
from notices.runs.events import RunEvent, parse_event

NIGHT = datetime(2026, 3, 10, 1, 0, tzinfo=UTC)
TARGET = Target(1, "dygn", "production", "/ping/motor/dygn")
RID, OTHER = "11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222"
EMPTY: Open = {}


def ping(signal: Signal, minutes: float = 0, rid: str = "", words: str = "") -> Ping:
    return Ping(f"{signal}-{minutes}", NIGHT + timedelta(minutes=minutes), TARGET, signal, rid, words)


def told(*pings: Ping) -> tuple[list[str | None], Open]:
    """The run of which each tells, and what is open at last."""
    runs, opened = [], EMPTY
    for one in pings:
        opened, run = take(one, opened)
        runs.append(run)
    return runs, opened


def test_a_success_alone_is_a_run_of_its_own() -> None:
    first, second = ping(Signal.SUCCESS), ping(Signal.SUCCESS, 5)
    assert told(first, second) == ([first.id, second.id], {})


def test_a_success_ends_the_run_that_was_started() -> None:
    start = ping(Signal.START)
    assert told(start, ping(Signal.SUCCESS, 30)) == ([start.id, start.id], {})


def test_a_start_that_comes_again_at_once_is_the_same_and_later_is_another_run() -> None:
    first, again, later = ping(Signal.START), ping(Signal.START, 0.5), ping(Signal.START, 60)
    runs, opened = told(first, again, later)
    assert runs == [first.id, first.id, later.id]
    assert opened == {"": Begun(later.id, later.at)}


def test_runs_that_are_named_go_on_beside_each_other() -> None:
    runs, opened = told(
        ping(Signal.START, 0, RID),
        ping(Signal.START, 1, OTHER),
        ping(Signal.SUCCESS, 2, RID),
        ping(Signal.FAIL, 3, OTHER),
    )
    assert (runs, opened) == ([RID, OTHER, RID, OTHER], {})


def test_a_success_with_another_name_ends_nothing_and_without_a_name_the_latest() -> None:
    runs, opened = told(ping(Signal.START, 0, RID), ping(Signal.SUCCESS, 1, OTHER))
    assert (runs, list(opened)) == ([RID, OTHER], [RID])
    runs, opened = told(ping(Signal.START, 0, RID), ping(Signal.START, 1, OTHER), ping(Signal.SUCCESS, 2))
    assert (runs, list(opened)) == ([RID, OTHER, OTHER], [RID])


def test_a_failure_ends_whatever_is_open() -> None:
    assert told(ping(Signal.START, 0, RID), ping(Signal.FAIL, 1, OTHER)) == ([RID, OTHER], {})


def test_a_log_line_changes_nothing_and_is_a_sign_of_life_of_the_run() -> None:
    start, log = ping(Signal.START), ping(Signal.LOG, 10)
    assert told(log) == ([None], {})
    runs, opened = told(start, log)
    assert (runs, opened) == ([start.id, start.id], {"": Begun(start.id, start.at)})


def test_what_was_started_long_ago_is_not_ended_by_a_ping_without_a_name() -> None:
    late = ping(Signal.SUCCESS, 73 * 60)
    assert told(ping(Signal.START), late)[0][1] == late.id


def test_only_a_failure_keeps_what_was_said_and_no_persons_in_it() -> None:
    said = "Rad 7: 850709-9805"
    assert row(ping(Signal.FAIL, words=said), "r")["event"]["data"]["error"] == "Rad 7: [personnummer]"
    assert "error" not in row(ping(Signal.SUCCESS, words=said), "r")["event"]["data"]


pings = st.builds(ping, st.sampled_from(Signal), st.floats(0, 10_000), st.sampled_from(["", RID, OTHER]), st.text())


@settings(max_examples=50)
@given(st.lists(pings, max_size=12))
def test_every_row_is_an_event_that_the_watch_can_read(many: list[Ping]) -> None:
    opened = EMPTY
    for number, one in enumerate(sorted(many, key=lambda one: one.at)):
        numbered = replace(one, id=f"ping-{number}")
        opened, run = take(numbered, opened)
        assert len(opened) <= 3
        if run is not None:
            event = parse_event(row(numbered, run)["event"])
            assert isinstance(event, RunEvent)
            assert (event.run, event.job, event.time, event.id) == (run, "dygn", one.at, numbered.id)
