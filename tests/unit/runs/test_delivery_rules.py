"""Late, missing, failed, stuck: from the deadline and the run's own words, and how each ends."""

from datetime import timedelta
from typing import Any

from notices.runs.drafts import Act
from notices.runs.judgement import Rule
from tests.unit.runs.engine import DAILY, at, plan
from tests.unit.runs.learned import NEXT, learned


def test_a_night_that_has_not_come_is_late_at_the_deadline_and_closed_by_the_delivery() -> None:
    engine = learned()
    engine.tick(at(NEXT, 5, 59))
    assert engine.drafts == []
    engine.tick(at(NEXT, 7))
    (draft,) = engine.drafts
    assert (draft.kind, draft.opened, draft.nominal, draft.run) == (Rule.LATE, at(NEXT, 6), NEXT, None)
    assert draft.evidence == ("Dygnskörning för 18 mars: inte levererad kl 06.00; har inte startat",)
    run = engine.night(NEXT, begin=at(NEXT, 8))
    (draft,) = engine.drafts
    assert (draft.kind, draft.run) == (Rule.LATE, run)
    assert draft.closing is not None
    assert draft.closing.startswith("levererad kl 09.")
    assert draft.closing.endswith("211 filer")


def test_a_night_that_never_comes_is_missing_when_the_next_one_is_due() -> None:
    engine = learned()
    following = NEXT + timedelta(days=1)
    engine.tick(at(following, 1))
    assert [(draft.kind, draft.opened) for draft in engine.drafts] == [(Rule.MISSING, at(NEXT, 6))]
    engine.night(following)
    (draft,) = engine.drafts
    assert draft.closing is not None
    assert draft.closing.startswith("18 mars kom aldrig; körningen för 19 mars är levererad kl 02.")


def test_nights_after_each_other_are_one_incident_until_they_come() -> None:
    engine = learned()
    second, third = NEXT + timedelta(days=1), NEXT + timedelta(days=2)
    engine.tick(at(second, 8))
    (draft,) = engine.drafts
    assert (draft.nominal, draft.last_nominal) == (NEXT, second)
    engine.night(NEXT, begin=at(second, 9))
    assert engine.drafts[0].closed is None
    engine.night(third)
    assert "19 mars kom aldrig; körningen för 20 mars är levererad" in str(engine.drafts[0].closing)


def test_a_failed_run_is_known_at_once_and_closed_by_the_next_attempt() -> None:
    engine = learned()
    data: dict[str, Any] = {"job": DAILY, "run": "första", "nominal": NEXT.isoformat()}
    engine.send("run.started", at(NEXT, 1), **data)
    engine.send("run.failed", at(NEXT, 1, 20), **data, error="full disk")
    (draft,) = engine.drafts
    assert (draft.kind, draft.opened, draft.run) == (Rule.FAILED, at(NEXT, 1, 20), "första")
    assert "full disk" in draft.evidence[0]
    engine.night(NEXT, begin=at(NEXT, 2), run="andra")
    assert [(draft.kind, draft.closed is not None) for draft in engine.drafts] == [(Rule.FAILED, True)]


def test_an_attempt_that_is_late_as_well_is_the_same_incident() -> None:
    engine = learned()
    data: dict[str, Any] = {"job": DAILY, "run": "första", "nominal": NEXT.isoformat()}
    engine.send("run.failed", at(NEXT, 1, 20), **data)
    engine.night(NEXT, begin=at(NEXT, 6, 30), run="andra")
    acts = [change.act for change in engine.changes]
    assert (acts[0], acts[-1], set(acts[1:-1])) == (Act.OPENED, Act.CLOSED, {Act.AMENDED})
    assert [draft.kind for draft in engine.drafts] == [Rule.FAILED]


def test_a_failure_that_is_told_after_the_delivery_disturbs_nobody() -> None:
    engine = learned()
    engine.night(NEXT, run="andra")
    data: dict[str, Any] = {"job": DAILY, "run": "första", "nominal": NEXT.isoformat()}
    engine.send("run.failed", at(NEXT, 1, 20), arrived=at(NEXT, 3, 30), **data)
    assert engine.drafts == []


def test_a_run_that_goes_on_for_longer_than_ever_is_stuck_at_the_deadline() -> None:
    engine = learned()
    engine.send("run.started", at(NEXT, 1), job=DAILY, run="r", nominal=NEXT.isoformat())
    engine.tick(at(NEXT, 6))
    assert [(draft.kind, draft.opened, draft.run) for draft in engine.drafts] == [(Rule.STUCK, at(NEXT, 6), "r")]


def test_a_run_that_began_late_is_late_until_the_plan_calls_it_stuck() -> None:
    engine = learned()
    engine.send("run.started", at(NEXT, 5), job=DAILY, run="r", nominal=NEXT.isoformat())
    engine.tick(at(NEXT, 10))
    assert [draft.kind for draft in engine.drafts] == [Rule.LATE]
    assert "startade 05.00, brukar ta 1 tim" in engine.drafts[0].evidence[0]
    engine.tick(at(NEXT, 11))
    assert [draft.kind for draft in engine.drafts] == [Rule.STUCK]


def test_a_run_under_way_is_stuck_also_when_the_plan_is_changed_meanwhile() -> None:
    engine = learned()
    engine.send("run.started", at(NEXT, 5), job=DAILY, run="r", nominal=NEXT.isoformat())
    engine.changes += engine.watch.replan(plan(), at(NEXT, 7))
    engine.tick(at(NEXT, 11))
    assert [draft.kind for draft in engine.drafts] == [Rule.STUCK]


def test_an_event_that_comes_hours_late_ends_what_its_absence_began() -> None:
    engine = learned()
    engine.tick(at(NEXT, 6))
    data: dict[str, Any] = {"job": DAILY, "run": "r", "nominal": NEXT.isoformat()}
    engine.send("run.completed", at(NEXT, 2, 40), arrived=at(NEXT, 9), **data, files=211)
    assert [draft.closing for draft in engine.drafts] == ["levererad kl 02.40, 211 filer"]


def test_a_numbered_run_that_does_not_start_is_late_after_its_grace() -> None:
    block = {"name": "spärr", "title": "Spärr", "numbered": True, "start": "20:00", "grace_minutes": 60}
    engine = learned(jobs=[block], numbered=[{"job": "spärr", "number": 3, "date": NEXT.isoformat()}])
    engine.night(NEXT)
    engine.tick(at(NEXT, 20, 59))
    assert engine.drafts == []
    engine.tick(at(NEXT, 21))
    assert [(draft.kind, draft.job) for draft in engine.drafts] == [(Rule.LATE, "spärr")]
    engine.tick(at(NEXT + timedelta(days=1), 0))
    assert [draft.kind for draft in engine.drafts] == [Rule.MISSING]
