"""Whoever guesses has to wait longer and longer, and nobody else has to."""

from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from models.sign_in import Lane
from notices.database import Database
from tests.integration.desk.conftest import Later
from tests.people_at_the_desk import HERE, PASSWORD, App, Browser, let_in, sign_in

OFFICE, CAFE = "198.51.100.7", "203.0.113.9"


def stranger(app: Flask, address: str) -> Browser:
    """A browser that has never been here, behind our proxy."""
    return Browser(app.test_client(), headers={**HERE, "X-Forwarded-For": address})


def guess(app: Flask, name: str = "Anna Berg", address: str = CAFE) -> TestResponse:
    return sign_in(app, "000000", name, "en gissning till", by=stranger(app, address))[1]


def test_guesses_are_slowed_down_more_and_more_with_words(app: Flask, anna_signs_in: object, later: Later) -> None:
    assert [guess(app).status_code for _ in range(6)] == [401] * 5 + [429]
    waits = []
    for _ in range(6):
        refused = guess(app)
        waits.append(int(refused.headers["Retry-After"]))
        assert f"Vänta {waits[-1]} sekunder" in refused.text
        assert refused.status_code == 429
        later(seconds=waits[-1])
        assert guess(app).status_code == 401
    assert waits == [1, 2, 4, 8, 16, 32]


def test_while_one_waits_the_right_password_is_not_heard_either(
    app: Flask, anna_signs_in: tuple[App, list[str]], later: Later
) -> None:
    phone, _ = anna_signs_in
    for _ in range(6):
        guess(app)
    for _ in range(2):
        assert sign_in(app, phone.code(), by=stranger(app, CAFE))[1].status_code == 429
    later(seconds=1)
    assert sign_in(app, phone.code(), by=stranger(app, CAFE))[1].status_code == 303
    # Having come in, she begins anew.
    assert [guess(app).status_code for _ in range(5)] == [401] * 5


def test_nobody_is_locked_out_by_what_others_do(app: Flask, anna_signs_in: tuple[App, list[str]], later: Later) -> None:
    phone, codes = anna_signs_in
    known, _ = sign_in(app, codes[0], by=stranger(app, OFFICE))
    for _ in range(60):
        guess(app)
        later(seconds=1)
    assert guess(app).status_code == 429
    # From another place she comes in as if nothing had been; so does she in the browser that is known, even from there.
    assert sign_in(app, phone.code(), by=stranger(app, OFFICE))[1].status_code == 303
    known.headers["X-Forwarded-For"] = CAFE
    known.client.delete_cookie("desk")
    assert sign_in(app, codes[1], by=known)[1].status_code == 303
    # Somebody else is no wiser for that browser's cookie: it is hers alone.
    known.client.delete_cookie("desk")
    let_in(app, "Britta Ek")
    answers = [sign_in(app, "0", "Britta Ek", "en gissning till", by=known)[1].status_code for _ in range(6)]
    assert answers[-1] == 429


def test_a_known_browser_is_slowed_down_by_its_own_failures(app: Flask, anna_signs_in: tuple[App, list[str]]) -> None:
    _, codes = anna_signs_in
    known, _ = sign_in(app, codes[0])
    answers = [sign_in(app, "000000", password="en gissning", by=known)[1].status_code for _ in range(11)]
    assert answers == [401] * 10 + [429]


def test_one_place_that_tries_many_names_is_slowed_down_as_a_whole(
    app: Flask, anna_signs_in: object, later: Later
) -> None:
    answers = [guess(app, f"Namn {n}", f"2001:db8:1:2::{n:x}").status_code for n in range(32)]
    assert answers == [401] * 30 + [429] * 2
    assert guess(app, "Namn 40", "2001:db8:1:3::1").status_code == 401
    later(days=1, seconds=1)
    assert guess(app, "Namn 41", "2001:db8:1:2::1").status_code == 401


def test_an_address_that_a_caller_makes_up_is_not_believed(app: Flask, anna_signs_in: object) -> None:
    """The proxy adds the true one last; and a caller from the open network is no proxy of ours."""
    answers = [guess(app, address=f"10.0.0.{n}, {CAFE}:470{n}").status_code for n in range(6)]
    assert answers[-1] == 429
    outside = {"REMOTE_ADDR": "11.22.33.44"}
    for n in range(6):
        form = {"namn": "Anna Berg", "losenord": "x", "kod": "0"}
        headers = {**HERE, "X-Forwarded-For": f"10.0.0.{n}"}
        answer = app.test_client().post("/desk/logga-in", data=form, headers=headers, environ_base=outside)
    assert answer.status_code == 429


def test_a_hundred_guesses_at_once_are_a_hundred(app: Flask, anna_signs_in: object) -> None:
    with ThreadPoolExecutor(8) as at_once:
        answers = list(at_once.map(lambda _: guess(app).status_code, range(16)))
    assert answers.count(401) == 5
    assert answers.count(429) == 11


def test_what_was_typed_is_not_kept_and_what_is_old_is_cleared_away(
    app: Flask, database: Database, anna_signs_in: tuple[App, list[str]], later: Later
) -> None:
    _, codes = anna_signs_in
    guess(app, "mitt lösenord i fel ruta")
    with database.reading() as session:
        assert not any("lösenord" in key or CAFE in key for key in session.scalars(select(Lane.key)))
    later(days=2)
    sign_in(app, codes[0], password=PASSWORD)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Lane)) == 2
