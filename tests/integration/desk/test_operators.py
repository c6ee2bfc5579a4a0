"""Administrators add operators and decide who may what, at the desk and from the command line."""

import re
from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask

from models.operator import Role
from tests.people_at_the_desk import Browser, choose_password, let_in

LIST = "/desk/operatorer"
Run = Callable[..., str]


@pytest.fixture
def anna(app: Flask) -> Browser:
    """An administrator who can show who she is."""
    browser = let_in(app, role=Role.ADMINISTRATOR)
    choose_password(browser)
    return browser


@pytest.fixture
def run(app: Flask) -> Run:
    """Runs `operator …` and gives what it said; AssertionError where it fails, unless `fails`."""

    def run_command(*arguments: str, fails: bool = False) -> str:
        done: Result = app.test_cli_runner().invoke(args=["operator", *arguments])
        assert (done.exit_code != 0) is fails, done.output
        return done.output

    return run_command


def come_in(app: Flask, text: str) -> Browser:
    """By the address that a page or a command shows."""
    browser = Browser(app.test_client())
    found = re.search(r"http://localhost:8000/desk/inbjudan\?kod=([\w-]+)", text)
    assert found, text
    assert browser.post("/desk/inbjudan", kod=found[1]).status_code == 303
    browser.get("/desk/konto")
    return browser


def test_somebody_is_added_at_the_desk_and_comes_in(app: Flask, anna: Browser) -> None:
    anna.get(f"{LIST}/ny")
    britta = come_in(app, anna.post(LIST, namn="Britta <Ek>", roll="publisher").text)
    assert "Publicist" in britta.get("/desk/konto").text
    assert "Britta &lt;Ek&gt;" in anna.get(LIST).text
    taken = anna.post(LIST, namn="britta <ek>", roll="editor")
    assert taken.status_code == 400
    assert "Det finns redan en operatör" in taken.text
    assert anna.post(LIST, namn="Carl", roll="chef").status_code == 400
    assert "Skriv ett namn" in anna.post(LIST, namn=" ", roll="editor").text


def test_a_role_holds_from_the_next_page_on(app: Flask, anna: Browser) -> None:
    britta = let_in(app, "Britta Ek", Role.ADMINISTRATOR)
    assert britta.get(LIST).status_code == 200
    anna.get(f"{LIST}/2")
    anna.post(f"{LIST}/2/roll", roll="editor")
    assert britta.get(LIST).status_code == 403
    refused = anna.post(f"{LIST}/1/roll", roll="publisher")
    assert refused.status_code == 400
    assert "den enda administratören" in refused.text
    assert anna.get(LIST).status_code == 200


def test_whoever_leaves_is_out_and_can_be_let_in_again(app: Flask, anna: Browser) -> None:
    britta = let_in(app, "Britta Ek")
    anna.get(f"{LIST}/2")
    anna.post(f"{LIST}/2/avstangning")
    assert britta.get("/desk/konto").status_code == 302
    assert "avstängd" in anna.get(LIST).text
    anna.post(f"{LIST}/2/avstangning/slut")
    assert "avstängd" not in anna.get(LIST).text
    assert "den enda administratören" in anna.post(f"{LIST}/1/avstangning").text


def test_whoever_lost_everything_gets_a_new_address_and_the_old_ways_end(app: Flask, anna: Browser) -> None:
    britta = let_in(app, "Britta Ek")
    choose_password(britta)
    anna.get(f"{LIST}/2")
    again = come_in(app, anna.post(f"{LIST}/2/adress").text)
    assert britta.get("/desk/konto").status_code == 302
    assert "Du kan inte logga in igen än" in again.get("/desk/konto").text
    assert anna.get(f"{LIST}/99").status_code == 404


def test_the_commands_do_the_same(app: Flask, run: Run) -> None:
    britta = come_in(app, run("add", "Britta Ek", "--role", "administratör"))
    said = run("add", "Carl Dal", "--role", "redaktör").splitlines()
    assert said[0] == "Adressen gäller en gång, i 24 timmar. Ge den bara till Carl Dal:"
    choose_password(britta)
    assert run("list").splitlines() == [
        "Britta Ek  administratör, kan logga in",
        "Carl Dal  redaktör, har inget att logga in med",
    ]
    assert run("role", "carl dal", "publicist") == "Carl Dal är publicist.\n"
    carl = come_in(app, run("reset", "Carl Dal"))
    assert run("disable", "CARL DAL") == "Carl Dal är avstängd och utloggad.\n"
    assert carl.get("/desk/konto").status_code == 302
    assert "Carl Dal  publicist, avstängd sedan 20" in run("list")
    assert run("enable", "Carl Dal") == "Carl Dal kan logga in igen.\n"
    assert "Ingen operatör heter 'Dana'" in run("role", "Dana", "publicist", fails=True)
    assert "den enda administratören" in run("disable", "Britta Ek", fails=True)
    assert "Rollen ska vara" in run("add", "Dana", "--role", "chef", fails=True)
    assert "Det finns redan" in run("add", "Britta Ek", "--role", "redaktör", fails=True)


def test_new_recovery_codes_need_a_password_to_go_with(app: Flask) -> None:
    britta = let_in(app, "Britta Ek")
    refused = britta.post("/desk/konto/aterstallningskoder")
    assert refused.status_code == 400
    assert "Välj ett lösenord först" in refused.text
