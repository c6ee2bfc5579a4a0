"""The page of one notice."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from models.terms import Environment, Kind, Status
from notices.service import Language
from notices.site import pages
from notices.site.published import Published, Story
from tests.unit.site.frames import ADDRESS, a_notice, an_update, at
from tests.unit.site.pages_read import frame_at, one, read, titles, words

NOW = "2026-03-02 12.00"


def drawn(notice: Published, language: Language = "sv", now: str = NOW) -> Any:
    return read(pages.notice(frame_at(now, notice, language=language), notice))


def test_a_notice_shows_its_words_its_facts_and_its_date() -> None:
    notice = a_notice(body="Filerna **dröjer**.", kind=Kind.INCIDENT, status=Status.MONITORING, benefits=("TFP",))
    page = drawn(notice)
    assert words(page, "h1") == "Filerna är sena"
    assert one(page, ".body strong").get_text() == "dröjer"
    assert "Publicerad måndag 2 mars 2026 kl 08.10" in words(page, ".side")
    assert "Status Under uppföljning" in words(page, ".side")
    assert "Berörda förmåner Tillfällig föräldrapenning" in words(page, ".side")


def test_where_only_the_date_is_known_no_clock_time_is_shown_anywhere() -> None:
    update = replace(an_update(1, "2026-03-04 00.00"), dated=True)
    page = drawn(a_notice(published="2026-03-02 00.00", dated=True, updates=(update,)))
    assert not re.search(r"kl \d|\d\d[.:]\d\d", words(page, "body"))
    alone = drawn(a_notice(published="2026-03-02 00.00", dated=True))
    assert words(alone, "footer").endswith("Senast ändrad måndag 2 mars 2026 .")
    assert [node["datetime"] for node in page.select("time")] == ["2026-03-02", *["2026-03-04"] * 3]
    assert json.loads(one(page, "script[type]").get_text())["datePublished"] == "2026-03-02"


def test_the_test_environment_cannot_be_mistaken_for_production() -> None:
    page = drawn(a_notice(environment=Environment.TEST))
    assert words(page, "article .test") == "Testmiljön"
    assert one(page, "title").get_text().startswith("Testmiljön: ")
    assert "Miljö Test" in words(page, ".side")
    assert not drawn(a_notice(environment=Environment.PRODUCTION)).select(".test")


def test_updates_stand_newest_first_and_can_be_linked_to() -> None:
    updates = (an_update(1), an_update(2, "2026-03-02 11.45", status=Status.RESOLVED))
    page = drawn(a_notice(kind=Kind.INCIDENT, status=Status.RESOLVED, updates=updates))
    assert [node["id"] for node in page.select(".updates li")] == ["uppdatering-2", "uppdatering-1"]
    assert "Åtgärdad Det nya är nummer 2." in titles(page, ".updates li")[0]
    assert page.select('a[href="#uppdatering-2"]')


def test_a_correction_is_marked_and_leads_to_what_changed() -> None:
    page = drawn(a_notice(corrected_at=at("2026-03-02 10.00")))
    assert "Rättad måndag 2 mars 2026 kl 10.00" in words(page, ".side")
    assert one(page, ".side a")["href"] == "/notiser/2026-03-02-filerna-ar-sena/versioner"
    assert "Rättad" not in words(drawn(a_notice()))


def test_a_withdrawn_notice_gives_its_reason_and_no_longer_its_text() -> None:
    page = drawn(
        a_notice(
            body="Hemligt.", action="Ring.", withdrawn_at=at("2026-03-02 11.00"), withdrawn_reason="Gällde testmiljön."
        )
    )
    assert "Notisen är indragen måndag 2 mars 2026 kl 11.00 . Gällde testmiljön." in words(page, ".notable")
    assert words(page, ".state") == "Indragen"
    assert "Hemligt" not in str(page)
    assert "Ring" not in str(page)


def test_a_cancelled_event_says_so_before_anything_else() -> None:
    update = an_update(1, body="Provet tog längre tid.", status=Status.CANCELLED)
    page = drawn(a_notice(kind=Kind.PLANNED, status=Status.CANCELLED, updates=(update,)))
    assert words(page, ".head .notable").startswith("Inställd.")
    assert "Provet tog längre tid." in words(page, ".head .notable")


def test_what_it_asked_of_the_reader_is_history_when_it_is_over() -> None:
    notice = a_notice(kind=Kind.INCIDENT, status=Status.RESOLVED, action="Vänta på filerna.")
    assert words(drawn(notice), ".action .label") == "Vad du behövde göra"


def test_a_thread_reads_as_one_story_with_this_notice_in_its_place() -> None:
    first = a_notice("Fel körning", id=1, threads=(7,), slug="fel")
    second = a_notice("Rättad körning", "2026-03-05 09.00", id=2, threads=(7,), slug="rattad")
    frame = frame_at(NOW, first, second, stories=[Story(7, "Spärrkörningen", (1, 2))])
    story = one(read(pages.notice(frame, second)), ".story")
    assert titles(story, "li") == [
        "måndag 2 mars 2026 Fel körning",
        "torsdag 5 mars 2026 Rättad körning notisen du läser",
    ]
    assert one(story, "[aria-current]").get_text() == "Rättad körning"
    assert one(story, "a")["href"] == "/notiser/fel"


def test_when_a_neighbour_in_the_thread_changes_the_page_is_newer() -> None:
    first = a_notice(id=1, threads=(7,), slug="fel")
    second = a_notice("Rättad", "2026-03-05 09.00", id=2, threads=(7,), slug="rattad")
    frame = frame_at(NOW, first, second, stories=[Story(7, "Körningen", (1, 2))])
    assert pages.notice(frame, first).modified == at("2026-03-05 09.00")


def test_in_english_the_frame_is_english_and_the_notice_is_marked_as_swedish() -> None:
    page = drawn(a_notice(kind=Kind.INCIDENT, status=Status.INVESTIGATING, action="Vänta."), "en")
    assert one(page, "html")["lang"] == "en"
    assert "Published Monday 2 March 2026, 08:10" in words(page, ".side")
    assert words(page, ".action .label") == "What you need to do"
    assert all(one(page, selector)["lang"] == "sv" for selector in ("h1", ".body", ".action > div"))


@pytest.mark.parametrize(("language", "other"), [("sv", "/en/notiser/"), ("en", "/notiser/")])
def test_each_language_links_to_the_same_page_in_the_other(language: Language, other: str) -> None:
    page = drawn(a_notice(), language)
    slug = "2026-03-02-filerna-ar-sena"
    assert one(page, ".other a")["href"] == other + slug
    assert {link["hreflang"]: link["href"] for link in page.select("link[hreflang]")} == {
        "sv": f"{ADDRESS}/notiser/{slug}",
        "en": f"{ADDRESS}/en/notiser/{slug}",
        "x-default": f"{ADDRESS}/notiser/{slug}",
    }
    own = "" if language == "sv" else "/en"
    assert one(page, "link[rel=canonical]")["href"] == f"{ADDRESS}{own}/notiser/{slug}"


def test_no_title_can_break_out_of_the_page() -> None:
    notice = a_notice("</script><script>alert(1)</script>", withdrawn_at=at(NOW), withdrawn_reason="<img src=x>")
    page = drawn(notice)
    assert json.loads(one(page, 'script[type="application/ld+json"]').get_text())["headline"] == notice.content.title
    assert len(page.select("script")) == 2
    assert not page.select("img")


def test_the_short_address_leads_to_the_notice_also_on_a_static_host() -> None:
    notice = a_notice(short="k7m2p")
    document = pages.short(frame_at(NOW, notice), notice)
    assert document.path == "/n/k7m2p"
    assert document.location == "/notiser/2026-03-02-filerna-ar-sena"
    assert one(read(document), "meta[http-equiv=refresh]")["content"] == f"0; url={document.location}"
