"""Certificates are looked at each day: by whoever watches, also where no engine has been heard of."""

from datetime import date, timedelta
from pathlib import Path

from notices.runs.plan import plan_of
from notices.watching.certificates import Inspector
from tests.integration.watching.night import ADDRESS, NIGHT, Nights
from tests.unit.runs.engine import at

NOON = at(NIGHT, 12)
DAY = timedelta(days=1)


def certified(nights: Nights, **certificate: object) -> Inspector:
    jobs = [{"name": "dygn", "title": "Dygn", "schedule": "0 1 * * *", "deliver_by": "06:00"}]
    nights.plan(plan_of({"jobs": jobs, "certificates": [{"name": "shs.example", **certificate}]}))
    return Inspector(nights.anna.database, ADDRESS)


def test_one_that_expires_within_its_lead_time_is_drafted_once_with_no_engine_to_be_late(unplanned: Nights) -> None:
    inspector = certified(unplanned, expires=date(2026, 3, 30))
    for day in range(3):
        inspector.look(NOON + day * DAY)
        unplanned.start_worker()
        unplanned.watch(NOON + day * DAY)
    assert unplanned.draft().fields["title"] == "Certifikatet shs.example byts före 30 mars 2026"
    assert [row.kind for row in unplanned.incidents()] == ["certificate_expiring"]


def test_an_engine_that_is_heard_of_later_is_judged_from_then_on(unplanned: Nights) -> None:
    certified(unplanned, expires=date(2028, 3, 30)).look(NOON)
    unplanned.watch(NOON)
    unplanned.watch(NOON + 2 * DAY)
    unplanned.say("run.started", at(NIGHT + 3 * DAY, 1), job="dygn", run="r", nominal=str(NIGHT + 3 * DAY))
    unplanned.watch(at(NIGHT + 3 * DAY, 7))
    unplanned.start_worker()
    unplanned.watch(at(NIGHT + 3 * DAY, 7, 1))
    assert [row.key for row in unplanned.incidents()] == [f"delivery:dygn:{NIGHT + 3 * DAY}"]


def test_one_that_cannot_be_read_is_alarmed_of_until_it_can(unplanned: Nights, tmp_path: Path) -> None:
    inspector = certified(unplanned, file=str(tmp_path / "gone.crt"))
    inspector.look(NOON)
    inspector.look(NOON + timedelta(minutes=5))
    (alarm,) = unplanned.alarms()
    assert alarm.what.startswith("Certifikatet shs.example kan inte läsas")
    assert (alarm.seen_at, alarm.urgent, alarm.closed_at) == (NOON, False, None)
    later = certified(unplanned, expires=date(2028, 3, 30))
    later.look(NOON + DAY)
    assert unplanned.alarms()[0].closed_reason == "Certifikatet går att läsa."
