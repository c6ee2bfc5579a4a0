"""The pages of a section: stable, complete, and drawn again when they must be."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from notices.service import Language
from notices.site import pages
from notices.site.frame import Frame
from notices.site.pages.paging import SIZE, pages_of, part
from notices.site.published import Published, Words
from tests.unit.site.frames import a_notice, an_update, at
from tests.unit.site.pages_read import frame_at, one, read, titles, words

START = at("2026-01-01 08.00")
NOW = "2026-11-24 12.00"


def numbered(number: int) -> Published:
    moment = START + timedelta(hours=number)
    return a_notice(f"Notis {number}", id=number, slug=f"notis-{number}", published_at=moment, changed_at=moment)


def drawn(frame: Frame, number: int | None) -> list[str]:
    return titles(read(pages.section(frame, "operations", number)), "article h2")


@given(st.integers(0, 300))
def test_every_notice_stands_on_one_page_and_the_newest_page_is_never_nearly_empty(count: int) -> None:
    notices = [numbered(n) for n in range(count, 0, -1)]
    newest = part(notices, None)
    full = [part(notices, number) for number in range(pages_of(count), 0, -1)]
    assert [n.id for page in (newest, *full) for n in page] == list(range(count, 0, -1))
    assert all(len(page) == SIZE for page in full)
    assert min(count, SIZE) <= len(newest) < 2 * SIZE


@given(st.integers(1, 90), st.integers(0, 90))
def test_a_full_page_never_gets_another_notice(number_of_notices: int, more: int) -> None:
    before = [numbered(n) for n in range(number_of_notices, 0, -1)]
    after = [numbered(n) for n in range(number_of_notices + more, 0, -1)]
    for number in range(1, pages_of(number_of_notices) + 1):
        assert part(before, number) == part(after, number)


@example(count=59, place=59, corrected=False)
@example(count=125, place=3, corrected=False)
@given(count=st.integers(0, 85), place=st.integers(0, 85), corrected=st.booleans())
def test_the_pages_named_to_be_drawn_again_are_all_that_changed(count: int, place: int, corrected: bool) -> None:
    known = {n: numbered(n * 2) for n in range(1, count + 1)}
    if corrected and place in known:
        changed = replace(known[place], version=2, content=replace(known[place].content, title="Rättad"))
    else:
        changed = numbered(place * 2 + 1)
    before = frame_at(NOW, *known.values())
    after = frame_at(NOW, *({n.id: n for n in known.values()} | {changed.id: changed}).values())
    named = pages.numbers(after, "operations", [changed])
    for number in range(1, pages_of(len(after.snapshot.notices)) + 1):
        is_same = number <= pages_of(count) and (
            pages.section(before, "operations", number).body == pages.section(after, "operations", number).body
        )
        assert is_same or number in named


def test_a_section_shows_its_own_notices_in_full_newest_first() -> None:
    other = replace(numbered(3), content=replace(numbered(3).content, section="news"))
    updated = a_notice("Notis 1", id=1, updates=(an_update(),), body="Hela texten.\n\nAndra stycket.")
    frame = frame_at(NOW, updated, numbered(2), other)
    document = pages.section(frame, "operations", None)
    page = read(document)
    assert document.path == "/driftinformation"
    assert titles(page, "article h2") == ["Notis 1", "Notis 2"]
    assert "Andra stycket." in words(page)
    assert "Det nya är nummer 1." in words(page)


def test_the_pages_lead_to_each_other() -> None:
    frame = frame_at(NOW, *(numbered(n) for n in range(1, 66)))
    links = {
        number: [(a["rel"], a["href"]) for a in read(pages.section(frame, "operations", number)).select(".paging a")]
        for number in (None, 2, 1)
    }
    path = "/driftinformation"
    assert links[None] == [(["prev"], f"{path}/sida/2")]
    assert links[2] == [(["next"], path), (["prev"], f"{path}/sida/1")]
    assert links[1] == [(["next"], f"{path}/sida/2")]
    assert drawn(frame, 1) == [f"Notis {n}" for n in range(20, 0, -1)]


def test_an_imported_preamble_stands_over_the_newest_page_only() -> None:
    frame = frame_at(NOW, *(numbered(n) for n in range(1, 45)))
    preambles = {"operations": Words("Driftläget", "Första stycket.\n\nAndra stycket.", "")}
    frame = replace(frame, snapshot=replace(frame.snapshot, preambles=preambles))
    page = read(pages.section(frame, "operations", None))
    assert words(page, "h1") == "Driftläget"
    assert titles(page, ".intro div p") == ["Första stycket.", "Andra stycket."]
    assert "Första stycket" not in words(read(pages.section(frame, "operations", 1)))


def test_a_section_offers_its_own_feed_before_the_whole() -> None:
    page = read(pages.section(frame_at(NOW), "releases", None))
    feeds = [link["href"] for link in page.select('link[rel=alternate][type*="+"]')]
    assert feeds[:3] == [f"/releaseinformation/flode.{form}" for form in ("rss", "atom", "json")]
    assert feeds[3:] == [f"/flode.{form}" for form in ("rss", "atom", "json")]
    assert one(page, 'link[type="text/calendar"]')["href"] == "/kalender.ics"


def test_the_archive_counts_the_years_and_lists_each_by_month() -> None:
    notices = [
        a_notice("Äldst", "2025-12-31 23.30", id=1, slug="aldst"),
        a_notice("Nyår", "2026-01-01 00.30", id=2, slug="nyar"),
        a_notice("Mars", "2026-03-02 08.10", id=3, slug="mars"),
    ]
    frame = frame_at(NOW, *notices)
    assert titles(read(pages.archive(frame)), ".years li") == ["2026 2 notiser", "2025 1 notis"]
    year = read(pages.archive_year(frame, 2026))
    assert titles(year, "h2") == ["mars 2026", "januari 2026"]
    assert titles(year, ".month li") == ["2 mars Mars", "1 januari Nyår"]


def test_english_pages_stay_in_english() -> None:
    language: Language = "en"
    frame = frame_at(NOW, *(numbered(n) for n in range(1, 45)), language=language)
    document = pages.section(frame, "operations", 1)
    page = read(document)
    assert document.path == "/en/driftinformation/sida/1"
    assert one(page, ".paging a")["href"] == "/en/driftinformation"
    assert all(str(a["href"]).startswith("/en/") for a in page.select("nav a"))
