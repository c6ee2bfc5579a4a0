"""A page that cannot be read is refused whole, and the line is named."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.archive import MAX_BYTES, read_page
from notices.errors import InvalidArchive
from tests.paths import ARCHIVE
from tests.unit.archive.as_html import as_html

_PAGE = """Drift

Om tjänsten.


Filerna är sena

(Publicerad 2031-05-07)

Filerna kommer senare i dag.

(Uppdatering 2031-05-08)

Filerna har kommit.


Mottagningen flyttas

(Publicerad 2031-05-06)

Vi flyttar på lördag.

Följ flödet"""


def _without(line: str) -> str:
    assert f"{line}\n" in _PAGE
    return _PAGE.replace(f"{line}\n", "", 1)


def _refused(data: bytes) -> str:
    with pytest.raises(InvalidArchive) as refusal:
        read_page(data)
    return str(refusal.value)


def test_the_page_as_it_stands_is_in_order() -> None:
    assert len(read_page(_PAGE.encode()).notices) == 2


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "tom"),
        (" \n\t\n", 1, "tom"),
        (_PAGE.split("\n\n\n", 1)[1], 1, "sidans rubrik saknas"),
        ("Bara en sida\n\nmed text.", 1, "ingen notis"),
        (_PAGE.replace("2031-05-07", "2031-02-30"), 8, "2031-02-30 finns inte"),
        (_PAGE.replace("2031-05-08", "i går"), 12, "”i går” är inte ett datum"),
        (_PAGE.replace("2031-05-06", "20310506"), 19, "ÅÅÅÅ-MM-DD"),
        (_without("Filerna kommer senare i dag."), 6, "ingen text"),
        (_PAGE.replace("Filerna kommer senare i dag.", "\u00a0"), 6, "ingen text"),
        (_without("Filerna har kommit."), 12, "ingen text"),
        (_without("Vi flyttar på lördag."), 17, "ingen text"),
        (_without("Mottagningen flyttas"), 18, "saknar rubrik"),
        (_without("Mottagningen flyttas").replace("har kommit.", "har kommit"), 18, "saknar rubrik"),
        (_without("Filerna är sena"), 7, "saknar rubrik"),
        (_PAGE.replace("Filerna kommer", "(Publicerad 2031-05-06)\n\nFilerna kommer"), 10, "saknar rubrik"),
        (_without("(Publicerad 2031-05-06)"), 17, "”Mottagningen flyttas” saknar"),
        (_PAGE.replace("Om tjänsten.", "(Uppdatering 2031-05-08)"), 3, "inte i någon notis"),
        (_PAGE.replace("senare", "se\x00nare"), 10, "U\\+0000"),
        (_PAGE.replace("sena\n", "se\x1bna\n"), 6, "U\\+001B"),
    ],
)
def test_the_line_and_the_fault_are_named(text: str, line: int, words: str) -> None:
    message = _refused(text.encode())
    assert message.startswith(f"rad {line}: ")
    assert re.search(words, message)


def test_other_encodings_are_refused_at_the_first_byte_that_is_wrong() -> None:
    message = _refused(_PAGE.encode("latin-1"))
    assert message.startswith("rad 3: ")
    assert "0xE4" in message


def test_line_ends_of_windows_are_counted_once() -> None:
    text = _PAGE.replace("2031-05-07", "2031-02-30").replace("\n", "\r\n")
    assert _refused(text.encode()).startswith("rad 8: ")


def test_a_page_that_is_too_large_is_refused_where_it_passes_the_limit() -> None:
    line = b"x" * 99 + b"\n"
    message = _refused(line * (MAX_BYTES // 100) + b"y")
    assert message.startswith(f"rad {MAX_BYTES // 100 + 1}: ")
    assert "5 MB" in message
    assert "rad 1: " in _refused(b"\xff" * (MAX_BYTES * 10))


_HTML = "<!doctype html>\n<html><body>\n{}\n</body></html>"


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("<p>Drift</p>", 1, "h1"),
        ("<h1>Drift</h1>\n<p>Text.</p>", 3, "ingen notis"),
        ("<h1></h1>\n<p>(Publicerad 2031-05-06)</p>", 4, "sidans rubrik"),
        ("<h1>Drift</h1>\n<p>(Publicerad 2031-05-06)</p>", 4, "saknar rubrik"),
        ("<h1>Drift</h1>\n<h2>A</h2>\n<p>(Publicerad 2031-02-31)</p>\n<p>B.</p>", 5, "finns inte"),
        ("<h1>Drift</h1>\n<h2>A</h2>\n<p>(Publicerad 2031-05-06)</p>\n<p>&nbsp;</p>", 4, "ingen text"),
        ("<h1>Drift</h1>\n<h2>A</h2><p>(Publicerad 2031-05-06)<br>B.</p>\n<h2>C</h2><p>D.</p>", 5, "”C” saknar"),
    ],
)
def test_saved_html_is_refused_with_the_line_of_the_file(content: str, line: int, words: str) -> None:
    message = _refused(_HTML.format(content).encode())
    assert message.startswith(f"rad {line}: ")
    assert re.search(words, message)


def test_html_too_deep_to_be_read_whole_is_refused() -> None:
    notice = "<h2>A</h2><p>(Publicerad 2031-05-06)</p><p>Djupt nere.</p>"
    deep = _HTML.format("<h1>Drift</h1>" + "<div>" * 500 + notice)
    assert read_page(deep.encode()).notices[0].body == "Djupt nere."
    assert "för djupt" in _refused(deep.replace("<div>", "<div>" * 10).encode())


def _read_or_refuse(data: bytes) -> None:
    try:
        read_page(data)
    except InvalidArchive as refusal:
        assert re.match(r"rad \d+: .+\.$", str(refusal))  # noqa: PT017


_SHREDS = [
    "Drift\n\n",
    "<h1>Drift</h1>",
    "<h2>A",
    "(Publicerad 2031-05-06)",
    "<li>",
    "</ul>",
    "<ol start=9>",
    " • x\n",
    "&#0;",
]


@given(
    st.binary(max_size=60)
    | st.text(max_size=60).map(str.encode)
    | st.lists(st.sampled_from(_SHREDS)).map("".join).map(str.encode)
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    _read_or_refuse(data)
    _read_or_refuse(b"<html>" + data)


@given(st.data())
def test_a_page_with_lines_lost_doubled_or_moved_is_read_or_refused(data: st.DataObject) -> None:
    text = ARCHIVE.read_text(encoding="utf-8")
    lines = data.draw(st.sampled_from([text, as_html(text)])).split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(lines) - 1))
        lines[place : place + 1] = data.draw(
            st.sampled_from([[], [lines[place]] * 2, [""], lines[place : place + 2][::-1]])
        )
    _read_or_refuse("\n".join(lines).encode())
