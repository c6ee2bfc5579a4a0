"""At the desk: the runs, one run, a benefit's volume, the plan, and what would have been."""

import json
from collections.abc import Iterator
from datetime import UTC, date, timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, select

from models.draft import Draft
from models.run import Arrival, DayState, Incident, StoredPlan
from tests.factories import A_MORNING, Desk, desk
from tests.integration.runs_shown.rows import DAILY, a_row, an_incident, moment, nights
from tests.people_at_the_desk import Browser

TODAY = date(2026, 3, 10)
PLAN: dict[str, Any] = {
    "jobs": [
        {"name": DAILY, "title": "Dygnskörning", "schedule": "0 1 * * *", "deliver_by": "06:00"},
        {"name": "sparrkorning", "title": "Spärrkörning", "numbered": True, "start": "20:00"},
    ],
    "numbered": [{"job": "sparrkorning", "number": 3, "date": "2026-03-20"}],
    "announced": [{"job": DAILY, "from": "2026-03-14", "to": "2026-03-15", "expect": "surge", "benefits": ["EP"]}],
}
ONE = f"/desk/korningar/production/{DAILY}/20260310T000000Z"


@pytest.fixture
def anna(tmp_path: Path) -> Iterator[Desk]:
    """On SQLite; `test_desk_runs_on_each_database.py` has what could differ on PostgreSQL."""
    made = desk(f"sqlite:///{tmp_path}/driftinformation.db")
    yield made
    made.database.close()


def keep(anna: Desk, *rows: Any) -> None:
    with anna.database.writing() as session:
        session.add_all(rows)


def a_plan(content: dict[str, Any] = PLAN) -> StoredPlan:
    return StoredPlan(content=content, set_at=A_MORNING - timedelta(days=100), set_by="anna")


def heard(day: date, phase: str, clock: str) -> Arrival:
    """What the engine said of a night's run, as it was stored."""
    at = moment(day, clock).astimezone(UTC)
    said = {"environment": "production", "job": DAILY, "run": f"{DAILY}-{day}", "nominal": day.isoformat()}
    event = {
        "specversion": "1.0", "id": f"{phase}-{day}", "source": "/motor", "type": f"lefi.run.{phase}",
        "time": at.isoformat(), "data": said,
    }  # fmt: skip
    return Arrival(
        source="/motor", event_id=str(event["id"]), arrived_at=at, environment="production", job=DAILY,
        run=said["run"], event=event,
    )  # fmt: skip


def text_of(page: str) -> str:
    return " ".join(BeautifulSoup(page, "html.parser").get_text(" ").split())


def rows_of(page: str) -> list[str]:
    return [" ".join(row.get_text(" ").split()) for row in BeautifulSoup(page, "html.parser").select("tbody tr")]


def test_the_runs_stand_by_day_newest_first_and_lead_to_their_own_page(anna: Desk, browser: Browser) -> None:
    keep(anna, *nights(TODAY - timedelta(days=1), 40), a_row(TODAY, DayState.LATE, "06.52"))
    page = browser.get("/desk/korningar").text
    rows = rows_of(page)
    assert rows[0].startswith("2026-03-10 Dygnskörning 2026-03-10 Sen tisdag 10 mars 2026 kl 06.52 211 41250")
    assert len(rows) == 30
    assert ONE in page
    older = BeautifulSoup(page, "html.parser").find("a", string="Äldre")
    assert older
    assert len(rows_of(browser.get(f"/desk/korningar{older['href']}").text)) == 11


def test_a_days_page_has_its_events_in_the_order_in_which_they_came(anna: Desk, browser: Browser) -> None:
    keep(anna, a_row(TODAY, figures={"SJP": {"count": 3400, "expected": 3300.4, "spread": 120}}))
    keep(anna, heard(TODAY, "completed", "05.12"), heard(TODAY, "started", "01.01"), heard(date(2026, 3, 9), "started",
                                                                                          "01.01"))  # fmt: skip
    page = browser.get(ONE).text
    events = [li.contents[0] for li in BeautifulSoup(page, "html.parser").select(".story-list li")]
    assert [str(event).strip() for event in events] == ["Blev klar", "Började"]
    assert rows_of(page) == ["Sjukpenning 3400 3300 120"]
    assert "Inget ovanligt har setts i körningen." in page


def test_what_was_seen_stands_on_the_page_with_a_way_to_its_draft(anna: Desk, browser: Browser) -> None:
    with anna.database.writing() as session:
        incident = an_incident(session, "k1", A_MORNING, evidence=["inget har levererats kl 06.00"])
        session.add(a_row(TODAY, DayState.NOT_DELIVERED, incidents=["k1"]))
        draft_id = incident.draft_id
    page = browser.get(ONE).text
    assert "inget har levererats kl 06.00" in page
    assert f'href="/desk/utkast/{draft_id}"' in page
    assert browser.get(f"/desk/utkast/{draft_id}").status_code == 200


@pytest.mark.parametrize("stamp", ["20260311T000000Z", "i-natt", "20260310"])
def test_a_run_that_is_not_there_is_said_not_to_be(browser: Browser, stamp: str) -> None:
    answer = browser.get(f"/desk/korningar/production/{DAILY}/{stamp}")
    assert answer.status_code == 404
    assert "Körningen finns inte." in answer.text


