"""The log as people read it, and what it says when somebody has touched it."""

import json
import re

import pytest
from flask import Flask
from sqlalchemy import text

from models.operator import Role
from notices.database import Database
from notices.web.desk.log_subjects import address_of, in_words, read
from notices.web.desk.shown import find_notice
from tests.factories import Desk, incident
from tests.integration.desk.conftest import Later
from tests.people_at_the_desk import Browser, let_in

LOG = "/desk/logg"


@pytest.fixture
def anna(app: Flask, later: Later) -> Browser:
    return let_in(app, role=Role.ADMINISTRATOR)


def test_it_says_who_did_what_when_from_where_and_what_changed(anna: Browser, database: Database) -> None:
    number = Desk(database).publish(incident(body="Filerna väntas kl 7."))
    with Desk(database).act() as act:
        act.correct(find_notice(act.session, number), incident(body="Filerna väntas kl 9."), "Fel klockslag.")
    page = anna.get(f"{LOG}?om=notis+{number}").text
    assert f'<a href="/desk/notiser/{number}">Notis {number}</a>' in page
    assert "tisdag 10 mars 2026 kl 06.20" in page
    assert "<del>7.</del>" in page
    assert "<ins>9.</ins>" in page
    assert "Fel klockslag." in page
    assert "från 127.0.0.1" in anna.get(f"{LOG}?vad=sign_in").text


def test_it_is_filtered_by_person_act_and_subject_and_goes_on_over_pages(
    app: Flask, anna: Browser, database: Database
) -> None:
    let_in(app, "Britta Ek")
    only = re.findall(r"<h2>(.*?): ", anna.get(f"{LOG}?vem=Britta+Ek").text)
    assert only == ["Inloggning"]
    with Desk(database).act() as act:
        for index in range(55):
            act.publish(incident(f"Fel {index}"))
    first = anna.get(f"{LOG}?vad=publish")
    assert first.text.count('class="entry-row"') == 50
    assert "vad=publish&amp;fore=" in first.text
    onward = first.text.split('class="onward"><a href="')[1].split('"')[0].replace("&amp;", "&")
    assert anna.get(onward).text.count('class="entry-row"') == 5
    assert "Inget i loggen stämmer med det." in anna.get(f"{LOG}?vem=Ingen").text


def test_the_proof_says_that_it_is_whole_or_names_the_first_entry_that_was_touched(
    anna: Browser, database: Database
) -> None:
    Desk(database).publish(incident())
    whole = anna.get(f"{LOG}/kontroll").text
    assert "Loggen är orörd" in whole
    with database.writing() as session:
        for name in session.scalars(text("SELECT name FROM sqlite_master WHERE type='trigger'")).all():
            session.execute(text(f'DROP TRIGGER "{name}"'))
        session.execute(text("UPDATE audit_entry SET actor = 'Ingen' WHERE position = 2"))
    touched = anna.get(f"{LOG}/kontroll").text
    assert "Loggen är rörd" in touched
    assert "Händelse 2 " in touched


def test_an_administrator_takes_a_copy_and_that_stands_in_it(app: Flask, anna: Browser, database: Database) -> None:
    answer = anna.post(f"{LOG}/kopia")
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert [line["position"] for line in lines] == list(range(1, len(lines) + 1))
    assert (lines[-1]["act"], lines[-1]["actor"]) == ("export", "Anna Berg")
    britta = let_in(app, "Britta Ek")
    assert britta.post(f"{LOG}/kopia").status_code == 403
    assert f"{LOG}/kopia" not in britta.get(LOG).text


def test_subjects_are_read_as_people_write_them() -> None:
    assert [read(words) for words in ("notis 7", "Utkast 3", "notice:7", "on_call")] == [
        "notice:7", "draft:3", "notice:7", "on_call",
    ]  # fmt: skip
    assert in_words("registration:4,9") == ("Prenumerant", "4,9")
    assert address_of("registration:4,9", Role.PUBLISHER) == "/desk/prenumeranter/4"
    assert address_of("registration:4,9", Role.EDITOR) == ""
    nowhere = ("operator:okänd", "alarm:3", "audit")
    assert [address_of(subject, Role.ADMINISTRATOR) for subject in nowhere] == ["", "", ""]
