"""Signing in by name, password and code."""

import unicodedata

import pytest
from flask import Flask
from sqlalchemy import select, update

from models.audit import AuditEntry
from models.operator import Operator
from models.sign_in import DeskSession, RecoveryCode
from notices import clock
from notices.database import Database
from notices.operators.events import Doer
from notices.operators.roster import Roster
from notices.secrecy import Secrecy
from tests.integration.desk.conftest import Later, MakeApplication
from tests.people_at_the_desk import PASSWORD, SECRET, App, Browser, let_in, sign_in

SIGN_IN = "/desk/logga-in"


def test_name_password_and_code_let_in_and_each_code_only_once(
    app: Flask, anna_signs_in: tuple[App, list[str]], later: Later
) -> None:
    phone, _ = anna_signs_in
    code = phone.code()
    # Written in another way, the name is the same name; and so is a password from another keyboard.
    browser, answer = sign_in(app, code, " anna  BERG ", unicodedata.normalize("NFD", PASSWORD))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk")
    assert "Anna Berg" in browser.get("/desk/konto").text
    assert sign_in(app, code)[1].status_code == 401
    later(seconds=30)
    assert sign_in(app, code)[1].status_code == 401  # the code before this one: used
    assert sign_in(app, phone.code())[1].status_code == 303


def test_whatever_is_wrong_the_answer_is_the_same(app: Flask, anna_signs_in: tuple[App, list[str]]) -> None:
    phone, _ = anna_signs_in
    code = phone.code()
    nobody = sign_in(app, code, "Nobody")[1]
    wrong_password = sign_in(app, code, password="helt fel lösenord")[1]
    wrong_code = sign_in(app, "000000")[1]
    assert {one.status_code for one in (nobody, wrong_password, wrong_code)} == {401}
    assert nobody.text.replace("Nobody", "Anna Berg") == wrong_password.text == wrong_code.text
    assert "stämmer inte" in nobody.text
    assert not any("Set-Cookie" in one.headers for one in (nobody, wrong_password, wrong_code))


def test_a_recovery_code_stands_in_for_the_telephone_once(
    app: Flask, database: Database, anna_signs_in: tuple[App, list[str]]
) -> None:
    _, codes = anna_signs_in
    assert len(codes) == len(set(codes)) == 10
    with database.reading() as session:
        kept = session.scalars(select(RecoveryCode.code_hash)).all()
    assert not {code.replace("-", "") for code in codes} & set(kept)
    assert sign_in(app, codes[3].upper().replace("-", " "))[1].status_code == 303
    assert sign_in(app, codes[3])[1].status_code == 401
    browser, _ = sign_in(app, codes[4])
    assert "8 återställningskoder kvar" in browser.get("/desk/konto").text
    shown = browser.post("/desk/konto/aterstallningskoder").text
    assert shown.count("<li><code>") == 10
    assert sign_in(app, codes[5])[1].status_code == 401


def test_whoever_is_disabled_is_out_at_once_and_stays_out(
    app: Flask, database: Database, anna_signs_in: tuple[App, list[str]]
) -> None:
    phone, _ = anna_signs_in
    let_in(app, "Britta Ek")
    browser, _ = sign_in(app, phone.code())
    with database.writing() as session:
        roster = Roster(session, Secrecy.of(SECRET), Doer("test"), clock.now())
        roster.disable(roster.find("anna berg"))
    assert browser.get("/desk/konto").status_code == 302
    assert sign_in(app, phone.code())[1].status_code == 401


def test_whoever_is_disabled_in_the_very_moment_of_signing_in_is_out(app: Flask, database: Database) -> None:
    anna = let_in(app)
    with database.writing() as session:
        session.execute(update(Operator).values(disabled_at=clock.now()))
    assert anna.get("/desk/konto").status_code == 302


def test_one_goes_on_to_where_one_was_going_and_never_to_another_site(
    app: Flask, anna_signs_in: tuple[App, list[str]], later: Later
) -> None:
    phone, _ = anna_signs_in
    asked = Browser(app.test_client()).get("/desk/konto/koder?a=1")
    assert (asked.status_code, asked.headers["Location"]) == (302, f"{SIGN_IN}?vidare=/desk/konto/koder%3Fa%3D1")
    assert asked.headers["Cache-Control"] == "no-store"
    assert 'value="/desk/konto/koder?a=1"' in Browser(app.test_client()).get(asked.headers["Location"]).text
    wanted = [
        "/desk/konto/koder?a=1",
        "https://evil.example",
        "//evil.example/desk",
        "/deskant",
        "/desk/\\evil",
        "/desk\n",
    ]
    for onward in wanted:
        later(minutes=1)
        answer = sign_in(app, phone.code(), vidare=onward)[1]
        assert answer.headers["Location"] == (onward if onward == wanted[0] else "/desk")


