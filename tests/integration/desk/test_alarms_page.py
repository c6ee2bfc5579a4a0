"""What somebody on call has to see to, who they are, and who decided that."""

import re

import pytest
from flask import Flask

from models.operator import Role
from notices import clock
from notices.alarms import close, raise_alarm
from notices.database import Database
from tests.integration.desk.conftest import Later, MakeApplication
from tests.people_at_the_desk import Browser, choose_password, let_in

ALARMS, ON_CALL = "/desk/larm", "/desk/larm/jour"


@pytest.fixture
def anna(app: Flask, later: Later) -> Browser:
    """An administrator who has just shown who she is."""
    browser = let_in(app, role=Role.ADMINISTRATOR)
    choose_password(browser)
    browser.get(ALARMS)
    return browser


def alarm(database: Database, key: str = "overdue:1:next_word") -> int:
    with database.writing() as session:
        what = "Nästa besked om ”Filerna är sena” skulle ha kommit kl 06.00."
        return raise_alarm(session, key, what, "http://localhost:8000/n/ab12c", clock.now()).id


def test_an_alarm_is_taken_by_one_and_everybody_sees_by_whom(app: Flask, anna: Browser, database: Database) -> None:
    number = alarm(database)
    page = anna.get(ALARMS).text
    assert "Ett larm pågår" in page
    assert "Inte sagt till någon än." in page
    assert anna.post(f"{ALARMS}/{number}/tagning").status_code == 303
    eva = let_in(app, "Eva", Role.EDITOR)
    assert "Taget av Anna Berg" in eva.get(ALARMS).text
    late = eva.post(f"{ALARMS}/{number}/tagning")
    assert (late.status_code, "har redan tagits av Anna Berg" in late.text) == (409, True)
    assert "<h2>Larm taget: " in eva.get("/desk/logg?om=larm+1").text


def test_what_is_over_stands_a_while_with_the_reason(anna: Browser, database: Database) -> None:
    alarm(database)
    with database.writing() as session:
        close(session, "overdue:1:next_word", clock.now(), "Notisen har fått sitt besked.")
    page = anna.get(ALARMS).text
    assert "Inga larm pågår" in page
    assert "Notisen har fått sitt besked." in page
    assert anna.post(f"{ALARMS}/99/tagning").status_code == 404


def test_the_list_begins_with_those_of_the_environment_and_ends_with_them_again(
    make: MakeApplication, later: Later
) -> None:
    app = make(on_call="Bo=+46701740610")
    anna = let_in(app, role=Role.ADMINISTRATOR)
    choose_password(anna)
    assert "ON_CALL nämner får larm" in anna.get(ON_CALL).text
    assert anna.post(ON_CALL, namn="Carin", adress="070-174 06 11").status_code == 303
    page = anna.get(ON_CALL).text
    assert "+4670…10" in page
    assert "+4670…11" in page
    assert "+46701740611" not in page
    for digest in re.findall(r'name="vem" value="(\w+)"', page):
        assert anna.post(f"{ON_CALL}/borttagning", vem=digest).status_code == 303
    page = anna.get(ON_CALL).text
    assert "ON_CALL nämner får larm" in page
    assert "Vilka som har haft jour" in page
    assert page.count("(Anna Berg)") == 4
    log = anna.get("/desk/logg?vad=set_on_call").text
    assert log.count("<h2>Jourlistan ändrad: ") == 3
    assert "Carin +4670…11" in log
    assert "+46701740611" not in log


def test_an_address_that_is_none_is_not_taken_and_not_repeated(anna: Browser) -> None:
    answer = anna.post(ON_CALL, namn="Carin", adress="12345")
    assert answer.status_code == 422
    assert "inget telefonnummer" in answer.text
    assert "12345" not in answer.text
    nothing = anna.post(f"{ON_CALL}/borttagning", vem="x")
    assert nothing.status_code == 409


def test_only_an_administrator_who_has_shown_who_it_is_changes_the_list(
    app: Flask, anna: Browser, later: Later
) -> None:
    britta = let_in(app, "Britta Ek")
    assert britta.get(ON_CALL).status_code == 403
    assert britta.post(ON_CALL, namn="Britta", adress="0701740612").status_code == 403
    later(minutes=11)
    assert anna.get(ON_CALL).headers["Location"].startswith("/desk/bekrafta?")
    later(minutes=10)
    anna.get(ALARMS)
    assert anna.post(ON_CALL, namn="Tjuv", adress="0701740613").status_code == 403
    assert anna.post(f"{ON_CALL}/borttagning", vem="x").status_code == 403
