"""The page of the runs, and what the front page says of the last one."""

from datetime import date, timedelta

import pytest

from models.run import DayState
from models.terms import Impact, Kind, Status
from notices.service import Language
from notices.site import pages
from notices.site.frame import Frame
from notices.site.runs.days import NO_RUNS, RunDay
from notices.site.runs.page import runs_page
from tests.unit.site.frames import a_notice
from tests.unit.site.pages_read import one, read, titles, words
from tests.unit.site.runs.made import BLOCK, a_run, frame_with, ninety, runs

LAST = date(2026, 11, 24)
LATE = a_run(LAST - timedelta(days=7), DayState.LATE, "06.52", incidents=("k1",))
GONE = a_run(LAST - timedelta(days=20), DayState.NOT_DELIVERED)
WRONG = a_run(LAST - timedelta(days=31), DayState.DISTURBED, "04.40")
AHEAD = a_run(LAST + timedelta(days=1), DayState.PLANNED)
OF_LATE = a_notice("Filerna var sena", id=7, slug="sena", kind=Kind.INCIDENT, status=Status.RESOLVED)


def frame(*days: RunDay, language: Language = "sv") -> Frame:
    known = runs(*ninety(LAST, *days), AHEAD, notices={"k1": OF_LATE.id})
    return frame_with(known, OF_LATE, language=language)


def front_line(*days: RunDay) -> str:
    return words(read(pages.front(frame(*days))), ".last-run")


def test_the_share_on_time_says_how_many_of_how_many() -> None:
    page = read(runs_page(frame(LATE, GONE, WRONG)))
    assert "87 av 90 körningar levererades i tid och utan kända fel (96 %)." in words(page)


def test_what_was_out_of_the_ordinary_is_listed_with_its_notice() -> None:
    page = read(runs_page(frame(LATE, GONE, WRONG)))
    assert titles(page, ".eventful li") == [
        "tisdag 17 november Sen: levererades kl 06.52, 52 minuter efter kl 06.00. Filerna var sena",
        "onsdag 4 november Inte levererad: skulle ha levererats senast kl 06.00.",
        "lördag 24 oktober Störd: levererades kl 04.40, 80 minuter före kl 06.00.",
    ]
    assert one(page, ".eventful a")["href"] == "/notiser/sena"


def test_every_day_has_a_bar_with_its_facts_and_a_line_in_a_table() -> None:
    page = read(runs_page(frame(LATE, GONE, WRONG)))
    bars = titles(page, "svg[role=img] title")
    assert len(bars) == len(page.select("tbody tr")) == 90
    assert "tisdag 17 november: sen, levererades kl 06.52, 52 minuter efter kl 06.00" in bars
    (late,) = (row for row in page.select("tbody tr") if row.a)
    assert titles(late, "th, td") == ["tis 17 nov.", "Sen, notis", "06.52", "06.00", "211"]
    assert [svg["aria-label"] for svg in page.select("svg[role=img]")] == [
        "27 augusti–25 september: 30 i tid",
        "26 september–25 oktober: 29 i tid, 1 störd",
        "26 oktober–24 november: 28 i tid, 1 sen, 1 inte levererad",
    ]


def test_no_state_is_known_by_its_colour_alone() -> None:
    """Each has an outline of its own, and all of them stand in the legend with their words."""
    page = read(runs_page(frame(LATE)))
    marks = page.select(".key-to-bars div")
    assert [mark.get_text().strip() for mark in marks] == [
        "I tid", "Sen", "Störd", "Inte levererad", "Pågår", "Planerad"
    ]  # fmt: skip
    assert len({str(one(mark, "path")["d"]) for mark in marks}) == len(marks)


def test_the_next_run_is_told_and_is_no_bar_yet() -> None:
    page = read(runs_page(frame()))
    assert "Nästa börjar enligt planen onsdag 25 november 2026 kl 01.00" in words(page)
    assert not [title for title in titles(page, "svg title") if "25 november" in title]


def test_the_main_job_stands_first_and_each_has_its_name_in_the_readers_language() -> None:
    known = runs(a_run(LAST, job=BLOCK), *ninety(LAST))
    assert titles(read(runs_page(frame_with(known))), ".job h2") == ["Dygnskörning", "Spärrkörning"]
    assert titles(read(runs_page(frame_with(known, language="en"))), ".job h2") == ["Daily run", "Block run"]


def test_where_nothing_was_heard_of_any_run_the_page_says_so_and_the_front_page_nothing() -> None:
    empty = frame_with(NO_RUNS)
    page = read(runs_page(empty))
    assert "Inga körningar har rapporterats än." in words(page)
    assert not page.select("svg, table, .job")
    assert not read(pages.front(empty)).select(".last-run")


def test_the_front_page_tells_of_the_last_run_in_a_line() -> None:
    assert front_line().startswith("Nattens körning levererades kl 05.12, 48 minuter före kl 06.00.")
    assert one(read(pages.front(frame())), ".last-run a")["href"] == "/korningar"


def test_a_run_that_is_under_way_does_not_hide_the_last_that_is_known() -> None:
    line = front_line(a_run(LAST, DayState.RUNNING))
    assert line.startswith("Körningen måndag 23 november levererades kl 05.12")


def test_a_run_of_which_a_notice_was_published_leads_to_it() -> None:
    late = a_run(LAST, DayState.LATE, "06.52", incidents=("k1",))
    page = read(pages.front(frame(late)))
    assert [a["href"] for a in page.select(".last-run a")] == ["/notiser/sena", "/korningar"]


def test_while_no_notice_says_that_the_run_is_missing_the_front_page_does() -> None:
    page = read(pages.front(frame(a_run(LAST, DayState.NOT_DELIVERED))))
    assert words(page, "h1") == "Nattens körning är inte levererad."
    assert words(page, ".calm") == (
        "Försening Nattens körning är inte levererad. Den skulle ha levererats senast kl 06.00. Vi undersöker varför."
    )


def test_once_a_notice_says_it_the_notice_is_what_is_shown() -> None:
    missing = a_run(LAST, DayState.NOT_DELIVERED, incidents=("k1",))
    notice = a_notice(
        "Nattens filer är sena", id=7, slug="sena", kind=Kind.INCIDENT, impact=Impact.DELAY, status=Status.INVESTIGATING
    )
    page = read(pages.front(frame_with(runs(*ninety(LAST, missing), notices={"k1": 7}), notice)))
    assert words(page, "h1") == "Nattens filer är sena"
    assert words(page, ".last-run") == (
        "Nattens körning är inte levererad. Den skulle ha levererats senast kl 06.00. Körningarna de senaste 90 dagarna"
    )


def test_a_notice_that_was_taken_back_is_not_led_to() -> None:
    taken_back = a_notice("Filerna var sena", id=7, slug="sena", withdrawn_at=OF_LATE.published_at)
    known = runs(*ninety(LAST, LATE), notices={"k1": 7})
    assert not read(runs_page(frame_with(known, taken_back))).select(".eventful a")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_page_has_one_heading_and_nothing_inline(language: Language) -> None:
    page = read(runs_page(frame(LATE, GONE, WRONG, language=language)))
    assert one(page, "html")["lang"] == language
    assert len(page.select("h1")) == 1
    assert not page.select("[style], style")
