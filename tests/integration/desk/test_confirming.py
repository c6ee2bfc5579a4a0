"""Before what harms most, one shows again who one is, and loses nothing of what one was about to do."""

import pytest
from flask import Flask

from models.operator import Role
from tests.integration.desk.conftest import Later
from tests.people_at_the_desk import PASSWORD, App, Browser, choose_password, let_in

NEW, LIST = "/desk/operatorer/ny", "/desk/operatorer"


@pytest.fixture
def administrator(app: Flask, later: Later) -> tuple[Browser, App]:
    """An administrator who has just chosen what she signs in with."""
    anna = let_in(app, role=Role.ADMINISTRATOR)
    phone, _ = choose_password(anna)
    return anna, phone


def test_for_ten_minutes_it_is_known_who_it_is_and_then_it_is_asked(
    administrator: tuple[Browser, App], later: Later
) -> None:
    anna, phone = administrator
    later(minutes=9)
    assert anna.get(NEW).status_code == 200
    later(minutes=2)
    asked = anna.get(f"{NEW}?a=b")
    assert (asked.status_code, asked.headers["Location"]) == (302, f"/desk/bekrafta?vidare={NEW}%3Fa%3Db")
    anna.get(asked.headers["Location"])
    wrong = anna.post("/desk/bekrafta", losenord="fel lösenord", kod=phone.code(), vidare=NEW)
    assert wrong.status_code == 401
    assert "stämmer inte" in wrong.text
    shown = anna.post("/desk/bekrafta", losenord=PASSWORD, kod=phone.code(), vidare=NEW)
    assert (shown.status_code, shown.headers["Location"]) == (303, NEW)
    assert anna.get(NEW).status_code == 200


def test_whoever_was_shown_the_form_has_time_to_fill_it_in(administrator: tuple[Browser, App], later: Later) -> None:
    anna, _ = administrator
    later(minutes=9)
    anna.get(NEW)
    later(minutes=9)
    added = anna.post(LIST, namn="Britta Ek", roll="editor")
    assert added.status_code == 200
    assert "/desk/inbjudan?kod=" in added.text
    later(minutes=3)
    refused = anna.post(LIST, namn="Carl", roll="editor")
    assert refused.status_code == 403
    assert "Visa igen att det är du" in refused.text
    assert "Carl" not in anna.get(LIST).text


def test_the_name_is_the_sessions_own_whatever_is_posted(
    app: Flask, administrator: tuple[Browser, App], later: Later
) -> None:
    anna, _ = administrator
    britta = let_in(app, "Britta Ek", Role.ADMINISTRATOR)
    phone, _ = choose_password(britta, "brittas egna långa ord")
    later(minutes=11)
    anna.get("/desk/konto")
    answer = anna.post("/desk/bekrafta", namn="Britta Ek", losenord="brittas egna långa ord", kod=phone.code())
    assert answer.status_code == 401


def test_guessing_here_is_slowed_down_as_at_the_door(administrator: tuple[Browser, App], later: Later) -> None:
    anna, _ = administrator
    later(minutes=11)
    anna.get("/desk/konto")
    answers = [anna.post("/desk/bekrafta", losenord="en gissning", kod="0").status_code for _ in range(11)]
    assert answers == [401] * 10 + [429]


def test_who_has_nothing_to_show_it_with_is_told_to_choose_something(app: Flask) -> None:
    anna = let_in(app, role=Role.ADMINISTRATOR)
    for path in (NEW, f"{LIST}/1"):
        answer = anna.get(path)
        assert answer.status_code == 403
        assert "Välj först hur du loggar in" in answer.text


def test_a_thief_with_an_open_browser_cannot_change_how_its_owner_signs_in(
    administrator: tuple[Browser, App], later: Later
) -> None:
    anna, _ = administrator
    later(minutes=21)
    anna.get("/desk/konto")
    for path in ("losenord", "koder", "aterstallningskoder"):
        assert anna.get(f"/desk/konto/{path}").headers["Location"].startswith("/desk/bekrafta?")
        assert anna.post(f"/desk/konto/{path}", losenord="x" * 12, igen="x" * 12).status_code == 403
    for path in ("nycklar/fraga", "nycklar", "nycklar/1/borttagning"):
        assert anna.post(f"/desk/konto/{path}").status_code == 403
