"""Times in running prose, to be proposed to a person."""

from datetime import date

import pytest

from notices.timing import Found, find
from tests.unit.timing.stockholm import span

MONDAY = date(2015, 3, 2)


def only(text: str) -> Found:
    (found,) = find(text, MONDAY)
    return found


@pytest.mark.parametrize(
    ("prose", "text", "start", "end"),
    [
        ("Köerna töms under kvällen 3/3, sedan är det bra.", "under kvällen 3/3", "2015-03-03 17:00", "2015-03-04"),
        ("Bytet sker den 7 maj till en ny maskin.", "den 7 maj", "2015-05-07", "2015-05-08"),
        ("Inget svar (fr.o.m torsdag kväll).", "fr.o.m torsdag kväll", "2015-03-05 17:00", None),
        ("Arbetet är flyttat till onsdag kväll (4 mars).", "onsdag kväll (4 mars)", "2015-03-04 17:00", "2015-03-05"),
        ("Nya filer kommer den 6 mars\nkl 18.00.", "den 6 mars kl 18.00", "2015-03-06 18:00", "2015-03-06 18:00"),
        ("Vi stängde, 5 mars 1850 rader senare.", "5 mars", "2015-03-05", "2015-03-06"),
        ("Allt från och med att servern byts 5/3.", "5/3", "2015-03-05", "2015-03-06"),
    ],
)  # fmt: skip
def test_a_time_is_found_with_all_its_words(prose: str, text: str, start: str, end: str | None) -> None:
    found = only(prose)
    assert found.text == text
    assert " ".join(prose[found.start : found.end].split()) == text
    assert found.sure
    assert found.when
    assert (found.when.start, found.when.end) == span(start, end)


@pytest.mark.parametrize(
    "prose",
    [
        "Version 2.0.1 och schema 1.3.6 samt TLS V2 root.",
        "Beloppet höjdes med 0,05 till 300 kronor, alltså 100%.",
        "Se http://example.se/nyckel/27/1/ eller skriv till 5.mars@example.se.",
        "Perioden går från den 21:a till den 25:e i varje månad.",
        "Leverans sker varje torsdag och i maj-versionen av april.",
        "Mätaren visade 99.50 vid kontrollen.",
        "Skicka KOD till 71377, punkt nr 3.",
    ],
)
def test_what_only_looks_like_a_time_is_left_alone(prose: str) -> None:
    assert [found.text for found in find(prose, MONDAY)] in ([], ["i maj"])


def test_a_clock_time_belongs_to_the_day_last_named_but_is_in_doubt() -> None:
    day, starts, ends = find("Bytet görs 24/5. Det börjar 16:00 och är klart vid midnatt.", MONDAY)
    assert day.sure
    assert starts.when
    assert ends.when
    assert (starts.when.start, ends.when.end) == span("2015-05-24 16:00", "2015-05-25")
    assert starts.doubt
    assert "Ingen dag är angiven" in starts.doubt
    assert not ends.sure


@pytest.mark.parametrize(
    ("prose", "reason"),
    [
        ("Vi stänger helgen 28–29 april 2017.", "ingen helg"),
        ("Helgens arbete gick bra.", "Helgen kan vara"),
        ("Vi byter skiva torsdag 6 mars 2015.", "är en fredag"),
        ("Klart senast 31 april.", "31 april finns inte"),
        ("Felet kom torsdag natt.", "natten mot 5 mars 2015"),
    ],
)
def test_a_time_that_cannot_be_is_shown_with_the_reason(prose: str, reason: str) -> None:
    found = only(prose)
    assert found.when is None
    assert found.doubt
    assert reason in found.doubt


def test_tonight_may_be_last_night() -> None:
    found = only("Servern stod stilla i natt.")
    assert found.when
    assert found.doubt
    assert "natten som var" in found.doubt


def test_a_blank_line_parts_a_day_from_a_clock_time() -> None:
    assert [found.text for found in find("Stängt den 6 mars\n\nkl 18 öppnar vi.", MONDAY)] == ["den 6 mars", "kl 18"]
