"""A session ends by itself, by its operator's hand, and when what they sign in with changes."""

import re

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.engine import Engine

from models.sign_in import DeskSession
from notices.database import Database
from tests.integration.desk.conftest import Later, MakeApplication
from tests.people_at_the_desk import SECRET, App, Browser, choose_password, let_in, sign_in


def is_in(browser: Browser) -> bool:
    return browser.get("/desk/konto").status_code == 200


def test_it_ends_when_it_is_not_used_and_at_last_in_any_case(app: Flask, later: Later) -> None:
    left_alone, used = let_in(app), let_in(app, "Britta Ek")
    for _ in range(12):
        later(minutes=59)
        assert is_in(used)
    assert not is_in(left_alone)
    later(minutes=13)
    assert not is_in(used)


def test_how_long_is_a_setting(make: MakeApplication, later: Later) -> None:
    app = make(desk_idle_minutes=5, desk_hours=1)
    anna = let_in(app)
    for _ in range(12):
        later(minutes=4.9)
        assert is_in(anna)
    later(minutes=1.3)
    assert not is_in(anna)


def test_where_one_is_signed_in_is_shown_and_can_be_ended_one_by_one_and_all(
    app: Flask, anna_signs_in: tuple[App, list[str]], later: Later
) -> None:
    _, codes = anna_signs_in
    browsers = [sign_in(app, code)[0] for code in codes[:4]]
    here = browsers[0]
    page = here.get("/desk/konto").text
    others = re.findall(r"/desk/konto/sessioner/(\d+)/utloggning", page)
    assert len(others) == 4  # and the one in which she chose her password
    assert page.count('class="tag"') == 1
    assert "127.0.0.1" in page
    here.post(f"/desk/konto/sessioner/{others[0]}/utloggning")
    assert [is_in(one) for one in browsers].count(False) == 1
    here.post("/desk/konto/sessioner/utloggning")
    assert [is_in(one) for one in browsers] == [True, False, False, False]


def test_nobody_ends_anothers(app: Flask, database: Database) -> None:
    anna, britta = let_in(app), let_in(app, "Britta Ek")
    with database.reading() as session:
        ids = session.scalars(select(DeskSession.id)).all()
    for id in ids:
        britta.post(f"/desk/konto/sessioner/{id}/utloggning")
    assert is_in(anna)
    assert not is_in(britta)


def test_signing_out_ends_it_for_whoever_has_copied_the_cookie_too(app: Flask) -> None:
    anna = let_in(app)
    cookie = anna.client.get_cookie("desk")
    assert cookie
    left = anna.post("/desk/logga-ut")
    assert (left.status_code, left.headers["Location"]) == (303, "/desk/logga-in")
    assert "desk=; Expires=Thu, 01 Jan 1970" in left.headers["Set-Cookie"]
    copy = Browser(app.test_client())
    copy.client.set_cookie("desk", cookie.value)
    assert not is_in(copy)


def test_a_new_password_or_a_new_app_ends_all_others(app: Flask, later: Later) -> None:
    there = let_in(app)
    phone, codes = choose_password(there)
    later(minutes=1)
    here, _ = sign_in(app, phone.code())
    here.get("/desk/konto/losenord")
    changed = here.post("/desk/konto/losenord", losenord="ett annat långt ord", igen="ett annat långt ord")
    assert changed.headers["Location"] == "/desk/konto?klart=losenord"
    assert is_in(here)
    assert not is_in(there)
    later(minutes=1)
    assert sign_in(app, phone.code())[1].status_code == 401
    there, _ = sign_in(app, codes[0], password="ett annat långt ord")
    page = here.get("/desk/konto/koder").text
    sealed, secret = re.findall(r'name="hemlighet" value="([^"]+)"|class="secret"><code>([^<]+)', page)
    new_app = App(secret[1].replace(" ", ""))
    assert here.post("/desk/konto/koder", hemlighet=sealed[0], kod="000000").status_code == 400
    assert is_in(there)
    assert here.post("/desk/konto/koder", hemlighet=sealed[0], kod=new_app.code()).status_code == 200
    assert not is_in(there)
    later(minutes=1)
    assert sign_in(app, phone.code(), password="ett annat långt ord")[1].status_code == 401
    assert sign_in(app, new_app.code(), password="ett annat långt ord")[1].status_code == 303


@pytest.mark.parametrize(
    ("password", "again", "says"),
    [("kort", "kort", "för kort"), ("ett långt lösenord", "ett annat lösenord", "inte lika")],
)
def test_what_cannot_be_chosen_is_said_and_the_app_need_not_be_set_up_again(
    app: Flask, password: str, again: str, says: str
) -> None:
    anna = let_in(app)
    first = anna.get("/desk/konto/losenord").text
    sealed = re.findall(r'name="hemlighet" value="([^"]+)"', first)[0]
    answer = anna.post("/desk/konto/losenord", losenord=password, igen=again, hemlighet=sealed, kod="0")
    assert answer.status_code == 400
    assert says in answer.text
    secret = re.compile(r'class="secret"><code>([^<]+)')
    assert secret.findall(answer.text) == secret.findall(first)
    # Somebody else's, or a made-up one, is not taken: there is a new one instead.
    for other in ("x", SECRET):
        answer = anna.post(
            "/desk/konto/losenord", losenord="ett långt lösenord", igen="ett långt lösenord", hemlighet=other
        )
        assert "för gammal" in answer.text
        assert secret.findall(answer.text) != secret.findall(first)


def test_being_seen_is_written_at_most_once_a_minute(app: Flask, database: Database, later: Later) -> None:
    anna = let_in(app)
    engine: Engine = app.extensions["site"].database.engine
    written: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: written.append(call[2]))
    for _ in range(10):
        later(seconds=20)
        anna.get("/desk/konto")
    assert len([one for one in written if one.startswith("UPDATE desk_session")]) == 3
