"""What all pages promise: language, weight, colours, no inline code; and the pages that no notice changes."""

import gzip
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup
from lxml import etree
from markupsafe import Markup

from models.terms import Kind, Status
from notices.service import Language
from notices.site import pages
from notices.site.document import Document
from notices.site.frame import Frame
from notices.site.rendering import CATALOGUE, TEMPLATES
from tests.paths import ROOT
from tests.unit.site.frames import SERVICE, a_notice, an_update, at
from tests.unit.site.pages_read import frame_at, one, read, titles, words

NOW = "2026-03-02 12.00"
A_NOTICE = a_notice(kind=Kind.INCIDENT, status=Status.FIX_PLANNED, updates=(an_update(),), action="Vänta.")
EVERY_PAGE: list[Callable[[Frame], Document]] = [
    pages.front,
    pages.archive,
    pages.subscribe,
    pages.about,
    pages.accessibility,
    pages.not_found,
    pages.error,
    lambda frame: pages.section(frame, "operations", None),
    lambda frame: pages.archive_year(frame, 2026),
    lambda frame: pages.notice(frame, A_NOTICE),
    lambda frame: pages.versions(frame, A_NOTICE, []),
    lambda frame: pages.search(frame, "fil", [pages.Hit(A_NOTICE, Markup("<mark>fil</mark>"))], None),
    lambda frame: pages.feed_page(frame, "operations"),
]


@pytest.fixture(params=["sv", "en"])
def frame(request: pytest.FixtureRequest) -> Frame:
    language: Language = request.param
    return frame_at(NOW, A_NOTICE, language=language)


@pytest.mark.parametrize("draw", EVERY_PAGE)
def test_every_page_keeps_the_promises_of_the_frame(draw: Callable[[Frame], Document], frame: Frame) -> None:
    document = draw(frame)
    page = read(document)
    assert document.path.startswith("/en/") == (frame.language == "en")
    assert one(page, "html")["lang"] == frame.language
    assert one(page, "main").decode_contents().lstrip().startswith("<!--as-of-->")
    assert document.body.count(b"<!--as-of-->") == 1
    assert one(page, "body > a")["href"] == "#" + str(one(page, "main")["id"])
    assert len(page.select("h1")) == 1
    assert not page.select("[style], style, script:not([src]):not([type='application/ld+json'])")
    assert all(str(node["src"]).startswith("/static/") for node in page.select("[src]"))
    assert not re.search(r"\bi (dag|går|morgon)\b|tyvärr|!", words(page, "body"))


def _levels(page: BeautifulSoup) -> list[int]:
    return [int(node.name[1]) for node in page.select("h1, h2, h3, h4, h5, h6")]


@pytest.mark.parametrize("draw", EVERY_PAGE)
def test_headings_go_down_one_step_at_a_time(draw: Callable[[Frame], Document], frame: Frame) -> None:
    levels = _levels(read(draw(frame)))
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def _messages() -> set[str]:
    options = {"trim_blocks": "true", "lstrip_blocks": "true"}
    found = [m for path in TEMPLATES.glob("*.html") for m in extract_from_file("jinja2.ext:babel_extract", str(path),
             options=options)]  # fmt: skip
    for path in Path(ROOT / "notices/site").rglob("*.py"):
        found += extract_from_file("python", str(path), keywords={"say": (2,), "say_many": (2, 3)})
    return {message if isinstance(message, str) else message[0] for _, message, _, _ in found}


def test_everything_that_the_frame_says_has_its_english_and_nothing_else_has() -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="en")
    translated = {m.id if isinstance(m.id, str) else m.id[0] for m in catalogue if m.id and m.string and all(m.string)}
    assert _messages() == translated
    assert not [m.id for m in catalogue if list(m.check(catalogue))]


def test_the_front_page_and_its_style_weigh_less_than_twenty_kilobytes() -> None:
    notices = [
        a_notice(f"Notis {n} om något som har hänt i nattens körning", f"2026-02-{n:02} 08.10", id=n, slug=f"notis-{n}")
        for n in range(1, 26)
    ]
    front = pages.front(frame_at(NOW, A_NOTICE, *(replace(n, id=n.id + 1) for n in notices)))
    css = next(document for document in pages.assets() if document.path.endswith(".css"))
    assert sum(len(gzip.compress(document.body)) for document in (front, css)) < 20_000


def test_an_asset_has_its_digest_in_its_address() -> None:
    assert {re.sub(r"[0-9a-f]{10}", "…", document.path) for document in pages.assets()} == {
        "/static/site.….css", "/static/site.….js", "/static/ikon.….svg"
    }  # fmt: skip


