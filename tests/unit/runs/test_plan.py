"""The plan, the Swedish calendar, and when runs are due."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from models.terms import Expect
from notices.runs.calendar import DayKind, Pace, kind_of, pace_of
from notices.runs.plan import InvalidPlan, plan_of, read_plan
from notices.runs.slots import slot_for, slots_from, slots_on
from tests.unit.runs.engine import DAILY, at, plan


@pytest.mark.parametrize(
    ("day", "kind", "pace"),
    [
        ("2024-03-05", DayKind.WEEKDAY, Pace.BUSY),
        ("2024-03-09", DayKind.SATURDAY, Pace.QUIET),
        ("2024-03-10", DayKind.SUNDAY, Pace.QUIET),
        ("2024-03-25", DayKind.PAYOUT, Pace.PEAK),
        ("2024-03-28", DayKind.HALF_DAY, Pace.BUSY),  # skärtorsdagen
        ("2024-03-29", DayKind.HOLIDAY, Pace.QUIET),  # långfredagen
        ("2024-04-02", DayKind.DAY_AFTER, Pace.BUSY),  # efter annandag påsk
        ("2024-05-01", DayKind.HOLIDAY, Pace.QUIET),
        ("2024-06-21", DayKind.EVE, Pace.QUIET),  # midsommarafton
        ("2024-12-24", DayKind.EVE, Pace.QUIET),
        ("2024-12-31", DayKind.EVE, Pace.QUIET),
        ("2026-06-06", DayKind.HOLIDAY, Pace.QUIET),  # en lördag
    ],
)
def test_a_date_has_its_kind(day: str, kind: DayKind, pace: Pace) -> None:
    assert (kind_of(date.fromisoformat(day)), pace_of(date.fromisoformat(day))) == (kind, pace)


def test_the_same_clock_time_on_nights_of_23_24_and_25_hours() -> None:
    lengths = {}
    for day in (date(2024, 3, 31), date(2024, 4, 1), date(2024, 10, 27)):
        (slot,) = slots_on(plan(), plan().jobs[0], day)
        assert slot.start == at(day, 1)
        assert slot.deadline == at(day, 6)
        lengths[day] = slot.deadline - slot.start
    assert list(lengths.values()) == [timedelta(hours=4), timedelta(hours=5), timedelta(hours=6)]


def test_a_time_that_the_clock_skips_comes_an_hour_later() -> None:
    early = plan_of({"jobs": [{"name": "tidig", "title": "Tidig", "schedule": "30 2 * * *"}]})
    (slot,) = slots_on(early, early.jobs[0], date(2024, 3, 31))
    assert slot.start == datetime(2024, 3, 31, 1, 0, tzinfo=UTC)


def test_a_job_does_not_run_on_days_that_it_skips() -> None:
    job = {"name": "vardag", "title": "Vardag", "schedule": "0 1 * * *", "skips": ["holiday", "eve"]}
    skipping = plan_of({"jobs": [job]})
    days = slots_from(skipping, skipping.jobs[0], at(date(2024, 12, 23), 0))
    assert [next(days).nominal.day for _ in range(4)] == [23, 27, 28, 29]


def test_a_delivery_in_the_evening_is_due_the_next_morning() -> None:
    late = plan_of({"jobs": [{"name": "kväll", "title": "Kväll", "schedule": "0 22 * * *", "deliver_by": "06:00"}]})
    (slot,) = slots_on(late, late.jobs[0], date(2024, 3, 5))
    assert slot.deadline == at(date(2024, 3, 6), 6)


def test_a_job_of_many_runs_a_day_has_a_slot_for_each() -> None:
    hourly = plan_of({"jobs": [{"name": "timme", "title": "Timme", "schedule": "0 * * * *", "grace_minutes": 10}]})
    day = date(2024, 3, 5)
    slot = slot_for(hourly, "timme", day, at(day, 7, 4))
    assert slot is not None
    assert (slot.start, slot.deadline, slot.gone) == (at(day, 7), at(day, 7, 10), at(day, 8))


def test_a_numbered_run_is_due_on_its_date_only() -> None:
    job = {"name": "spärr", "title": "Spärr", "numbered": True, "start": "20:00", "grace_minutes": 60}
    numbered = plan_of({"jobs": [job], "numbered": [{"job": "spärr", "number": 3, "date": "2020-02-20"}]})
    assert slots_on(numbered, numbered.jobs[0], date(2020, 1, 20)) == ()
    (slot,) = slots_on(numbered, numbered.jobs[0], date(2020, 2, 20))
    assert (slot.deadline, slot.gone) == (at(date(2020, 2, 20), 21), at(date(2020, 2, 21), 0))


def test_a_window_holds_both_of_its_dates() -> None:
    announced = [{"job": DAILY, "from": "2018-06-11", "to": "2018-06-15", "expect": "surge", "benefits": ["SA"]}]
    known = plan(announced=announced)
    inside = [day for day in range(9, 18) if known.windows(Expect.SURGE, date(2018, 6, day), DAILY)]
    assert inside == [11, 12, 13, 14, 15]
    assert not known.windows(Expect.FREEZE, date(2018, 6, 12), DAILY)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({}, "jobs saknas"),
        ({"jobs": [{"name": "a", "title": "A", "schedule": "varje natt"}]}, "jobs.0.schedule är inget schema"),
        ({"jobs": [{"name": "a", "title": "A", "deliver_by": "kl 6"}]}, "jobs.0.deliver_by har fel värde"),
        ({"jobs": [{"name": "a", "title": "A", "färg": "röd"}]}, "jobs.0.färg känns inte igen"),
        ({"jobs": [{"name": "a", "title": "A", "numbered": True}]}, "jobs.0 ett numrerat jobb behöver start"),
        ({"jobs": [{"name": "a", "title": "A"}] * 2}, "två jobb har samma namn"),
        ({"jobs": [], "numbered": [{"job": "b", "number": 1, "date": "2024-01-20"}]}, "jobbet 'b' finns inte"),
        ({"jobs": [], "numbered": [{"job": "b", "number": 1, "date": "den 20"}]}, "numbered.0.date har fel värde"),
        ({"jobs": [], "announced": [{"from": "2024-02-02", "to": "2024-02-01", "expect": "surge"}]}, "to ligger före"),
        (
            {"jobs": [], "announced": [{"from": "2024-02-02", "to": "2024-02-03", "expect": "regn"}]},
            "announced.0.expect",
        ),
        ({"jobs": [], "certificates": [{"name": "shs"}]}, "ange file, address eller expires"),
        ({"jobs": [], "certificates": [{"name": "shs", "address": "shs.example"}]}, "address skrivs som host:port"),
    ],
)
def test_an_error_in_the_plan_names_the_field(content: object, said: str) -> None:
    with pytest.raises(InvalidPlan, match=r"^plan\.json: ") as raised:
        plan_of(content, "plan.json")
    assert said in str(raised.value)


def test_a_plan_is_read_from_its_file(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    with pytest.raises(InvalidPlan, match=r"plan\.json går inte att läsa"):
        read_plan(file)
    file.write_text("{", encoding="utf-8")
    with pytest.raises(InvalidPlan, match="inte giltig JSON"):
        read_plan(file)
    file.write_text(
        json.dumps({"timezone": "Europe/Stockholm", "jobs": [{"name": "a", "title": "A"}]}), encoding="utf-8"
    )
    assert read_plan(file).by_name["a"].schedule is None
