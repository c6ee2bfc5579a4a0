"""A page that goes out comes in again as it was, whatever somebody wrote in it."""

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings

from notices.archive import ArchivedNotice, ArchivedPage, ArchivedUpdate, read_page, write_page
from tests.unit.archive.as_html import as_html
from tests.unit.archive.pages import PAGES

_slow_to_make = settings(suppress_health_check=[HealthCheck.too_slow])


def _without_lines(page: ArchivedPage) -> ArchivedPage:
    return replace(page, notices=tuple(replace(notice, line=0) for notice in page.notices))


@_slow_to_make
@given(PAGES)
def test_a_page_that_is_written_and_read_is_the_same_page(page: ArchivedPage) -> None:
    written = write_page(page)
    assert _without_lines(read_page(written.encode())) == page
    assert write_page(read_page(written.encode())) == written


def test_an_edited_notice_goes_out_edited() -> None:
    page = ArchivedPage(
        "Driftinformation",
        "Om tjänsten.",
        (
            ArchivedNotice(
                "Filerna är sena",
                date(2031, 5, 6),
                "## Vad har hänt\nMottagningen är **stängd**.\n\n* ett\n* två\n    * under\n\n1) först\n2) sedan",
                (ArchivedUpdate(date(2031, 5, 7), "Se [bilden](https://host.example/x)."),),
            ),
        ),
        "Följ flödet",
    )
    assert write_page(page) == (
        "Driftinformation\n\nOm tjänsten.\n\n\nFilerna är sena\n\n(Publicerad 2031-05-06)\n\n"
        "Vad har hänt\n\nMottagningen är stängd.\n\n• ett\n• två\n   • under\n\n 1. först\n 2. sedan\n\n"
        "(Uppdatering 2031-05-07)\n\nSe bilden.\n\nFölj flödet"
    )


def test_a_list_from_the_web_keeps_its_numbers_and_goes_on_after_a_list_within_it() -> None:
    html = """<!doctype html><body><h1>Drift</h1><h2>Ny ordning</h2><p>(Publicerad&nbsp;2031-05-06)</p>
        <ol start="3"><li>tre <ul><li>under</ul> mer om tre</li><li value="9"><p>nio</p><p>mer om nio</p></ol></body>"""
    assert write_page(read_page(html.encode())).split("\n\n", 3)[3] == (
        " 3. tre\n  • under\n\n  mer om tre\n 9. nio\n\n  mer om nio"
    )


def test_made_up_text_and_its_html_give_the_same_page() -> None:
    text = (
        "Drift\n\nOm <tjänsten> & *annat*.\n\n\nStopp i kväll\n\n(Publicerad 2031-05-06)\n\nSe "
        "https://host.example/a_b nu.\nRad två\u00a0 av filen x_y.crt.\n\n\u00a0\n\nVad det betyder\n\n"
        "1. mars är det klart.\n\n 1. Vänta.\n 2. Starta om.\n\n- inget mer."
    )
    assert _without_lines(read_page(as_html(text, ("Vad det betyder",)).encode())) == _without_lines(
        read_page(text.encode())
    )


def test_lists_deeper_than_anybody_can_follow_lose_their_depth_but_no_words() -> None:
    steps = "\n".join(f"{' ' * depth}• steg {depth}" for depth in range(1, 60))
    page = read_page(f"Drift\n\n\nMånga steg\n\n(Publicerad 2031-05-06)\n\n{steps}".encode())
    written = write_page(page)
    assert [line.split() for line in written.split("\n")[7:]] == [line.split() for line in steps.split("\n")]
    assert _without_lines(read_page(written.encode())) == _without_lines(page)