def test_a_volume_far_from_what_was_expected_is_marked_and_leads_to_its_run(anna: Desk, browser: Browser) -> None:
    usual = {"count": 3400, "expected": 3300, "spread": 100}
    rows = [a_row(TODAY - timedelta(days=n), figures={"TFP": usual}) for n in range(1, 30)]
    keep(anna, *rows, a_row(TODAY, figures={"TFP": {**usual, "count": 0}, "FP": {"count": 3}}))
    page = BeautifulSoup(browser.get("/desk/korningar/volymer").text, "html.parser")
    (chart,) = page.select("svg[role=img]")
    assert chart["aria-label"] == "Tillfällig föräldrapenning: 30 körningar, 1 utanför det vanliga"
    assert (len(chart.select("circle.count")), len(chart.select("path.outside"))) == (29, 1)
    assert [link["href"] for link in page.select("figcaption a")] == [ONE]


def test_the_plan_is_a_calendar_with_numbers_windows_and_holidays(anna: Desk, browser: Browser) -> None:
    keep(anna, a_plan())
    page = BeautifulSoup(browser.get("/desk/korningar/plan").text, "html.parser")
    weeks = page.select("tbody tr")
    assert [week.th.get_text(" ").split()[-1] for week in weeks if week.th] == ["11", "12", "13", "14", "15", "16"]
    days = {" ".join(day.get_text(" ").split()[:1]): " ".join(day.get_text(" ").split()) for day in page.select("td")}
    assert days["10/3"] == "10/3 Dygnskörning kl 01.00–06.00"
    assert "Spärrkörning 3 kl 20.00" in days["20/3"]
    assert "många ändringar väntas (EP)" in days["14/3"]
    assert "Långfredagen" in days["3/4"]
    assert "många ändringar" not in days["16/3"]


def test_without_a_plan_the_calendar_says_how_to_set_one(browser: Browser) -> None:
    assert "Ingen plan är satt." in browser.get("/desk/korningar/plan").text
    assert "Ingen plan är satt." in browser.get("/desk/korningar/tank-om").text


def _counts(anna: Desk) -> list[int]:
    with anna.database.reading() as session:
        return [session.scalar(select(func.count()).select_from(table)) or 0 for table in (Draft, Incident, StoredPlan)]


def test_another_deadline_is_tried_on_what_has_been_and_nothing_is_kept(anna: Desk, browser: Browser) -> None:
    keep(anna, a_plan())
    days = [TODAY - timedelta(days=n) for n in range(20, -1, -1)]
    for day in days:
        came = "05.40" if day == TODAY else "04.30"
        keep(anna, heard(day, "started", "01.00"), heard(day, "completed", came))
    before = _counts(anna)
    browser.get("/desk/korningar/tank-om")
    asked = {"jobb": DAILY, "senast": "05:00", "fran": "2026-03-01", "till": "2026-03-10"}
    page = browser.post("/desk/korningar/tank-om", **asked).text
    assert "1 utkast skulle ha kommit" in text_of(page)
    (row,) = rows_of(page)
    assert "tisdag 10 mars 2026 kl 05.00 nej ja" in row
    assert _counts(anna) == before


def test_a_whole_plan_can_be_tried(anna: Desk, browser: Browser) -> None:
    keep(anna, a_plan(), *(heard(TODAY, phase, at) for phase, at in (("started", "01.00"), ("completed", "05.40"))))
    browser.get("/desk/korningar/tank-om")
    other = {"jobs": [{**PLAN["jobs"][0], "deliver_by": "05:30"}]}
    asked = {"plan": json.dumps(other), "fran": "2026-03-09", "till": "2026-03-10"}
    assert "1 utkast skulle ha kommit" in text_of(browser.post("/desk/korningar/tank-om", **asked).text)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"plan": "{"}, "Planen är inte giltig JSON."),
        ({"plan": '{"jobs": [{"name": "x"}]}'}, "jobs.0.title saknas"),
        ({"senast": "05:00"}, "Välj det jobb som ska ha en annan tid."),
        ({"senast": "fem", "jobb": DAILY}, "Skriv tiden som 06:00."),
        ({"fran": "2025-01-01"}, "Välj högst 60 dagar åt gången."),
        ({"till": "2026-03-11"}, "ingen av dem framåt i tiden"),
        ({"fran": "i går"}, "Skriv datum som 2026-03-10."),
        ({}, "Inga händelser är sparade för den tiden."),
    ],
)
def test_what_cannot_be_tried_is_said(anna: Desk, browser: Browser, asked: dict[str, str], said: str) -> None:
    keep(anna, a_plan())
    browser.get("/desk/korningar/tank-om")
    answer = browser.post("/desk/korningar/tank-om", **({"fran": "2026-03-01", "till": "2026-03-10"} | asked))
    assert answer.status_code == 422
    assert said in answer.text


def test_the_overview_has_the_last_run_of_each_job(anna: Desk, browser: Browser) -> None:
    ahead = a_row(TODAY + timedelta(days=1), DayState.PLANNED)
    keep(anna, *nights(TODAY - timedelta(days=1), 3), a_row(TODAY, DayState.LATE, "06.52"), ahead)
    page = browser.get("/desk").text
    assert "Senaste körningar" in page
    assert page.count(f"/desk/korningar/production/{DAILY}/") == 1
    assert ONE in page
    assert "Sen tisdag 10 mars 2026 kl 06.52" in text_of(page)


def test_the_runs_are_for_those_at_the_desk(anna: Desk, browser: Browser) -> None:
    keep(anna, a_row(TODAY))
    stranger = Browser(browser.client.application.test_client())
    for path in ("", "/volymer", "/plan", "/tank-om", ONE.removeprefix("/desk/korningar")):
        assert stranger.get(f"/desk/korningar{path}").status_code in (302, 303), path


def test_the_pages_are_english_for_whoever_reads_english(anna: Desk, browser: Browser) -> None:
    keep(anna, a_plan(), a_row(TODAY))
    browser.post("/desk/konto/sprak", sprak="en", vidare="/desk")
    assert "Daily run" in browser.get("/desk/korningar").text
    assert "Good Friday" in browser.get("/desk/korningar/plan").text
