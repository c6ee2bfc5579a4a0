"""What search engines are told."""

from dataclasses import replace
from urllib.robotparser import RobotFileParser

import pytest
from lxml import etree

from notices.site.document import Document
from notices.site.sitemap import robots, sitemap
from tests.unit.site.frames import a_frame, a_notice, at

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
MARCH = a_notice(id=1, slug="2026-03-02-filerna-ar-sena")
APRIL = a_notice(id=2, slug="2026-04-01-ny-version", published="2026-04-01 09.00")
FRAME = a_frame(APRIL, MARCH)


def addresses(document: Document) -> list[str]:
    return [loc.text or "" for loc in etree.fromstring(document.body).iterfind(".//s:loc", NAMES)]


@pytest.fixture
def _many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two notices are too many for one sitemap."""
    monkeypatch.setattr("notices.site.sitemap.MOST_IN_ONE", 0)


@pytest.mark.usefixtures("_many")
def test_the_index_names_every_sitemap() -> None:
    index, *maps = sitemap(FRAME)
    assert index.path == "/sitemap.xml"
    assert addresses(index) == [f"https://drift.example{document.path}" for document in maps]
    assert [document.path for document in maps] == [
        "/sitemap-sidor.xml",
        "/sitemap-2026-03.xml",
        "/sitemap-2026-04.xml",
    ]


def test_every_notice_and_standing_page_is_there_in_both_languages() -> None:
    found = set(addresses(sitemap(FRAME)[0]))
    for path in (
        "/", "/driftinformation", "/releaseinformation", "/allmanna-nyheter", "/korningar", "/arkiv", "/arkiv/2026",
        "/prenumerera", "/om", "/tillganglighet", f"/notiser/{MARCH.slug}", f"/notiser/{APRIL.slug}",
    ):  # fmt: skip
        assert {f"https://drift.example{path}", f"https://drift.example/en{path}"} <= found
    assert len(found) == 2 * 12


def test_each_page_names_itself_and_its_other_language() -> None:
    for document in sitemap(FRAME):
        for url in etree.fromstring(document.body).iterfind("s:url", NAMES):
            others = {link.get("hreflang"): link.get("href") for link in url.iterfind("x:link", NAMES)}
            assert set(others) == {"sv", "en"}
            assert url.findtext("s:loc", namespaces=NAMES) in others.values()
            assert others["en"] == others["sv"].replace("https://drift.example", "https://drift.example/en")


@pytest.mark.usefixtures("_many")
def test_a_notice_says_when_it_was_changed() -> None:
    changed = replace(MARCH, changed_at=at("2026-05-06 12.00"))
    index, _, march, april = sitemap(a_frame(changed, APRIL))
    assert b"<lastmod>2026-05-06T10:00:00+00:00</lastmod>" in march.body
    assert march.modified == index.modified == at("2026-05-06 12.00")
    assert april.modified == at("2026-04-01 09.00")


def test_a_publication_draws_its_own_month_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notices.site.sitemap.MOST_IN_ONE", 0)
    assert [document.path for document in sitemap(FRAME, [APRIL])] == [
        "/sitemap.xml",
        "/sitemap-sidor.xml",
        "/sitemap-2026-04.xml",
    ]
    assert sitemap(FRAME, [APRIL])[2] == sitemap(FRAME)[3]
    monkeypatch.setattr("notices.site.sitemap.MOST_IN_ONE", 1)
    assert sitemap(FRAME, [APRIL]) == sitemap(FRAME), "the first one too many draws every month's"


def test_a_site_without_notices_has_its_standing_pages() -> None:
    (pages,) = sitemap(a_frame())
    assert "https://drift.example/om" in addresses(pages)


def test_robots_read_the_pages_and_leave_the_search_alone() -> None:
    document = robots(FRAME)
    rules = RobotFileParser()
    rules.parse(document.body.decode().splitlines())
    assert document.path == "/robots.txt"
    assert rules.site_maps() == ["https://drift.example/sitemap.xml"]
    assert rules.can_fetch("*", f"https://drift.example/notiser/{MARCH.slug}")
    assert not rules.can_fetch("*", "https://drift.example/sok?q=fil")
    assert not rules.can_fetch("*", "https://drift.example/en/sok?q=fil")
