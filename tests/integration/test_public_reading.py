"""Programs read what is published, on both databases and without either, and with no token."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.notice import Notice
from models.terms import Impact, Status
from notices.database import Database
from notices.site.building import Builder
from notices.site.drawing import Drawer
from notices.site.export import export
from notices.site.page import Page
from notices.site.site import Site
from notices.site.store import Store
from tests.factories import A_MORNING, SERVICE, Desk, at, incident, planned
from tests.journeys.addresses import STATUSPAGE

Open = Callable[..., Site]
LATER = A_MORNING + timedelta(hours=1)
OURS = ("/api/v1/current", "/api/v1/notices")


@pytest.fixture
def opened(anna: Desk, tmp_path: Path) -> Open:
    def open_site(now: datetime = A_MORNING, database: Database | None = None) -> Site:
        store = Store(tmp_path / "site" / "site.pack")
        site = Site(store, database or anna.database, Drawer(store, Builder(SERVICE, "https://drift.example"), "one"))
        site.open(now)
        return site

    return open_site


def page(site: Site, path: str) -> Page:
    found = site.page(path)
    assert found, path
    return found


def read(site: Site, path: str) -> Any:
    return json.loads(page(site, path).plain.body[0])


def test_a_publication_is_in_every_document_at_the_next_look(anna: Desk, opened: Open) -> None:
    site = opened()
    assert read(site, "/api/v2/status.json")["status"]["indicator"] == "none"
    assert read(site, "/api/v1/notices") == {"notices": [], "next": None}
    anna.publish(incident("Filerna är sena", impact=Impact.DELAY))
    site.catch_up(A_MORNING)
    for path in (*STATUSPAGE[:2], *STATUSPAGE[3:5], *OURS, "/api/v1/notices/2026-03-10-filerna-ar-sena"):
        assert "Filerna är sena" in page(site, path).plain.body[0].decode(), path
    assert read(site, "/api/v2/status.json")["status"]["indicator"] == "minor"


def test_an_incident_is_told_from_the_status_with_which_it_was_published(anna: Desk, opened: Open) -> None:
    id = anna.publish(incident("Fel i filerna", status=Status.FIX_PLANNED))
    with anna.act(LATER) as act:
        act.end(act.session.get_one(Notice, id), "Rättat.")
    read_at_once = read(opened(LATER), "/api/v2/incidents.json")["incidents"][0]
    assert [update["status"] for update in read_at_once["incident_updates"]] == ["resolved", "identified"]
    from_the_copy = opened(LATER, database=Database("sqlite:////nowhere/at/all.db"))
    assert read(from_the_copy, "/api/v2/incidents.json")["incidents"][0] == read_at_once


def test_the_clock_turns_the_answers_with_no_write_and_no_database(anna: Desk, opened: Open) -> None:
    anna.publish(planned("Underhåll", "den 14 mars 2026 kl 18.00–20.00"))
    opened(at("2026-03-14 17.59"))
    site = opened(at("2026-03-14 17.59"), database=Database("sqlite:////nowhere/at/all.db"))
    found = []
    for moment in ("2026-03-14 17.59", "2026-03-14 18.00", "2026-03-14 20.00"):
        site.catch_up(at(moment))
        (work,) = read(site, "/api/v2/scheduled-maintenances.json")["scheduled_maintenances"]
        (notice,) = read(site, "/api/v1/notices")["notices"]
        assert read(site, f"/api/v1/notices/{notice['slug']}") == notice
        found.append((work["status"], notice["phase"]))
    assert found == [("scheduled", "ahead"), ("in_progress", "ongoing"), ("verifying", "passed")]
    assert "Driftinformation-As-Of" in dict(page(site, "/api/v2/summary.json").plain.headers)


def test_the_bytes_stay_while_nothing_changes(anna: Desk, opened: Open) -> None:
    anna.publish(incident("Filerna är sena"))
    site = opened()
    before = {path: page(site, path) for path in (*STATUSPAGE, *OURS)}
    site.catch_up(LATER)
    assert {path: page(site, path) for path in before} == before
    drawn_anew = opened(LATER)
    drawn_anew.build(LATER)
    assert {path: page(drawn_anew, path).etag for path in before} == {path: p.etag for path, p in before.items()}


def test_the_answers_are_exported_as_files(anna: Desk, opened: Open, tmp_path: Path) -> None:
    anna.publish(incident("Filerna är sena"))
    site = opened()
    export(site.store, tmp_path / "exported")
    slug = "2026-03-10-filerna-ar-sena"
    paths = {path: path for path in STATUSPAGE} | {
        path: f"{path}/index.json" for path in (*OURS, f"/api/v1/notices/{slug}")
    }
    for path, file in paths.items():
        assert (tmp_path / "exported" / file.lstrip("/")).read_bytes() == page(site, path).plain.body[0], path