def _colours(css: str) -> list[dict[str, str]]:
    """The palettes of the style sheet, light and dark."""
    light, dark = re.findall(r":root \{(.*?)\}", css, re.DOTALL)[:2]
    return [dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", palette)) for palette in (light, dark)]


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_text_has_a_contrast_of_seven_and_signs_of_three_in_light_and_dark() -> None:
    for palette in _colours((ROOT / "static/site.css").read_text(encoding="utf-8")):
        for paper in (palette["paper"], palette["tint"]):
            assert all(_contrast(palette[text], paper) >= 7 for text in ("ink", "quiet", "accent", "gone", "new"))
            assert all(_contrast(palette[s], paper) >= 3 for s in ("works", "late", "fault", "stopped", "planned"))


def test_the_subscription_page_gives_every_address_and_the_words_to_send() -> None:
    page = read(pages.subscribe(frame_at(NOW)))
    assert "Skicka LEFIP till 71377" in words(page)
    assert "Skicka LEFIP STOPP till 71377" in words(page)
    addresses = titles(page, ".feeds a")
    assert len(addresses) == 3 * (1 + len(SERVICE.section)) + 1
    assert "https://drift.example/allmanna-nyheter/flode.atom" in addresses
    assert addresses[-1] == "https://drift.example/kalender.ics"


def test_the_accessibility_statement_names_the_law_the_level_the_way_to_report_and_the_authority() -> None:
    page = read(pages.accessibility(frame_at(NOW)))
    text = words(page)
    assert all(part in text for part in ("2018:1937", "WCAG 2.2", "nivå AA", "EN 301 549", "Digg"))
    assert page.select('a[href="mailto:tillganglighet@lefi.example"]')


def test_the_five_signs_are_explained() -> None:
    page = read(pages.about(frame_at(NOW)))
    assert titles(page, ".signs dt") == ["Fungerar", "Planerat", "Försening", "Fel", "Stopp"]


def test_without_the_database_the_page_says_as_of_when_it_is_true() -> None:
    banners = {
        language: pages.as_of_banner(frame_at(NOW, language=language), at("2020-01-23 06.12"))
        for language in ("sv", "en")
    }
    assert "läget som vi kände det torsdag 23 januari 2020 kl 06.12." in banners["sv"]
    assert "as we knew it on Thursday 23 January 2020, 06:12." in banners["en"]


def test_a_search_keeps_what_was_asked_and_marks_what_was_found() -> None:
    page = read(pages.search(frame_at(NOW), '"fil"', [pages.Hit(A_NOTICE, Markup("en <mark>fil</mark>"))], None))
    assert one(page, "input")["value"] == '"fil"'
    assert words(page, "h2") == "1 notis hittades"
    assert one(page, "mark").get_text() == "fil"


@pytest.mark.parametrize(("hits", "trouble", "said"), [
    ([], None, "Inga notiser hittades"),
    (None, "Databasen svarar inte.", "Databasen svarar inte."),
])  # fmt: skip
def test_a_search_without_an_answer_says_which(hits: list[pages.Hit] | None, trouble: str | None, said: str) -> None:
    assert said in words(read(pages.search(frame_at(NOW), "fil", hits, trouble)))


def test_a_feed_opened_by_a_person_says_what_it_is_and_shows_its_address() -> None:
    frame = frame_at(NOW, A_NOTICE)
    page = read(pages.feed_page(frame, "operations"))
    assert titles(page, "kbd")[0] == "https://drift.example/driftinformation/flode.rss"
    assert titles(page, "article h3") == ["Filerna är sena"]


def test_the_feeds_stylesheet_turns_a_feed_into_the_same_page() -> None:
    document = pages.feed_stylesheet(frame_at(NOW))
    transform = etree.XSLT(etree.fromstring(document.body))
    feed = etree.fromstring(
        '<rss xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Flödet</title>'
        '<atom:link rel="self" href="https://drift.example/flode.rss"/><item><title>Filerna är sena</title>'
        "<link>https://drift.example/notiser/x</link><pubDate>Tue, 12 May 2026 07:35:00 +0200</pubDate>"
        "</item></channel></rss>"
    )
    page = BeautifulSoup(str(transform(feed)), "html.parser")
    assert document.path == "/flode.xsl"
    assert titles(page, "kbd") == ["https://drift.example/flode.rss"]
    assert words(page, "article") == "Filerna är sena 12 maj 2026"
