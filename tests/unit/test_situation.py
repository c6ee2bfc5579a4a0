"""The answer to LEFIP STATUS: how things are, in one SMS."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from models.terms import Environment, Impact, Kind, Status
from notices.channels.sms_text import segments
from notices.site.published import Published
from notices.situation import situation
from tests.unit.site.frames import ADDRESS, SERVICE, a_frame, a_notice


def said(*notices: Published) -> str:
    return situation(a_frame(*notices).board, SERVICE, ADDRESS)


def ongoing(title: str, number: int = 1, **facts: Any) -> Published:
    facts = {"kind": Kind.INCIDENT, "status": Status.INVESTIGATING, "impact": Impact.DELAY, **facts}
    return a_notice(title, id=number, slug=f"notis-{number}", short=f"abcd{number}", **facts)


def test_when_nothing_goes_on_it_says_so() -> None:
    assert said() == "LEFI Prenumeration: Inga kända störningar just nu. https://drift.example"
    over = ongoing("Filerna är sena", status=Status.RESOLVED)
    test = ongoing("Testmiljön är stängd", environment=Environment.TEST)
    assert said(over, test) == said()


def test_what_goes_on_is_named_gravest_first_each_with_its_short_address() -> None:
    late = ongoing("Filerna är sena", 1)
    stopped = ongoing("Beställningar – inga behandlas", 2, impact=Impact.OUTAGE)
    assert said(late, stopped) == (
        "LEFI Prenumeration: Stopp: Beställningar - inga behandlas https://drift.example/n/abcd2 "
        "Försening: Filerna är sena https://drift.example/n/abcd1"
    )


def test_those_that_there_is_no_room_for_are_counted() -> None:
    text = said(*(ongoing(f"Filerna för förmån {n} är sena, och vi felsöker", n) for n in range(1, 8)))
    assert text.count("/n/") == 2
    assert text.endswith(" Och 5 till: https://drift.example")


def test_a_long_title_is_cut_between_words() -> None:
    text = said(ongoing("Filerna är sena, " * 20))
    assert text.endswith("... https://drift.example/n/abcd1")
    assert "sena,..." not in text
    assert segments(text).parts == 2


@given(st.lists(st.text(min_size=1, max_size=200), max_size=6))
def test_whatever_the_titles_it_is_at_most_two_parts_of_gsm(titles: list[str]) -> None:
    text = said(*(ongoing(title, n) for n, title in enumerate(titles, start=1)))
    counted = segments(text)
    assert counted.encoding == "GSM-7"
    assert counted.parts <= 2
    assert ("/n/" in text) is bool(titles)
