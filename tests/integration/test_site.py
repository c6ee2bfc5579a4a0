"""The site follows what is published, on both databases, and needs neither to be read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models.notice import Notice
from models.terms import Status
from notices.database import Database
from notices.errors import LostNotices
from notices.site.building import Builder
from notices.site.drawing import Drawer
from notices.site.site import Site
from notices.site.store import Store
from tests.factories import A_MORNING, SERVICE, Desk, at, desk, incident, planned

Open = Callable[..., Site]


@pytest.fixture
def opened(anna: Desk, tmp_path: Path) -> Open:
    """Opens the site as a web process does; each call is another process of the same machine."""

    def open_site(now: datetime = A_MORNING, database: Database | None = None, mark: str = "one") -> Site:
        store = Store(tmp_path / "site" / "site.pack")
        drawer = Drawer(store, Builder(SERVICE, "https://drift.example"), mark)
        site = Site(store, database or anna.database, drawer)
        site.open(now)
        return site

    return open_site


def read(site: Site, path: str) -> str:
    page = site.page(path)
    assert page is not None, path
    return page.plain.body[0].decode()


def test_a_publication_is_seen_at_the_next_look(anna: Desk, opened: Open) -> None:
    site = opened()
    assert "Filerna är sena" not in read(site, "/")
    anna.publish(incident("Filerna är sena"))
    site.catch_up(A_MORNING)
    for path in ("/", "/driftinformation", "/arkiv/2026", "/flode.rss", "/en/", "/notiser/2026-03-10-filerna-ar-sena"):
        assert "Filerna är sena" in read(site, path), path


def test_what_one_process_draws_the_others_adopt(anna: Desk, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = opened(), opened()
    assert "Filerna är sena" not in read(second, "/")
    anna.publish(incident("Filerna är sena"))
    first.catch_up(A_MORNING)
    monkeypatch.setattr(Drawer, "changes", None)  # the second has nothing left to draw
    second.catch_up(A_MORNING)
    assert read(second, "/") == read(first, "/")
    assert second.snapshot == first.snapshot


def test_each_kind_of_act_reaches_the_page(anna: Desk, opened: Open) -> None:
    id = anna.publish(incident("Filerna är sena"))
    site = opened()
    path = f"/notiser/{site.snapshot.notices[id].slug}"

    def acted() -> str:
        site.catch_up(A_MORNING)
        return read(site, path)

    with anna.act() as act:
        act.update(act.session.get_one(Notice, id), "Orsaken är hittad.", status=Status.FIX_PLANNED)
    assert "Orsaken är hittad." in acted()
    with anna.act() as act:
        notice = act.session.get_one(Notice, id)
        act.correct(notice, replace(notice.current.content, title="Två filer är sena"))
    assert "Två filer är sena" in acted()
    assert "<del>" in read(site, f"{path}/versioner")
    with anna.act() as act:
        other = act.publish(incident("Samma sak igen"))
        for one in (act.session.get_one(Notice, id), other):
            act.join(one, act.thread("Vårens sena filer"))
    assert "Samma sak igen" in acted()
    with anna.act() as act:
        act.end(act.session.get_one(Notice, id))
    assert "Åtgärdad" in acted()
    with anna.act() as act:
        act.withdraw(act.session.get_one(Notice, id), "Gällde en annan tjänst.")
    assert "Gällde en annan tjänst." in acted()


def test_pages_that_nothing_changed_keep_their_bytes_and_dates(anna: Desk, opened: Open) -> None:
    anna.publish(incident("Den första"))
    site = opened()
    before = {path: site.page(path) for path in ("/om", "/releaseinformation", "/notiser/2026-03-10-den-forsta")}
    anna.publish(incident("Den andra"))
    site.catch_up(A_MORNING + timedelta(hours=1))
    assert {path: site.page(path) for path in before} == before


def test_the_clock_turns_the_board_with_no_write(anna: Desk, opened: Open) -> None:
    anna.publish(planned("Underhåll", "den 14 mars 2026 kl 18.00–20.00"))
    site = opened(at("2026-03-14 17.59"))
    path = "/notiser/2026-03-10-underhall"
    assert "Planerat" in read(site, path)
    site.catch_up(at("2026-03-14 18.00"))
    assert "Planerat, pågående" in read(site, path)
    other = opened(at("2026-03-14 18.00"))
    assert read(other, "/") == read(site, "/")
    site.catch_up(at("2026-03-14 20.00"))
    assert "Planerat, pågående" not in read(site, path)


def test_without_a_database_the_copy_is_the_site_and_says_as_of_when(anna: Desk, opened: Open) -> None:
    anna.publish(incident("Filerna är sena"))
    anna.publish(planned("Underhåll", "den 14 mars 2026 kl 18.00–20.00"))
    opened(A_MORNING)
    gone = Database("sqlite:////nowhere/at/all.db")
    site = opened(at("2026-03-14 18.30"), database=gone)
    front = read(site, "/")
    assert "Filerna är sena" in front
    assert "kl 06.20" in front, "as of when"
    assert "Planerat, pågående" in read(site, "/notiser/2026-03-10-underhall"), "the clock goes on"
    feed = site.page("/flode.rss")
    assert feed is not None
    assert ("Driftinformation-As-Of", A_MORNING.isoformat()) in feed.plain.headers
    # It comes back, and nothing is stale any more.
    site.database = anna.database
    site.catch_up(at("2026-03-14 18.31"))
    assert "kl 06.20" not in read(site, "/om")


def test_another_program_or_another_database_draws_all_of_it_anew(anna: Desk, opened: Open, tmp_path: Path) -> None:
    anna.publish(incident("I den första databasen"))
    assert opened().generation == opened().generation
    generation = opened().generation
    assert opened(mark="two").generation > generation
    other = desk(f"sqlite:///{tmp_path}/other.db")
    other.publish(incident("I den andra databasen"))
    site = opened(database=other.database, mark="two")
    assert "I den andra databasen" in read(site, "/")
    assert "I den första databasen" not in read(site, "/")
    assert site.page("/notiser/2026-03-10-i-den-forsta-databasen") is None


def test_a_drawing_that_fails_leaves_the_last_whole_site(
    anna: Desk, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna.publish(incident("Den första"))
    site = opened()
    before = read(site, "/")
    anna.publish(incident("Den andra"))
    with monkeypatch.context() as broken:
        broken.setattr("notices.site.calendar.calendar", lambda _frame: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            site.catch_up(A_MORNING)
    assert read(site, "/") == before
    assert read(opened(), "/") != before, "the next try draws it"
    site.catch_up(A_MORNING)
    assert "Den andra" in read(site, "/")


def test_many_notices_at_once_are_drawn_anew_with_progress(
    anna: Desk, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notices.site.drawing.MOST_ONE_BY_ONE", 3)
    site = opened()
    with anna.act() as act:
        for number in range(5):
            act.publish(incident(f"Notis {number}"))
    site.catch_up(A_MORNING)
    assert "Notis 4" in read(site, "/driftinformation")
    said: list[tuple[int, int]] = []
    site.build(A_MORNING, lambda done, total: said.append((done, total)))
    assert said == [(number, 5) for number in range(1, 6)]


def test_an_empty_database_never_empties_the_site(anna: Desk, opened: Open, tmp_path: Path) -> None:
    anna.publish(incident("Filerna är sena"))
    running = opened()
    empty = desk(f"sqlite:///{tmp_path}/empty.db").database
    restarted = opened(database=empty)
    running.database = empty
    running.catch_up(A_MORNING)
    for site in (running, restarted):
        assert site.stale
        assert "Filerna är sena" in read(site, "/")
        assert isinstance(site.loss, LostNotices)
    restarted.build(A_MORNING)
    assert "Filerna är sena" not in read(restarted, "/"), "unless somebody says so"


def test_the_date_of_a_page_moves_with_its_bytes(anna: Desk, opened: Open) -> None:
    long_ago = at("2014-03-05 00.00")
    with anna.act() as act:
        first = act.adopt(incident("Den första", status=None), long_ago, None, dated=True)
    site = opened()
    dates: dict[str, datetime] = {}

    def moved() -> None:
        for path in ("/driftinformation", "/flode.rss", f"/notiser/{first.slug}"):
            page = site.page(path)
            assert page is not None
            assert path not in dates or page.modified > dates[path], path
            dates[path] = page.modified

    moved()
    with anna.act() as act:
        other = act.adopt(incident("Den andra", status=None), long_ago, None, dated=True)
        for notice in (act.session.get_one(Notice, first.id), other):
            act.join(notice, act.thread("Våren 2014"))
    site.catch_up(A_MORNING)
    moved()
    with anna.act() as act:
        act.correct(act.session.get_one(Notice, first.id), incident("Ett", status=None))
    site.catch_up(A_MORNING)  # within the same second
    moved()


def test_drawing_everything_again_keeps_what_is_the_same(anna: Desk, opened: Open) -> None:
    anna.publish(incident("Filerna är sena"))
    before = opened().page("/notiser/2026-03-10-filerna-ar-sena")
    again = opened(now=A_MORNING + timedelta(days=1), mark="two")
    assert again.page("/notiser/2026-03-10-filerna-ar-sena") == before
