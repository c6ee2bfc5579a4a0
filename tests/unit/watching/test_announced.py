"""Announcing is planning: which windows follow from what notices say."""

from datetime import UTC, date, datetime, timedelta

from models.content import Content
from models.terms import Environment, Expect, Status
from notices.runs.plan import Plan
from notices.watching.announced import Announcement, plan_at
from tests.factories import SERVICE, planned
from tests.unit.runs.engine import DAILY, plan

NOON = datetime(2026, 3, 1, 11, tzinfo=UTC)
HOUR = timedelta(hours=1)
SURGE = (Expect.SURGE,)


def windows(*said: Content | None, environment: str = "production", at: datetime = NOON + 9 * HOUR) -> Plan:
    announcements = [Announcement(1, NOON + n * HOUR, content) for n, content in enumerate(said)]
    return plan_at(plan(), announcements, at, environment, SERVICE)


def dates(of: Plan) -> list[tuple[date, date]]:
    return [(window.first, window.last) for window in of.announced]


def test_a_window_has_the_days_of_the_notice_and_the_job_and_the_engines_own_codes() -> None:
    (window,) = windows(planned(time="10–12 mars 2026", expects=SURGE, benefits=("SP",))).announced
    assert (window.first, window.last) == (date(2026, 3, 10), date(2026, 3, 12))
    assert (window.job, window.benefits, window.expect) == (DAILY, ("SP", "SJP"), Expect.SURGE)


def test_a_start_alone_goes_on_until_its_expected_end() -> None:
    what = planned(time="10 mars 2026 kl 18", expected_end="12 mars 2026 kl 6", expects=SURGE)
    assert dates(windows(what)) == [(date(2026, 3, 10), date(2026, 3, 12))]


def test_a_night_is_both_its_evening_and_its_morning() -> None:
    what = planned(time="natten mot 11 mars 2026", expects=SURGE)
    assert dates(windows(what)) == [(date(2026, 3, 10), date(2026, 3, 11))]


def test_it_counts_from_when_it_is_said_and_follows_what_is_said_later() -> None:
    first = planned(time="10 mars 2026", expects=SURGE)
    moved = planned(time="17 mars 2026", expects=SURGE)
    called_off = planned(time="17 mars 2026", expects=SURGE, status=Status.CANCELLED)
    story = (first, moved, called_off)
    days = [dates(windows(*story, at=NOON + n * HOUR)) for n in (-1, 0, 1, 2)]
    tenth, seventeenth = date(2026, 3, 10), date(2026, 3, 17)
    assert days == [[], [(tenth, tenth)], [(seventeenth, seventeenth)], []]
    assert dates(windows(first, None)) == []  # withdrawn


def test_each_environment_has_its_own() -> None:
    what = planned(time="10 mars 2026", expects=SURGE, environment=Environment.TEST)
    assert dates(windows(what)) == []
    assert len(dates(windows(what, environment="test"))) == 1


def test_a_closed_intake_is_no_jobs_own() -> None:
    (window,) = windows(planned(time="10 mars 2026", expects=(Expect.INTAKE_CLOSED,))).announced
    assert window.job == ""
