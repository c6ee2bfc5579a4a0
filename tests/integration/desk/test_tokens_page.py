"""Programs' keys, made and taken back at the desk."""

import re

import pytest
from flask import Flask

from models.operator import Role
from tests.integration.desk.conftest import Later
from tests.people_at_the_desk import Browser, choose_password, let_in

TOKENS = "/desk/installningar/nycklar"


@pytest.fixture
def anna(app: Flask, later: Later) -> Browser:
    """An administrator who has just shown who she is."""
    browser = let_in(app, role=Role.ADMINISTRATOR)
    choose_password(browser)
    browser.get(TOKENS)
    return browser


def test_a_token_is_shown_once_opens_what_was_chosen_and_is_taken_back(app: Flask, anna: Browser) -> None:
    scopes = ["notices:draft", "deliveries:read"]
    made = anna.post(TOKENS, namn="larm-till-chatt", omfattning=scopes, dagar="30")
    key = re.search(r"<code>(drift_[\w-]+)</code>", made.text)
    assert key, made.text
    page = anna.get(TOKENS).text
    assert key[1] not in page
    assert "larm-till-chatt" in page
    assert "notices:draft, deliveries:read" in page
    assert "9 april 2026" in page
    program = app.test_client()
    shown = {"Authorization": f"Bearer {key[1]}"}
    assert program.get("/api/v1/drafts", headers=shown).status_code == 200
    assert program.post("/api/v1/notices", json={}, headers=shown).status_code == 403
    assert anna.post(f"{TOKENS}/aterkallelse", namn="larm-till-chatt").status_code == 303
    assert program.get("/api/v1/drafts", headers=shown).status_code == 401
    page = anna.get(TOKENS).text
    assert "Återkallad" in page
    assert "Återkalla<" not in page
    log = anna.get("/desk/logg").text
    for words in ("Nyckel för program skapad: Nyckel för program 1", "Nyckel för program återkallad"):
        assert words in log
    assert key[1] not in log
    assert log.count("från 127.0.0.1") >= 2


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"namn": "Stor Bokstav", "omfattning": "notices:draft"}, "Namnet får ha små bokstäver"),
        ({"namn": "chatt"}, "Välj vad nyckeln öppnar"),
        ({"namn": "chatt", "omfattning": "allt"}, "Välj vad nyckeln öppnar"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_chosen_stands(anna: Browser, fields: dict[str, str], said: str) -> None:
    answer = anna.post(TOKENS, dagar="180", **fields)
    assert answer.status_code == 422
    assert said in answer.text
    assert '<option value="180" selected>' in answer.text
    assert f'value="{fields["namn"]}"' in answer.text
    assert "Inget program har någon nyckel." in answer.text


def test_only_administrators_who_have_shown_who_they_are_make_and_see_tokens(
    app: Flask, anna: Browser, later: Later
) -> None:
    britta = let_in(app, "Britta Ek")
    assert britta.get(TOKENS).status_code == 403
    assert britta.post(TOKENS, namn="chatt", omfattning="notices:publish").status_code == 403
    later(minutes=21)
    assert anna.get(TOKENS).headers["Location"].startswith("/desk/bekrafta?")
    anna.get("/desk/konto")
    assert anna.post(TOKENS, namn="tjuv", omfattning="notices:publish").status_code == 403
    assert anna.post(f"{TOKENS}/aterkallelse", namn="x").status_code == 403
