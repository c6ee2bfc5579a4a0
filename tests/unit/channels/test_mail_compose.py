"""A notice as a mail: the same facts as its page, what is new first."""

import pytest
from bs4 import BeautifulSoup

from models.content import Content, Update
from models.terms import Act, Environment, Impact, Kind, Status
from notices.channels.mail.composing import compose
from notices.channels.mail.words import Words
from tests.factories import A_MORNING, SERVICE, content, incident, planned

ADDRESS = "https://drift.example/n/ab12c"
LATE = incident(
    "Filerna är sena",
    body="Nattens **körning** stannade.",
    impact=Impact.DELAY,
    status=Status.INVESTIGATING,
    benefits=("FP",),
    operations=("daily_run",),
    action="Vänta med att läsa in.",
    time="från kl 05.10",
    expected_end="kl 9",
    next_word="kl 8",
)


def mail(what: Content, act: Act = Act.PUBLISH, news: str = "", **more: object) -> Words:
    update = Update(1, A_MORNING, dated=False, body=news, **more) if news else None  # type: ignore[arg-type]
    return compose(what, act, service=SERVICE, address=ADDRESS, update=update)


def in_order(text: str, *words: str) -> bool:
    places = [text.find(word) for word in words]
    return -1 not in places and places == sorted(places)


def test_a_new_notice_says_what_since_when_what_to_do_when_more_and_where() -> None:
    words = mail(LATE)
    facts = ("Tid", "05.10", "Väntas klart", "Nästa besked", "Föräldrapenning", "Dygnskörning")
    order = ("Akut", "Försening", "Filerna är sena", *facts, "Det här behöver ni göra", "Vänta med", "Nattens", ADDRESS)
    assert words.subject == "[Driftinformation] Filerna är sena"
    assert in_order(words.text, *order)
    assert in_order(BeautifulSoup(words.html, "html.parser").get_text(), *order)
    assert "**" not in words.text
    assert "<strong>körning</strong>" in words.html


def test_an_update_says_first_what_is_new_under_the_same_subject() -> None:
    words = mail(LATE, Act.UPDATE, "Felet är hittat.", status=Status.FIX_PLANNED)
    assert words.subject == mail(LATE).subject
    assert in_order(words.text, "Uppdatering: Rättning planerad", "Felet är hittat.", "Väntas klart", "Vänta med")
    assert "stannade" not in words.text


@pytest.mark.parametrize(
    ("what", "act", "lead"),
    [
        (incident(status=Status.RESOLVED, action="Vänta."), Act.END, "Åtgärdad"),
        (planned(status=Status.COMPLETED, action="Vänta."), Act.END, "Avslutad"),
        (planned(status=Status.CANCELLED, action="Vänta."), Act.CANCEL, "Inställd"),
        (incident(action="Vänta.", time="kl 5"), Act.WITHDRAW, "Indragen"),
    ],
)
def test_what_is_over_asks_for_nothing(what: Content, act: Act, lead: str) -> None:
    words = mail(what, act, "Därför.")
    assert words.text.startswith(f"{lead}\n\n")
    assert "Därför." in words.text
    assert "Vänta." not in words.text + words.html
    assert "Nästa besked" not in words.text


def test_a_withdrawn_notice_states_no_time() -> None:
    assert "Tid:" not in mail(incident(time="kl 5"), Act.WITHDRAW, "Fel.").text


def test_a_mail_that_is_read_later_knows_which_night_it_was() -> None:
    assert "i natt (natten mot onsdag 11 mars 2026)" in mail(planned(time="i natt")).text


def test_the_test_environment_says_so_in_subject_and_text() -> None:
    words = mail(content("Testmiljön stängs", environment=Environment.TEST, kind=Kind.PLANNED))
    assert words.subject == "[Driftinformation] TEST: Testmiljön stängs"
    assert "testmiljön" in words.text
    assert "testmiljön" in words.html


def test_nothing_in_a_notice_becomes_markup() -> None:
    words = mail(incident("<host>.crt & <script>", body="Se <host>.crt", action="<b>Vänta</b>"))
    page = BeautifulSoup(words.html, "html.parser")
    assert not page.select("script, host, b")
    assert "<host>.crt & <script>" in page.get_text()
    assert "Se <host>.crt" in words.text
