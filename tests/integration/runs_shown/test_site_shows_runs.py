"""The site follows the runs as it follows the notices: on both databases, with a copy, and without a database."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.run import DayState, JobDay, StoredPlan
from notices.database import Database
from notices.site.building import Builder
from notices.site.drawing import Drawer
from notices.site.export import export
from notices.site.site import Site
from notices.site.store import Store
from tests.factories import A_MORNING, SERVICE, Desk, incident
from tests.integration.runs_shown.rows import a_row, an_incident, nights

Open = Callable[..., Site]
TODAY = date(2026, 3, 10)  # that of A_MORNING, which is 06.20 in Stockholm
SOON = A_MORNING + timedelta(minutes=5)
RUN_PAGES = ("/korningar", "/en/korningar", "/korningar.json", "/korningar.csv", "/api/v1/runs", "/", "/en/")


@pytest.fixture
def opened(anna: Desk, tmp_path: Path) -> Open:
    def open_site(now: datetime = A_MORNING, database: Database | None = None) -> Site:
        store = Store(tmp_path / "site" / "site.pack")
        site = Site(store, database or anna.database, Drawer(store, Builder(SERVICE, "https://drift.example"), "one"))
        site.open(now)
        return site

    return open_site


def keep(anna: Desk, *rows: Any) -> None:
    with anna.database.writing() as session:
        session.add_all(rows)


def read(site: Site, path: str) -> str:
    page = site.page(path)
    assert page is not None, path
    return page.plain.body[0].decode()


def test_a_run_that_changes_is_seen_at_the_next_look(anna: Desk, opened: Open) -> None:
    site = opened()
    assert "Inga körningar har rapporterats än." in read(site, "/korningar")
    assert "last-run" not in read(site, "/")
    keep(anna, *nights(TODAY - timedelta(days=1), 5), a_row(TODAY, DayState.RUNNING))
    site.catch_up(A_MORNING)
    assert "Körningen måndag 9 mars levererades kl 05.12" in read(site, "/")
    with anna.database.writing() as session:
        row = session.query(JobDay).filter_by(nominal=TODAY).one()
        row.state, row.delivered_at, row.files, row.updated_at = DayState.LATE, SOON, 209, SOON
    site.catch_up(SOON)
    assert "Nattens körning levererades kl 06.25, 25 minuter efter kl 06.00." in read(site, "/")
    assert json.loads(read(site, "/korningar.json"))["runs"][-1]["files"] == 209
    assert "2026-03-10,,late," in read(site, "/korningar.csv")


def test_other_pages_are_left_alone_when_only_a_run_has_changed(anna: Desk, opened: Open) -> None:
    site = opened()
    before = site.generation
    keep(anna, a_row(TODAY))
    site.catch_up(SOON)
    drawn = set(site.store.paths_since(before))
    assert set(RUN_PAGES) <= drawn
    others = ("/driftinformation", "/arkiv", "/flode.rss", "/kalender.ics", "/prenumerera", "/sitemap.xml")
    assert not drawn & set(others)


def test_a_publication_draws_no_page_of_runs_anew(anna: Desk, opened: Open) -> None:
    keep(anna, *nights(TODAY, 5))
    site = opened()
    before = site.generation
    anna.publish(incident("Filerna är sena"))
    site.catch_up(A_MORNING)
    drawn = set(site.store.paths_since(before))
    assert "/" in drawn
    assert not drawn & {"/korningar", "/en/korningar", "/korningar.json"}


def test_nothing_is_drawn_while_nothing_changes(anna: Desk, opened: Open) -> None:
    keep(anna, *nights(TODAY, 5))
    site = opened()
    before = site.generation
    site.catch_up(SOON)
    assert site.generation == before


def test_a_disturbed_night_leads_to_its_notice_once_that_is_published(anna: Desk, opened: Open) -> None:
    with anna.database.writing() as session:
        an_incident(session, "k1", A_MORNING)
        session.add(a_row(TODAY, DayState.DISTURBED, incidents=["k1"]))
    site = opened()
    assert "Läs notisen" not in read(site, "/korningar")
    notice_id = anna.publish(incident("Fel i nattens filer"), SOON)
    with anna.database.writing() as session:
        incident_row = an_incident(session, "k2", SOON, notice_id)
        session.query(JobDay).one().incidents = [incident_row.key]
        session.query(JobDay).one().updated_at = SOON
    site.catch_up(SOON)
    for path in ("/korningar", "/en/korningar", "/korningar.json", "/korningar.csv"):
        assert "/notiser/2026-03-10-fel-i-nattens-filer" in read(site, path), path


def test_only_the_production_environment_is_shown(anna: Desk, opened: Open) -> None:
    keep(anna, a_row(TODAY, DayState.NOT_DELIVERED, environment="test"))
    assert "Inga körningar har rapporterats än." in read(opened(), "/korningar")


def test_the_days_move_on_at_midnight_also_without_a_database(anna: Desk, opened: Open, tmp_path: Path) -> None:
    keep(anna, *nights(TODAY, 95))
    site = opened()
    assert json.loads(read(site, "/korningar.json"))["first"] == "2025-12-11"
    assert "11 december–9 januari" in read(site, "/korningar")
    site.database = Database(f"sqlite:///{tmp_path}/gone/nowhere.db")
    site.catch_up(A_MORNING + timedelta(days=1))
    assert site.stale
    assert "12 december–10 januari" in read(site, "/korningar")
    assert "Körningen tisdag 10 mars levererades" in read(site, "/")


def test_another_process_starts_from_the_copy(anna: Desk, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(anna, *nights(TODAY, 90), StoredPlan(content={"jobs": [{"name": "dygnskorning", "title": "Natten"}]},
                                              set_at=A_MORNING, set_by="anna"))  # fmt: skip
    first = opened()
    monkeypatch.setattr(Drawer, "everything", None)
    second = opened()
    assert second.snapshot.runs == first.snapshot.runs
    assert ">Natten</h2>" in read(second, "/korningar")


def test_the_export_has_the_pages_of_the_runs(anna: Desk, opened: Open, tmp_path: Path) -> None:
    keep(anna, *nights(TODAY, 3))
    site = opened()
    export(site.store, tmp_path / "out")
    for file in ("korningar/index.html", "en/korningar/index.html", "korningar.json", "korningar.csv"):
        assert (tmp_path / "out" / file).is_file(), file