def test_the_cookies_are_out_of_reach_and_the_database_knows_only_their_digest(
    app: Flask, make: MakeApplication, database: Database, anna_signs_in: tuple[App, list[str]]
) -> None:
    phone, _ = anna_signs_in
    cookies = sign_in(app, phone.code())[1].headers.getlist("Set-Cookie")
    session_cookie, device = sorted(cookies, key=lambda one: one.startswith("desk-"))
    assert session_cookie.startswith("desk=")
    assert session_cookie.partition("; ")[2] == "HttpOnly; Path=/; SameSite=Lax"
    assert device.partition("; ")[2].endswith("Max-Age=15552000; HttpOnly; Path=/; SameSite=Lax")
    token = session_cookie.partition(";")[0].removeprefix("desk=")
    assert len(token) == 43
    with database.reading() as session:
        for kept in session.scalars(select(DeskSession.token_hash)):
            assert token not in kept
    secure = make(public_url="https://drift.example")
    _, codes = anna_signs_in
    for cookie in sign_in(secure, codes[0])[1].headers.getlist("Set-Cookie"):
        assert cookie.startswith("__Host-desk")
        assert "Secure; HttpOnly; Path=/; SameSite=Lax" in cookie


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    ],
)
def test_another_site_can_sign_nobody_in(
    app: Flask, anna_signs_in: tuple[App, list[str]], headers: dict[str, str]
) -> None:
    phone, _ = anna_signs_in
    browser = Browser(app.test_client(), headers=headers)
    answer = browser.post(SIGN_IN, namn="Anna Berg", losenord=PASSWORD, kod=phone.code())
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


def test_our_own_page_is_known_by_its_address_where_the_browser_says_no_more(
    app: Flask, anna_signs_in: tuple[App, list[str]]
) -> None:
    phone, _ = anna_signs_in
    browser = Browser(app.test_client(), headers={"Origin": "http://localhost:8000"})
    answer = browser.post(SIGN_IN, namn="Anna Berg", losenord=PASSWORD, kod=phone.code())
    assert answer.status_code == 303


def test_the_page_speaks_the_readers_language(app: Flask) -> None:
    english = Browser(app.test_client(), headers={"Accept-Language": "en-GB, sv;q=0.5"}).get(SIGN_IN).text
    assert "<h1>Sign in</h1>" in english
    assert "<h1>Logga in</h1>" in Browser(app.test_client()).get(SIGN_IN).text
    switched = Browser(app.test_client()).get(f"{SIGN_IN}?vidare=/desk/konto/koder&sprak=en").text
    assert "<h1>Sign in</h1>" in switched
    assert f'href="{SIGN_IN}?vidare=%2Fdesk%2Fkonto%2Fkoder&amp;sprak=sv"' in switched
    anna = let_in(app)
    anna.post("/desk/konto/sprak", sprak="en", vidare="/desk/konto")
    assert "How you sign in" in anna.get("/desk/konto").text


def test_what_happens_is_told_to_the_audit_without_what_was_typed(
    app: Flask, database: Database, anna_signs_in: tuple[App, list[str]]
) -> None:
    phone, _ = anna_signs_in
    sign_in(app, phone.code(), "lösenordet i fel ruta")
    sign_in(app, phone.code(), password="helt fel lösenord")
    sign_in(app, phone.code())
    with database.reading() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.position)).all()
        told = [(one.act, one.actor, one.subject, one.source_address) for one in entries]
        said = " ".join(f"{one.before} {one.after}" for one in entries)
    assert told == [
        ("add_operator", "test", "operator:1", None),
        ("sign_in", "Anna Berg", "operator:1", "127.0.0.1"),
        ("set_password", "Anna Berg", "operator:1", "127.0.0.1"),
        ("set_codes", "Anna Berg", "operator:1", "127.0.0.1"),
        ("sign_in_failed", "okänd", "operator:okänd", "127.0.0.1"),
        ("sign_in_failed", "okänd", "operator:1", "127.0.0.1"),
        ("sign_in", "Anna Berg", "operator:1", "127.0.0.1"),
    ]
    assert "lösenord" not in said
    assert phone.secret not in said
