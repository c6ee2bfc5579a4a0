"""A reminder as an SMS: what it says, and what holds for every one."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.content import Content
from models.terms import Environment
from notices.channels.sms_text import Lead, compose_reminder, segments
from notices.timing import parse
from tests.factories import A_MORNING, SERVICE, planned

ADDRESS = "https://drift.example/n/abc12"
THAT_DAY = date(2026, 3, 14)


def said(what: Content, lead: Lead) -> str:
    text, address = compose_reminder(what, lead, THAT_DAY, service=SERVICE, address=ADDRESS).text.rsplit(" ", 1)
    assert address == ADDRESS
    return text.removeprefix("LEFI Prenumeration: ")


def test_a_reminder_says_what_when_and_what_to_do() -> None:
    work = planned(action="Skicka inga beställningar.")
    assert said(work, Lead.TOMORROW) == (
        "I morgon: Underhåll av databasen. Helgen 14-15 mars. Gör så här: Skicka inga beställningar."
    )


def test_words_that_were_counted_from_the_day_of_writing_become_dates() -> None:
    work = planned(time="i morgon kl 18", expected_end="i morgon kl 20")
    assert said(work, Lead.NOW) == "Börjar nu: Underhåll av databasen. 11 mars kl 18.00. Väntas klart 11 mars kl 20.00."


@pytest.mark.parametrize("time", ["den 14 mars", "helgen 14–15 mars", "natten mot den 15 mars", "vecka 12"])
@pytest.mark.parametrize("lead", Lead)
def test_no_clock_time_is_said_that_nobody_stated(time: str, lead: Lead) -> None:
    text = said(planned(time=time), lead)
    assert "kl" not in text
    assert "." not in text.strip(".").replace(". ", "")


def test_the_end_asks_nobody_to_do_anything() -> None:
    work = planned(action="Vänta.", expected_end="den 15 mars kl 12.00")
    assert said(work, Lead.OVER) == "Slut enligt plan: Underhåll av databasen. Helgen 14-15 mars."


def test_a_time_that_the_title_names_is_not_said_twice() -> None:
    assert said(planned("Underhåll helgen 14–15 mars"), Lead.TODAY) == "Börjar i dag: Underhåll helgen 14-15 mars."


TEXT = st.lists(st.sampled_from([*"abåäö.– \u00a0\n”€{}•½", "🎉", "ord ", "längre "]), max_size=200).map("".join)
WRITTEN = ["kl 18", "den 12 mars kl 18.00–20.00", "helgen 14–15 mars", "natten mot 15 mars", "fr.o.m. vecka 12", "mars"]
TIME = st.sampled_from(WRITTEN).map(lambda text: parse(text, A_MORNING.date()))
CONTENT = st.builds(
    Content,
    title=TEXT,
    body=TEXT,
    section=st.just("operations"),
    environment=st.none() | st.sampled_from(Environment),
    action=st.none() | TEXT | st.just("x" * 500),
    time=TIME,
    expected_end=st.none() | TIME,
)


@settings(max_examples=60)
@given(CONTENT, st.sampled_from(Lead))
def test_any_reminder_fits_in_two_parts_with_its_address_whole_and_last(what: Content, lead: Lead) -> None:
    sms = compose_reminder(what, lead, THAT_DAY, service=SERVICE, address=ADDRESS)
    assert sms.segments == segments(sms.text)
    assert (sms.segments.encoding, sms.segments.parts <= 2) == ("GSM-7", True)
    assert sms.text.endswith(" " + ADDRESS)
    assert sms.text.startswith("TEST LEFI") is (what.environment is Environment.TEST)
    assert f"LEFI Prenumeration: {lead} " in sms.text
