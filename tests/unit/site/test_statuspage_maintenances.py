"""Planned work as Statuspage tells it, turned by the clock."""

from typing import Any

import pytest

from models.terms import Impact, Kind, Status
from notices.site.published import Published
from notices.site.statuspage import statuspage
from notices.timing import parse
from tests.unit.site.frames import a_notice, an_update, at
from tests.unit.site.pages_read import frame_at
from tests.unit.site.statuspage_read import Read, read_at, statuses

WRITTEN = at("2026-03-02 08.10")


def work(time: str | None = "den 14 mars 2026 kl 18.00–20.00", **fields: Any) -> Published:
    standard = {
        "title": "Databasen flyttas",
        "kind": Kind.PLANNED,
        "status": Status.PLANNED,
        "operations": ("restart",),
    }
    return a_notice(**(standard | {"time": parse(time, WRITTEN.date()) if time else None} | fields))


def maintenance(moment: str, notice: Published) -> Read:
    (found,) = read_at(moment, notice)["scheduled-maintenances"]["scheduled_maintenances"]
    return dict(found)


def where(moment: str, notice: Published) -> tuple[list[str], list[str]]:
    """Its status among the upcoming, and among the active ones."""
    read = read_at(moment, notice)
    upcoming, active = (
        [one["status"] for one in read[f"scheduled-maintenances/{name}"]["scheduled_maintenances"]]
        for name in ("upcoming", "active")
    )
    return upcoming, active


def test_the_clock_opens_and_closes_it_and_nobody_has_yet_said_how_it_went() -> None:
    moments = ("2026-03-14 17.59", "2026-03-14 18.00", "2026-03-14 19.59", "2026-03-14 20.00")
    assert [where(moment, work()) for moment in moments] == [
        (["scheduled"], []),
        ([], ["in_progress"]),
        ([], ["in_progress"]),
        ([], ["verifying"]),
    ]
    over = work(status=Status.COMPLETED, updates=(an_update(1, "2026-03-14 20.15", "Klart.", Status.COMPLETED),))
    assert where("2026-03-14 20.15", over) == ([], [])
    assert maintenance("2026-03-14 20.15", over)["status"] == "completed"


def test_while_it_goes_on_its_components_are_under_maintenance_and_nobody_is_alarmed() -> None:
    planned = work(impact=Impact.OUTAGE)
    during = read_at("2026-03-14 19.00", planned)
    assert statuses(during["components"]) == {"Funktioner": "under_maintenance", "Omstart": "under_maintenance"}
    assert during["status"]["status"] == {"indicator": "none", "description": "Planerat, pågående: Databasen flyttas"}
    assert maintenance("2026-03-14 19.00", planned)["impact"] == "none"
    for moment in ("2026-03-14 17.59", "2026-03-14 20.00"):
        assert statuses(read_at(moment, planned)["components"]) == {}


def test_an_incident_meanwhile_shows_through() -> None:
    late = a_notice(id=2, slug="b", kind=Kind.INCIDENT, status=Status.INVESTIGATING, operations=("restart",))
    read = read_at("2026-03-14 19.00", work(), late)
    assert statuses(read["components"])["Omstart"] == "degraded_performance"
    assert read["status"]["status"]["indicator"] == "minor"


def test_the_clock_moves_what_it_has_turned_and_nothing_else() -> None:
    before, after = (maintenance(moment, work()) for moment in ("2026-03-14 17.59", "2026-03-14 18.30"))
    assert before["updated_at"] == before["created_at"] == "2026-03-02T08:10:00.000+01:00"
    assert after["updated_at"] == "2026-03-14T18:00:00.000+01:00"
    page = read_at("2026-03-14 18.30", work())["status"]["page"]
    assert page["updated_at"] == "2026-03-14T18:00:00.000+01:00"
    bytes_at = {moment: statuspage(frame_at(moment, work())) for moment in ("2026-03-14 18.00", "2026-03-14 19.59")}
    assert bytes_at["2026-03-14 18.00"] == bytes_at["2026-03-14 19.59"]


