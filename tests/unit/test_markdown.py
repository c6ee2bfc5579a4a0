"""Bodies of notices on their way to readers: safe, clickable, and plain where markup has no place."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from notices.markdown import plain, render
from notices.markdown.escape import escape, escape_line, link
from notices.markdown.html import TAGS

_HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[klicka](javascript:alert(1))",
    "[klicka](JaVaScRiPt&#58;alert(1))",
    "[klicka](data:text/html;base64,AAAA)",
    "![bild](https://elsewhere.example/pixel.png)",
    "<svg/onload=alert(1)>",
    '<https://host.example/"onmouseover="alert(1)>',
    'https://host.example/"onmouseover="alert(1)',
    "`<style>*{}</style>`",
    "    <iframe src=x>",
)


def _links(markdown: str) -> dict[str, str]:
    return {str(a["href"]): a.text for a in BeautifulSoup(render(markdown), "lxml").find_all("a")}


def _is_safe(html: str) -> None:
    for tag in re.findall(r"</?([a-zA-Z][a-zA-Z0-9]*)", html):
        assert tag in TAGS
    for element in BeautifulSoup(html, "lxml").find_all(True):
        assert set(element.attrs) <= {"href", "start"}
        if "href" in element.attrs:
            assert str(element["href"]).lower().startswith(("http:", "https:", "mailto:"))


@pytest.mark.parametrize("markdown", _HOSTILE)
def test_hostile_markdown_shows_as_words_and_does_nothing(markdown: str) -> None:
    _is_safe(render(markdown))


@given(st.lists(st.sampled_from(_HOSTILE) | st.text(max_size=20)).map("".join), st.integers(1, 6))
def test_whatever_is_written_the_page_gets_only_what_it_allows(markdown: str, top: int) -> None:
    _is_safe(render(markdown, top))
    plain(markdown)


@pytest.mark.parametrize(
    ("sentence", "href", "shown"),
    [
        ("Se https://host.example/nycklar/.", "https://host.example/nycklar/", "https://host.example/nycklar/"),
        ("(se www.host.example)", "http://www.host.example", "www.host.example"),
        ("Skriv till stod@host.example.", "mailto:stod@host.example", "stod@host.example"),
        ("Läs http://host.example/a_(b)_c, sedan", "http://host.example/a_(b)_c", "http://host.example/a_(b)_c"),
        ("i ”https://host.example/x”", "https://host.example/x", "https://host.example/x"),
        (r"https://host.example/a\_b\_c", "https://host.example/a_b_c", "https://host.example/a_b_c"),
    ],
)
def test_a_bare_address_is_a_link_without_the_stop_after_it(sentence: str, href: str, shown: str) -> None:
    assert _links(sentence) == {href: shown}


def test_a_link_with_a_name_is_left_as_it_is() -> None:
    assert _links("[www.host.example](https://other.example/)") == {"https://other.example/": "www.host.example"}


@pytest.mark.parametrize("words", ["https://", "www.", "någon@", "@någon", "x@y", "awww.host.example"])
def test_what_only_looks_like_an_address_is_no_link(words: str) -> None:
    assert _links(words) == {}


def test_headings_nest_under_the_heading_of_the_notice() -> None:
    assert re.findall(r"<h\d>.", render("# A\n\ntext\n\n## B\n", top=4)) == ["<h4>A", "<h5>B"]
    assert re.findall(r"<h\d>.", render("### A\n\ntext\n\n##### B\n")) == ["<h3>A", "<h5>B"]
    assert re.findall(r"<h\d>.", render("# A\n\n### B\n", top=6)) == ["<h6>A", "<h6>B"]


def test_a_line_break_is_kept_where_the_author_made_one() -> None:
    assert "rad ett<br>\nrad två" in render("rad ett  \nrad två")
    assert "rad ett\nrad två" in render("rad ett\nrad två")
    assert plain("rad ett  \nrad två\nrad två ännu") == "rad ett\nrad två rad två ännu"


@pytest.mark.parametrize("markdown", ["ett\n\n&nbsp;\n\ntvå", "ett\n&nbsp;\ntvå", "ett\n \u00a0 \ntvå"])
def test_a_paragraph_that_holds_only_a_no_break_space_is_not_shown(markdown: str) -> None:
    assert render(markdown) == "<p>ett</p>\n<p>två</p>\n"
    assert plain(markdown) == "ett\n\ntvå"


def test_plain_text_keeps_list_signs_and_drops_markup() -> None:
    markdown = "# Rubrik\nMed **fetstil** och [en länk](https://host.example/).\n\n- ett\n- två\n  1. under\n\n     mer"
    assert plain(markdown) == ("Rubrik\n\nMed fetstil och en länk.\n\n• ett\n• två\n 1. under\n\n  mer")


def test_plain_text_of_code_and_rules() -> None:
    assert plain("```\na < b\nc\n```\n\n---\n\n> citat") == "a < b\nc\n\n---\n\ncitat"


def test_a_list_within_a_list_on_one_line() -> None:
    assert plain("- - ett\n  - två\n-\n- tre") == "• • ett\n • två\n•\n• tre"


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40))
def test_an_escaped_line_shows_exactly_what_was_written(line: str) -> None:
    shown = plain(f"före\n\n{escape_line(escape(line))}\n\nefter").split("\n\n")[1:-1]
    assert shown == ([line] if line.strip("\u00a0") else [])


@given(st.text(st.sampled_from("#>+-=~*_`[]()<>&;:!\\1. abc|"), min_size=1, max_size=12).map(str.strip).filter(bool))
def test_signs_that_mean_something_to_markdown_are_shown(line: str) -> None:
    html = render(f"{escape_line(escape(line))}")
    assert BeautifulSoup(html, "lxml").text.strip() == line
    assert set(re.findall(r"<(\w+)", html)) <= {"p"}


def test_angle_brackets_around_an_address_are_shown() -> None:
    html = render(escape_line(escape("<stod@host.example> <https://host.example/> <host>.crt")))
    assert BeautifulSoup(html, "lxml").text.strip() == "<stod@host.example> <https://host.example/> <host>.crt"


def test_an_address_with_odd_characters_makes_a_whole_link() -> None:
    assert list(_links(link("namn]", "https://host.example/(å b)"))) == ["https://host.example/%28%C3%A5%20b%29"]
