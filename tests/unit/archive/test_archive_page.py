"""The page as it was once published comes in whole and goes out as it was."""

import re

import pytest

from notices.archive import ArchivedNotice, ArchivedPage, read_page, write_page
from notices.markdown import plain, render
from tests.paths import ARCHIVE
from tests.unit.archive.as_html import as_html


@pytest.fixture(scope="module")
def page() -> ArchivedPage:
    return read_page(ARCHIVE.read_bytes())


def _notice(page: ArchivedPage, day: str) -> ArchivedNotice:
    return next(notice for notice in page.notices if str(notice.published) == day)


def test_the_page_has_twenty_notices_from_the_newest_to_the_oldest(page: ArchivedPage) -> None:
    days = [notice.published for notice in page.notices]
    assert len(days) == 20
    assert days == sorted(days, reverse=True)
    assert (str(days[0]), str(days[-1])) == ("2020-01-28", "2014-01-01")
    assert (page.title, page.closing) == ("Driftinformation", "Följ flödet")
    assert len(page.preamble.split("\n\n")) == 2


def test_every_notice_stands_where_its_line_says(page: ArchivedPage) -> None:
    lines = ARCHIVE.read_text(encoding="utf-8").split("\n")
    assert [lines[notice.line - 1] for notice in page.notices] == [notice.title for notice in page.notices]


def test_the_page_is_written_as_it_was_byte_for_byte(page: ArchivedPage) -> None:
    assert write_page(page).encode() == ARCHIVE.read_bytes()


@pytest.mark.parametrize(
    ("before", "after"), [(b"\n", b"\r\n"), (b"\n", b"\r"), (b"Driftinf", b"\xef\xbb\xbfDriftinf")]
)
def test_line_ends_and_a_byte_order_mark_change_nothing(page: ArchivedPage, before: bytes, after: bytes) -> None:
    data = ARCHIVE.read_bytes()
    data = data.replace(before, after) if before == b"\n" else data.replace(before, after, 1)
    assert read_page(data) == page


def test_the_one_update_is_an_update(page: ArchivedPage) -> None:
    updated = [notice for notice in page.notices if notice.updates]
    assert [(str(notice.published), str(notice.updates[0].published)) for notice in updated] == [
        ("2015-03-06", "2015-03-12")
    ]
    assert "(Uppdatering" not in updated[0].body


def test_the_two_headings_without_a_date_stay_in_their_notice(page: ArchivedPage) -> None:
    headings = {str(n.published): re.findall(r"<h3>", render(n.body)) for n in page.notices}
    assert {day: len(found) for day, found in headings.items() if found} == {"2014-11-24": 2}


def test_bullets_nest_and_hold_the_worked_example(page: ArchivedPage) -> None:
    html = render(_notice(page, "2014-11-06").body)
    outer = re.sub(r"\s+", "", re.sub(r"[^<>]*<(?!/?(ul|li|p)\b)[^>]*>|(?<=>)[^<]+", "", html))
    example = "<li><p></p><p></p><p></p><p></p></li>"
    nested = f"<ul><li><p></p></li>{example}</ul>"
    assert outer == f"<p></p><ul><li><p></p></li><li><p></p>{nested}</li><li><p></p></li></ul>"


def test_numbered_steps_are_numbered_lists(page: ArchivedPage) -> None:
    html = render(_notice(page, "2017-02-02").body)
    assert (html.count("<ol>"), html.count("<li>")) == (2, 4)


def test_the_name_of_the_certificate_file_is_shown_as_written(page: ArchivedPage) -> None:
    html = render(_notice(page, "2015-04-29").body)
    assert "&lt;host&gt;.crt" in html
    assert re.search(r"<p>stamp_\w+\.crt", html)
    assert "<em>" not in html


def test_addresses_are_clickable_and_end_before_the_full_stop(page: ArchivedPage) -> None:
    html = {str(notice.published): render(notice.body) for notice in page.notices}
    assert 'href="http://www.semver.org">www.semver.org</a>' in html["2017-04-21"]
    assert re.search(r'href="mailto:[^"]+\.se">[^<]+\.se</a>\.</p>', html["2018-01-24"])
    assert len(re.findall(r'href="http://', html["2016-03-17"])) == 3


def test_nothing_is_lost_when_a_notice_is_shown(page: ArchivedPage) -> None:
    """All letters, digits and signs of the file are in the HTML, but for the list signs that it draws itself."""
    for notice in page.notices:
        shown = re.sub(r"<[^>]+>", "", render(notice.body)).replace("&nbsp;", "")
        shown = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        written = re.sub(r"(?m)^ *(•|\d\.) ", "", plain(notice.body))
        assert "".join(shown.split()) == "".join(written.split())


@pytest.mark.parametrize("in_bold", [True, False])
def test_the_saved_html_gives_the_same_page_as_the_text(page: ArchivedPage, in_bold: bool) -> None:
    html = as_html(ARCHIVE.read_text(encoding="utf-8"), _subheadings(page) if in_bold else ())
    saved = read_page(html.encode())
    assert (saved.title, saved.preamble, saved.closing) == (page.title, page.preamble, page.closing)
    for ours, theirs in zip(saved.notices, page.notices, strict=True):
        assert (ours.title, ours.published) == (theirs.title, theirs.published)
        assert render(ours.body) == render(theirs.body)
        assert ours.updates == theirs.updates
    folded = [" ".join(line.split()) for line in write_page(saved).split("\n")]
    assert folded == [" ".join(line.split()) for line in write_page(page).split("\n")]


def _subheadings(page: ArchivedPage) -> tuple[str, ...]:
    return tuple(re.findall(r"(?m)^### (.*)$", _notice(page, "2014-11-24").body))
