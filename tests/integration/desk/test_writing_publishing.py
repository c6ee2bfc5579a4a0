"""From a draft to its readers: reviewed, approved where another has to, called back, and exactly what was shown."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from models.alarm import Alarm
from models.delivery import Broadcast
from models.draft import Draft
from models.operator import Role
from models.registration import Channel, Registration, Source
from notices import clock
from notices.database import Database
from notices.site.site import Site
from tests.integration.desk.conftest import Later, MakeApplication
from tests.integration.desk.drafting import begin, files_late, let_out, publish, save, text_of
from tests.people_at_the_desk import Browser, let_in


@pytest.fixture
def drawn(make: MakeApplication, later: Later) -> Flask:
    """The application with its public pages."""
    return make(drawn=True)


@pytest.fixture
def anna(app: Flask, later: Later) -> Browser:
    return let_in(app)


@pytest.fixture
def phones(database: Database) -> int:
    """How many are registered for SMS."""
    with database.writing() as session:
        for number in range(412):
            session.add(
                Registration(
                    channel=Channel.SMS,
                    address_hash=str(number),
                    address=b"",
                    source=Source.KEYWORD,
                    started_at=clock.now(),
                )
            )
    return 412


def state(database: Database) -> str:
    with database.reading() as session:
        return session.scalars(select(Draft)).one().state.value


def test_what_is_published_is_exactly_what_was_shown(
    drawn: Flask, database: Database, phones: int, later: Later
) -> None:
    app, anna = drawn, let_in(drawn)
    draft = files_late(anna)
    shown, whole = anna.get(draft).text, text_of(anna.get(f"{draft}/sida").text)
    assert publish(anna, draft).headers["Location"] == draft
    let_out(app)
    assert "Ta tillbaka" in anna.get(draft).text  # nothing leaves before its moment
    later(seconds=10)
    let_out(app)
    gone = anna.get(draft)
    assert (gone.status_code, gone.headers["Location"]) == (303, "/desk/notiser/1")
    site: Site = app.extensions["site"]
    site.catch_up(clock.now())
    page = app.test_client().get(f"/notiser/{site.snapshot.notices[1].slug}").text
    assert whole == f"Så här blir sidan. Inget är publicerat än. {text_of(page)}"
    with database.reading() as session:
        text = session.scalars(select(Broadcast.text)).one()
    assert f'<p class="sms">{text}</p>' in shown
    feed = app.test_client().get("/flode.json").json
    assert feed
    assert feed["items"][0]["content_html"] in shown


def test_the_page_of_review_says_to_how_many_at_what_price_and_must_be_confirmed(
    anna: Browser, database: Database, phones: int
) -> None:
    draft = files_late(anna)
    review = text_of(anna.get(f"{draft}/granska").text)
    assert "Till 412 telefoner (ca 190 kr)" in review
    assert "Sms: 412 telefoner, ca 190 kr" in review
    answer = publish(anna, draft, bekraftat=[])
    assert answer.status_code == 422
    assert "Läs igenom det, och kryssa" in text_of(answer.text)
    assert state(database) == "open"
    assert publish(anna, draft).status_code == 303
    assert state(database) == "leaving"


def test_channels_that_are_not_chosen_are_not_used(
    app: Flask, anna: Browser, database: Database, phones: int, later: Later
) -> None:
    publish(anna, draft := files_late(anna), kanal=[])
    assert "Ingen får sms eller e-post" in text_of(anna.get(draft).text)
    later(seconds=11)
    let_out(app)
    with database.reading() as session:
        assert session.scalars(select(Broadcast)).all() == []


def test_in_the_quiet_hours_it_says_when_the_sms_leaves(app: Flask, phones: int, later: Later) -> None:
    later(hours=15)
    anna = let_in(app)
    draft = begin(anna, typ="planned")
    save(anna, draft, title="Underhåll", time="14 mars kl 18–20", impact="disruption", gor="granska")
    assert "Sms går ut onsdag 11 mars 2026 kl 07.00" in text_of(anna.get(f"{draft}/granska").text)
    assert "Sms går ut" not in text_of(anna.get(f"{files_late(anna)}/granska").text)  # what has happened wakes people


def test_it_can_be_called_back_until_it_leaves_and_no_word_is_lost(
    app: Flask, anna: Browser, database: Database, later: Later
) -> None:
    publish(anna, draft := files_late(anna))
    leaving = anna.get(draft).text
    assert "Publiceras om 10 sekunder" in text_of(leaving)
    assert '<noscript><meta http-equiv="refresh" content="12"></noscript>' in leaving
    later(seconds=9)
    anna.post(f"{draft}/aterkallelse")
    later(minutes=5)
    let_out(app)
    assert state(database) == "open"
    assert 'value="kl 9"' in anna.get(draft).text
    publish(anna, draft)
    later(seconds=10)
    let_out(app)
    too_late = anna.post(f"{draft}/aterkallelse")
    assert too_late.status_code == 409
    assert "redan publicerat" in text_of(too_late.text)


def test_it_leaves_at_the_time_that_was_chosen(app: Flask, anna: Browser, database: Database, later: Later) -> None:
    draft = files_late(anna)
    for written, said in (
        ("i morgon", "Skriv ett klockslag"),
        ("kl 5", "redan varit"),
        ("när det passar", "när det passar"),
    ):
        answer = publish(anna, draft, nar="tid", tid=written)
        assert answer.status_code == 422
        assert said in text_of(answer.text)
        assert f'name="tid" value="{written}"' in answer.text
    publish(anna, draft, nar="tid", tid="kl 18")
    assert "Publiceras tisdag 10 mars 2026 kl 18.00" in text_of(anna.get(draft).text)
    assert "http-equiv" not in anna.get(draft).text
    assert "Publiceras tisdag 10 mars 2026 kl 18.00" in text_of(anna.get("/desk").text)
    later(hours=11)
    let_out(app)
    assert state(database) == "leaving"
    later(minutes=41)
    let_out(app)
    assert state(database) == "published"


def test_what_was_chosen_stands_when_a_draft_is_called_back(anna: Browser) -> None:
    draft = files_late(anna)
    publish(anna, draft, kanal=[], nar="tid", tid="kl 18")
    anna.post(f"{draft}/aterkallelse")
    review = anna.get(f"{draft}/granska").text
    assert 'value="10 mars kl 18.00"' in review
    assert "Publicerad tisdag 10 mars 2026 kl 18.00" in text_of(review)
    assert not re.search(r'name="kanal" value="sms" checked', review)


def test_nobody_publishes_what_others_have_changed_since_it_was_read(app: Flask, anna: Browser) -> None:
    draft = files_late(anna)
    anna.get(f"{draft}/granska")
    save(let_in(app, "Britta Ek"), draft, title="Brittas rubrik", gor="spara")
    answer = publish(anna, draft, version=1)
    assert answer.status_code == 422
    assert "Någon annan har ändrat utkastet" in text_of(answer.text)
    assert "Brittas rubrik" in answer.text


def test_what_stops_has_to_be_put_right_first(anna: Browser, database: Database) -> None:
    draft = files_late(anna)
    save(anna, draft, body="Arbetet görs helgen 12–13 mars.", gor="granska")
    review = anna.get(f"{draft}/granska").text
    assert "Måste rättas." in text_of(review)
    answer = publish(anna, draft)
    assert answer.status_code == 422
    assert "Något måste rättas först" in text_of(answer.text)
    press = re.search(r'name="byt" value="([^"]+)"', review)
    assert press
    answer = save(anna, draft, byt='["body", "helgen 12–13 mars", "helgen 14–15 mars"]', gor="granska")
    assert answer.headers["Location"] == f"{draft}/granska"
    assert publish(anna, draft).status_code == 303


def test_a_link_of_our_own_that_leads_nowhere_is_remarked_on(drawn: Flask) -> None:
    anna = let_in(drawn)
    draft = files_late(anna)
    body = "Se http://localhost:8000/finns-inte och http://localhost:8000/om och http://localhost:8000/sok?q=x."
    save(anna, draft, body=body, gor="spara")
    said = text_of(anna.get(draft).text)
    assert "Länken http://localhost:8000/finns-inte svarar inte (sidan finns inte)" in said
    assert said.count("svarar inte") == 1


def test_an_editor_asks_and_a_publisher_approves(app: Flask, anna: Browser, database: Database, later: Later) -> None:
    eva = let_in(app, "Eva Dal", Role.EDITOR)
    draft = files_late(eva)
    assert "Be om godkännande" in text_of(eva.get(f"{draft}/granska").text)
    publish(eva, draft)
    assert state(database) == "awaiting_approval"
    waiting = eva.get(draft).text
    assert "Godkänn och publicera" not in waiting
    assert "Ta tillbaka för att ändra" in waiting
    assert eva.post(f"{draft}/godkannande").status_code == 403
    assert "Eva Dal bad om det" in text_of(anna.get("/desk").text)
    anna.get(draft)
    anna.post(f"{draft}/godkannande")
    assert state(database) == "leaving"
    later(seconds=11)
    let_out(app)
    assert state(database) == "published"


def release(anna: Browser) -> str:
    """A draft that another publisher has to approve."""
    draft = begin(anna, typ="release")
    save(anna, draft, title="Schemaversion 4.0", body="Ny version.", gor="granska")
    publish(anna, draft)
    return draft


def test_a_publisher_does_not_approve_what_is_their_own_and_another_may_hand_it_back(
    app: Flask, anna: Browser, database: Database
) -> None:
    draft = release(anna)
    assert "Godkänn och publicera" not in anna.get(draft).text
    own = anna.post(f"{draft}/godkannande")
    assert own.status_code == 409
    assert "kan inte själv godkänna" in text_of(own.text)
    britta = let_in(app, "Britta Ek")
    assert "Godkänn och publicera" in britta.get(draft).text
    britta.post(f"{draft}/upptagning", varfor="Datumet saknas.")
    assert "Utkastet kom tillbaka. Britta Ek: Datumet saknas." in text_of(anna.get(draft).text)
    assert "Kom tillbaka." in text_of(anna.get("/desk").text)


def test_an_emergency_passes_by_approval_with_a_reason_that_those_on_call_are_told(
    anna: Browser, database: Database
) -> None:
    draft = release(anna)
    assert "Det kan inte vänta på godkännande" in text_of(anna.get(draft).text)
    anna.get(f"{draft}/nodlage")
    refused = anna.post(f"{draft}/nodlage", varfor=" ")
    assert refused.status_code == 422
    assert "Skriv varför det inte kan vänta" in text_of(refused.text)
    anna.post(f"{draft}/nodlage", varfor="Ingen annan svarar.")
    assert state(database) == "leaving"
    with database.reading() as session:
        assert "Skäl: Ingen annan svarar." in session.scalars(select(Alarm.what)).one()
