"""What a form comes to: an act, or what is wrong, field by field."""

from dataclasses import replace
from datetime import date

import pytest

from models.content import Update
from models.draft import Fields
from models.terms import Act, Impact, Kind, Status
from notices.drafts import content_of, fields_of, step_of
from notices.timing import parse
from tests.factories import A_MORNING, SERVICE, content, incident, planned

TODAY = date(2026, 3, 10)
FORM: Fields = {
    "title": "Filerna är sena",
    "body": "Vi söker felet.",
    "section": "operations",
    "kind": "incident",
    "impact": "delay",
    "environment": "production",
    "benefits": ["FP", "SA"],
    "operations": ["daily_run"],
    "action": "Vänta.",
    "time": "i dag kl 05",
    "next_word": "kl 9",
}


def test_a_form_becomes_a_notice_and_says_what_its_times_were_taken_to_mean() -> None:
    reading = content_of(FORM, SERVICE, TODAY)
    assert reading.problems == {}
    assert (reading.content.status, reading.content.benefits) == (Status.INVESTIGATING, ("FP", "SA"))
    assert reading.understood == {
        "time": "tisdag 10 mars 2026 kl 05.00",
        "next_word": "tisdag 10 mars 2026 kl 09.00",
    }


def test_all_that_is_wrong_is_said_at_once_beside_its_field() -> None:
    wrong = FORM | {
        "title": " ",
        "time": "helgen 10–11 mars",
        "kind": "okänd",
        "benefits": ["XX"],
        "body": "x" * 30_001,
    }
    reading = content_of(wrong, SERVICE, TODAY)
    assert reading.step is None
    assert set(reading.problems) == {"title", "time", "kind", "benefits", "body"}
    assert reading.problems["kind"].startswith("'okänd' finns inte. Skriv något av: Akut")
    assert reading.content.action == "Vänta.", "what can be read is shown meanwhile"


def test_a_correction_leaves_alone_what_nobody_touched() -> None:
    # "kl 18" was said on another day, and the body ends in a space: neither is read anew.
    told = replace(incident(status=Status.MONITORING, time=parse("kl 18", date(2026, 3, 1))), body="Vi söker. ")
    told = replace(told, updates=(Update(1, A_MORNING, dated=False, body="Orsaken är hitad."),))
    fields = fields_of(told)
    assert content_of(fields, SERVICE, TODAY, told).problems == {"title": "Rättelsen ändrar ingenting."}
    reading = content_of(fields | {"update.1": "Orsaken är hittad.", "reason": "Stavfel"}, SERVICE, TODAY, told)
    assert reading.step is not None
    assert (reading.step.act, reading.step.reason) == (Act.CORRECT, "Stavfel")
    assert replace(reading.content, updates=()) == replace(told, updates=())
    assert reading.content.updates[0].body == "Orsaken är hittad."
    assert content_of(fields | {"update.1": " "}, SERVICE, TODAY, told).problems.keys() == {"update.1"}


def test_the_form_of_a_notice_says_all_of_it() -> None:
    for told in (
        planned(impact=Impact.OUTAGE, operations=("daily_run",), status=Status.PLANNED, next_word="kl 9"),
        content(benefits=("FP",), action="Vänta.", kind=Kind.INFORMATION),
        incident(environment=None, status=None),
    ):
        again = content_of(fields_of(told) | {"title": "Ny rubrik"}, SERVICE, TODAY, told).content
        assert replace(again, title=told.title) == told


@pytest.mark.parametrize(
    ("act", "fields", "field", "says"),
    [
        (Act.UPDATE, {"body": " "}, "body", "Uppdateringen är tom"),
        (Act.UPDATE, {"body": "Nytt.", "status": "Inställd"}, "body", "passar inte"),
        (Act.UPDATE, {"body": "Nytt.", "next_word": "snart"}, "next_word", "går inte att läsa"),
        (Act.RESCHEDULE, {"time": ""}, "time", "Skriv den nya tiden"),
        (Act.CANCEL, {"reason": ""}, "reason", "Skriv varför"),
        (Act.WITHDRAW, {}, "reason", "Skriv varför"),
        (Act.END, {"body": "Klart.", "answer.new_order": "öppen"}, "body", "Avbeställning"),
        (Act.REOPEN, {"body": ""}, "body", "Skriv vad som har hänt"),
    ],
)
def test_what_is_wrong_with_a_later_act_stands_beside_its_field(
    act: Act, fields: Fields, field: str, says: str
) -> None:
    before = incident(impact=Impact.OUTAGE, operations=("new_order", "cancellation"), status=Status.INVESTIGATING)
    reading = step_of(act, fields, SERVICE, today=TODAY, now=A_MORNING, before=before)
    assert reading.step is None
    assert says in reading.problems[field]


def test_a_later_act_is_read_as_it_will_be_published() -> None:
    before = incident(impact=Impact.OUTAGE, operations=("new_order", "cancellation"), status=Status.MONITORING)
    fields: Fields = {"body": "Felet är rättat.", "answer.new_order": "öppen", "answer.cancellation": "öppen kl 12"}
    reading = step_of(Act.END, fields, SERVICE, today=TODAY, now=A_MORNING, before=before)
    assert reading.step is not None
    assert reading.content.status is Status.RESOLVED
    assert reading.content.updates[0].body == "Felet är rättat.\n\n- Nybevakning: öppen\n- Avbeställning: öppen kl 12"
    ended = reading.content
    reading = step_of(Act.VERIFY, {"body": ""}, SERVICE, today=TODAY, now=A_MORNING, before=ended)
    assert reading.content.status is Status.VERIFIED
