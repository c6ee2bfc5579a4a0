"""What was sent: dates again, numbers back, another's number, a job that nobody planned, persons left out."""

from datetime import timedelta
from typing import Any

from notices.runs.judgement import Rule
from tests.unit.runs.engine import DAILY, at
from tests.unit.runs.learned import NEXT, learned

_BLOCK = {"name": "spärr", "title": "Spärrkörning", "numbered": True, "start": "20:00", "benefits": ["SA"]}
_NUMBERED = [{"job": "spärr", "number": 2, "date": "2024-03-20"}, {"job": "spärr", "number": 3, "date": "2024-04-20"}]


def test_dates_that_were_delivered_already_are_named() -> None:
    engine = learned()
    covers = [NEXT - timedelta(n) for n in (1, 2, 3, 5)]
    run = engine.night(NEXT, covers=[day.isoformat() for day in (NEXT, *covers)])
    (draft,) = engine.drafts
    assert (draft.kind, draft.run) == (Rule.RESENT, run)
    assert "omfattar 4 datum som redan är levererade: 13 mars och 15–17 mars" in draft.evidence[0]
    engine.night(NEXT + timedelta(days=1))
    assert engine.drafts[0].closed is not None


def test_two_days_in_one_run_after_a_lost_night_are_no_resending() -> None:
    engine = learned()
    engine.tick(at(NEXT, 6))
    following = NEXT + timedelta(days=1)
    engine.night(following, covers=[NEXT.isoformat(), following.isoformat()])
    assert [draft.kind for draft in engine.drafts] == [Rule.MISSING]


def test_a_number_below_the_last_is_seen_as_the_run_starts() -> None:
    engine = learned()
    last = engine.sequence
    engine.send("run.started", at(NEXT, 1), job=DAILY, run="r", nominal=NEXT.isoformat(), sequence=last - 3)
    (draft,) = engine.drafts
    assert (draft.kind, draft.opened) == (Rule.SEQUENCE_BACK, at(NEXT, 1))
    assert f"sekvensnummer {last - 3}; körningen före hade {last}" in draft.evidence[0]


def test_the_same_number_again_is_a_new_attempt_and_no_fault() -> None:
    engine = learned()
    engine.send("run.started", at(NEXT, 1), job=DAILY, run="r", nominal=NEXT.isoformat(), sequence=engine.sequence)
    assert engine.drafts == []


def test_another_runs_number_is_seen_as_it_starts_with_its_own_date() -> None:
    engine = learned(jobs=[_BLOCK], numbered=_NUMBERED)
    engine.nights(NEXT, 3)
    day = NEXT + timedelta(days=2)
    engine.send("run.started", at(day, 20), job="spärr", run="s", nominal=day.isoformat(), number=3)
    (draft,) = engine.drafts
    assert (draft.kind, draft.opened, draft.benefits) == (Rule.WRONG_NUMBER, at(day, 20), ("SA",))
    assert draft.evidence[0] == (
        "Spärrkörning nr 3 startade 20 mars; nr 2 skulle köras. Nr 3 är planerad till 20 april"
    )


def test_the_right_number_disturbs_nobody() -> None:
    engine = learned(jobs=[_BLOCK], numbered=_NUMBERED)
    engine.nights(NEXT, 3)
    day = NEXT + timedelta(days=2)
    data: dict[str, Any] = {"job": "spärr", "run": "s", "nominal": day.isoformat(), "number": 2}
    engine.send("run.started", at(day, 20), **data)
    engine.send("run.completed", at(day, 21), **data)
    assert engine.drafts == []


def test_a_job_that_no_plan_knows_belongs_to_the_wrong_run_before_it() -> None:
    engine = learned(jobs=[_BLOCK], numbered=_NUMBERED)
    engine.nights(NEXT, 3)
    day = NEXT + timedelta(days=2)
    engine.send("run.started", at(day, 20), job="spärr", run="s", nominal=day.isoformat(), number=3)
    engine.send("run.started", at(day, 22), job="rättning", run="t", nominal=day.isoformat())
    wrong, undoing = engine.drafts
    assert (undoing.kind, undoing.opened, undoing.related) == (Rule.UNSCHEDULED, at(day, 22), (wrong.id,))
    engine.send("run.completed", at(day, 23), job="rättning", run="t", nominal=day.isoformat(), persons=700)
    assert engine.drafts[1].closing == "avslutad kl 23.00"


def test_an_ordered_refresh_has_no_usual_size() -> None:
    engine = learned(jobs=[{"name": "hel", "title": "Heluppdatering"}])
    data: dict[str, Any] = {"job": "hel", "run": "h", "nominal": NEXT.isoformat()}
    engine.send("run.completed", at(NEXT, 0, 30), **data, benefits={"SA": {"komplett": 90_000, "uppdaterad": 0}})
    assert engine.drafts == []


def test_persons_left_out_beyond_the_usual_few() -> None:
    engine = learned()
    engine.night(NEXT, missing=3)
    assert engine.drafts == []
    engine.night(NEXT + timedelta(days=1), missing=30)
    engine.night(NEXT + timedelta(days=2), missing=40)
    (draft,) = engine.drafts
    assert (draft.kind, len(draft.runs), draft.closed) == (Rule.PERSONS_MISSING, 2, None)
    assert draft.evidence[0].startswith("40 av ")
    engine.night(NEXT + timedelta(days=3), missing=1)
    assert engine.drafts[0].closed is not None
