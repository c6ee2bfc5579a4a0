"""The days: how each planned run went, as the public is told."""

from models.run import DayState
from notices.runs.plan import plan_of
from notices.watching.days import Day, days_of, figures_of
from tests.unit.runs.engine import DAILY, Engine, at
from tests.unit.runs.learned import LAST, NEXT, learned


def day(engine: Engine, hour: int, minute: int = 0) -> Day:
    (found,) = days_of(engine.watch, [NEXT], at(NEXT, hour, minute), drafts=engine.drafts)
    return found


def start(engine: Engine) -> None:
    engine.send("run.started", at(NEXT, 1), job=DAILY, run="r", nominal=NEXT.isoformat())


def test_a_day_is_planned_running_and_delivered_on_time() -> None:
    engine = learned()
    assert day(engine, 0).state is DayState.PLANNED
    start(engine)
    assert (day(engine, 2).state, day(engine, 2).started_at) == (DayState.RUNNING, at(NEXT, 1))
    engine.send("run.completed", at(NEXT, 3), job=DAILY, run="r", nominal=NEXT.isoformat(), files=7, persons=9)
    done = day(engine, 4)
    assert (done.state, done.files, done.persons, done.delivered_at) == (DayState.ON_TIME, 7, 9, at(NEXT, 3))


def test_what_has_not_come_by_its_deadline_is_not_delivered_and_then_late() -> None:
    engine = learned()
    start(engine)
    engine.tick(at(NEXT, 6))
    late = day(engine, 6)
    assert (late.state, late.incidents) == (DayState.NOT_DELIVERED, (engine.drafts[0].id,))
    engine.send("run.completed", at(NEXT, 8), job=DAILY, run="r", nominal=NEXT.isoformat())
    assert day(engine, 9).state is DayState.LATE


def test_a_run_that_failed_is_not_delivered() -> None:
    engine = learned()
    engine.send("run.failed", at(NEXT, 2), job=DAILY, run="r", nominal=NEXT.isoformat(), error="fel")
    assert day(engine, 3).state is DayState.NOT_DELIVERED


def test_a_verdict_alone_disturbs_no_day() -> None:
    engine = learned()
    engine.night(NEXT, covers=[LAST.isoformat(), NEXT.isoformat()])
    (draft,) = engine.drafts
    assert day(engine, 9).state is DayState.ON_TIME
    (confirmed,) = days_of(engine.watch, [NEXT], at(NEXT, 9), drafts=engine.drafts, confirmed=[draft.id])
    assert (confirmed.state, confirmed.incidents) == (DayState.DISTURBED, (draft.id,))


def test_what_may_begin_at_its_time_and_has_none_for_its_delivery_is_late_by_its_start() -> None:
    job = {"name": "g", "title": "G", "schedule": "0 2 * * *", "grace_minutes": 60}
    engine = Engine(plan_of({"jobs": [job]}))
    engine.send("run.started", at(NEXT, 4), job="g", run="r", nominal=NEXT.isoformat())
    assert day(engine, 5).state is DayState.RUNNING
    engine.send("run.completed", at(NEXT, 6), job="g", run="r", nominal=NEXT.isoformat())
    assert day(engine, 7).state is DayState.LATE


def test_volumes_stand_beside_what_was_expected_of_them() -> None:
    engine = learned()
    engine.night(NEXT)
    night = engine.watch.state.compared
    assert night
    figures = figures_of(night)
    assert figures.keys() == engine.persons.keys()
    for row in figures.values():
        assert abs(row["count"] - row["expected"]) < 4 * row["spread"]
        assert 0 < row["spread"] < row["expected"] / 2
