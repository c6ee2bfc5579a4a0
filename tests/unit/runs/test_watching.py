"""The watch as a whole: doubles, other environments, an operator's word, a restart, a time line."""

import json
import pickle
from datetime import timedelta
from typing import Any

import pytest

from notices.runs.drafts import Act
from notices.runs.events import InvalidEvent, parse_event
from notices.runs.judgement import Rule
from notices.runs.replaying import read_arrivals, replay
from tests.unit.runs.engine import DAILY, Engine, Rows, at, plan
from tests.unit.runs.learned import LAST, NEXT, learned

_DAY = timedelta(days=1)


def _unpaid(rows: Rows) -> None:
    rows["SA"]["utan_utbetalning"] = 150


def test_the_same_event_again_changes_nothing() -> None:
    engine = learned()
    event = engine.send("run.started", at(NEXT, 1), job=DAILY, run="r", nominal=NEXT.isoformat(), sequence=1)
    before = list(engine.changes)
    assert [change.draft.kind for change in before] == [Rule.SEQUENCE_BACK]
    assert engine.watch.feed(parse_event(event), at(NEXT, 1, 5)) == []


def test_a_start_that_comes_after_its_end_changes_nothing() -> None:
    engine = learned()
    engine.night(NEXT, _unpaid)
    before = list(engine.changes)
    run = engine.drafts[0].run
    data: dict[str, Any] = {"job": DAILY, "run": run, "nominal": NEXT.isoformat(), "sequence": engine.sequence}
    engine.send("run.started", at(NEXT, 1), arrived=at(NEXT, 4), **data)
    assert engine.changes == before


def test_another_environment_is_another_watch() -> None:
    engine = learned()
    data: dict[str, Any] = {"job": "okänt", "run": "r", "nominal": NEXT.isoformat(), "environment": "test"}
    engine.send("run.started", at(NEXT, 1), **data)
    assert engine.drafts == []


def test_no_trouble_holds_for_that_case_and_not_for_ever() -> None:
    engine = learned()
    engine.night(NEXT, _unpaid)
    engine.changes += engine.watch.dismiss(engine.drafts[0].id, "en ny regel", at(NEXT, 8))
    assert (engine.changes[-1].act, engine.drafts[0].dismissed) == (Act.DISMISSED, "en ny regel")
    before = list(engine.changes)
    engine.nights(NEXT + _DAY, 3, _unpaid)
    engine.nights(NEXT + 4 * _DAY, 2)
    assert engine.changes == before
    engine.night(NEXT + 6 * _DAY, _unpaid)
    assert [(draft.kind, draft.dismissed) for draft in engine.drafts[1:]] == [(Rule.PAYMENT_SHARE, None)]


def test_what_comes_back_soon_is_the_same_incident() -> None:
    engine = learned()
    engine.night(NEXT, _unpaid)
    engine.night(NEXT + _DAY)
    engine.night(NEXT + 2 * _DAY, _unpaid)
    (draft,) = engine.drafts
    assert draft.closed is None
    assert [change.act for change in engine.changes] == [Act.OPENED, Act.CLOSED, Act.AMENDED]


def test_a_watch_that_was_kept_goes_on_as_if_nothing_had_happened() -> None:
    one = learned()
    one.night(NEXT, _unpaid)
    other: Engine = pickle.loads(pickle.dumps(one))
    for engine in (one, other):
        engine.night(NEXT + _DAY, _unpaid)
        engine.tick(at(NEXT + 3 * _DAY, 12))
    assert one.changes == other.changes
    assert one.watch.next_tick == other.watch.next_tick


def test_time_may_pass_in_steps_or_at_once() -> None:
    one, other = learned(), learned()
    for minutes in range(0, 3 * 24 * 60, 47):
        one.tick(at(LAST, 12) + timedelta(minutes=minutes))
    other.tick(at(LAST, 12) + timedelta(days=3))
    assert one.changes == other.changes
    assert [(change.act, change.at) for change in one.changes[:3]] == [
        (Act.OPENED, at(NEXT, 6)),
        (Act.AMENDED, at(NEXT + _DAY, 1)),
        (Act.AMENDED, at(NEXT + _DAY, 6)),
    ]


def test_another_plan_waits_for_the_night_that_has_begun() -> None:
    engine = learned()
    engine.changes += engine.watch.replan(plan(), at(NEXT, 3))
    engine.tick(at(NEXT, 6))
    assert [draft.kind for draft in engine.drafts] == [Rule.LATE]


def test_what_is_remembered_hardly_grows_after_the_first_year() -> None:
    engine = Engine(plan(), {"SA": 400})
    day = engine.nights(NEXT, 400)
    remembered = len(pickle.dumps(engine.watch))
    engine.nights(day, 100)
    assert len(pickle.dumps(engine.watch)) < 1.1 * remembered


def test_a_file_of_arrivals_is_replayed_until_a_moment() -> None:
    lines = [
        _line(NEXT.isoformat(), "run.started", at(NEXT, 1).isoformat()),
        _line((NEXT + _DAY).isoformat(), "run.started", at(NEXT + _DAY, 1).isoformat()),
    ]
    changes = list(replay(read_arrivals(lines), plan(), at(NEXT, 7)))
    assert [(change.at, change.draft.kind) for change in changes] == [
        (at(NEXT, 6), Rule.LATE),
        (at(NEXT, 7), Rule.STUCK),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "rad 2: ska ha arrived och event, som JSON."),
        ('{"arrived": "2024-03-18T01:00:00Z"}', "rad 2: ska ha arrived och event, som JSON."),
        ('{"arrived": "2024-03-18T01:00:00Z", "event": {}}', "rad 2: specversion: ska vara 1.0."),
    ],
)
def test_a_line_that_cannot_be_read_is_named(line: str, said: str) -> None:
    with pytest.raises(InvalidEvent) as raised:
        list(read_arrivals([_line("2024-03-18", "run.started", "2024-03-18T01:00:00Z"), line]))
    assert str(raised.value) == said


def _line(nominal: str, kind: str, when: str) -> str:
    data = {"environment": "production", "job": DAILY, "run": f"r-{nominal}", "nominal": nominal}
    event = {
        "specversion": "1.0",
        "id": nominal,
        "source": "/motor",
        "type": f"lefi.{kind}",
        "time": when,
        "data": data,
    }
    return json.dumps({"arrived": when, "event": event})