@pytest.mark.parametrize(
    ("time", "facts", "scheduled"),
    [
        ("den 14 mars 2026 kl 18.00–20.00", {}, ("2026-03-14T18:00", "2026-03-14T20:00")),
        ("den 14 mars 2026", {}, ("2026-03-14T00:00", "2026-03-15T00:00")),
        ("fr.o.m. den 14 mars 2026 kl 18.00", {}, ("2026-03-14T18:00", "2026-03-14T18:00")),
        ("t.o.m. den 31 mars 2026", {}, ("2026-03-02T08:10", "2026-04-01T00:00")),
        (
            "den 14 mars 2026 kl 18.00",
            {"expected_end": "den 14 mars 2026 kl 21.00"},
            ("2026-03-14T18:00", "2026-03-14T21:00"),
        ),
    ],
)
def test_it_is_scheduled_as_was_stated(time: str, facts: dict[str, str], scheduled: tuple[str, str]) -> None:
    times = {name: parse(text, WRITTEN.date()) for name, text in facts.items()}
    found = maintenance("2026-03-03 12.00", work(time, **times))
    assert (found["scheduled_for"][:16], found["scheduled_until"][:16]) == scheduled


def test_without_a_time_it_is_one_only_once_it_goes_on() -> None:
    assert read_at("2026-03-02 12.00", work(None))["scheduled-maintenances"]["scheduled_maintenances"] == []
    begun = an_update(1, "2026-03-02 11.00", "Vi börjar nu.", Status.IN_PROGRESS)
    found = maintenance("2026-03-02 12.00", work(None, status=Status.IN_PROGRESS, updates=(begun,)))
    assert (found["status"], found["scheduled_for"]) == ("in_progress", "2026-03-02T11:00:00.000+01:00")


def test_what_is_called_off_is_completed_and_says_so() -> None:
    reason = an_update(1, "2026-03-10 09.00", "Provet tog för lång tid.", Status.CANCELLED)
    found = maintenance("2026-03-14 19.00", work(status=Status.CANCELLED, updates=(reason,)))
    assert (found["status"], found["name"]) == ("completed", "Inställd: Databasen flyttas")
    assert found["incident_updates"][0]["body"] == "Inställd. Provet tog för lång tid."
    assert found["resolved_at"] == "2026-03-10T09:00:00.000+01:00"


def test_its_steps_say_what_the_clock_had_made_of_it() -> None:
    updates = (
        an_update(1, "2026-03-14 19.00", "Det går som det ska."),
        an_update(2, "2026-03-14 19.30", "Allt är klart.", Status.COMPLETED),
    )
    found = maintenance("2026-03-14 21.00", work(status=Status.COMPLETED, updates=updates))
    steps = [(u["status"], u["affected_components"][0]) for u in found["incident_updates"]]
    assert [(status, one["old_status"], one["new_status"]) for status, one in steps] == [
        ("completed", "under_maintenance", "operational"),
        ("in_progress", "under_maintenance", "under_maintenance"),
        ("scheduled", "operational", "operational"),
    ]


def test_what_comes_soonest_stands_first() -> None:
    times = {1: "den 20 mars 2026", 2: "den 12 mars 2026", 3: "den 3 mars 2026"}
    notices = [work(time, title=time, id=id, slug=f"n-{id}") for id, time in times.items()]
    read = read_at("2026-03-03 12.00", *notices)
    names = [one["name"] for one in read["summary"]["scheduled_maintenances"]]
    assert names == ["den 3 mars 2026", "den 12 mars 2026", "den 20 mars 2026"], "what goes on, then what comes"


def test_a_change_of_certificate_is_one_too() -> None:
    found = maintenance("2026-03-03 12.00", work("den 14 mars 2026 kl 18.00", kind=Kind.CERTIFICATE))
    assert found["status"] == "scheduled"
