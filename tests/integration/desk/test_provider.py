"""Signing in through the organisation's provider: a process of its own, spoken to over HTTP."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from models.audit import AuditEntry
from models.operator import Operator, Role
from models.sign_in import DeskSession
from notices import clock
from notices.database import Database
from tests.harness.ports import free_port
from tests.integration.desk.conftest import MakeApplication
from tests.people_at_the_desk import Browser, invite, let_in
from tests.standins.oidc.running import OidcProvider

THERE = "/desk/organisation"


@pytest.fixture(scope="module")
def running() -> Iterator[OidcProvider]:
    with OidcProvider() as provider:
        yield provider


@pytest.fixture
def provider(running: OidcProvider) -> OidcProvider:
    running.order()
    return running


@pytest.fixture
def app(make: MakeApplication, provider: OidcProvider) -> Flask:
    return make(**provider.settings)


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def come_in(app: Flask, provider: OidcProvider, onward: str = "") -> tuple[Browser, TestResponse]:
    """A browser that goes there and back, and what it is answered at last."""
    browser = Browser(app.test_client())
    away = browser.get(f"{THERE}?vidare={onward}")
    assert away.status_code == 302, away.text
    return browser, browser.get(path_of(provider.visit(away.headers["Location"])))


def test_whoever_the_organisation_knows_comes_in_with_the_role_that_it_gives(
    app: Flask, provider: OidcProvider, database: Database
) -> None:
    assert "Logga in genom organisationen" in Browser(app.test_client()).get("/desk/logga-in").text
    anna, answer = come_in(app, provider, "/desk/konto?a=1")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/konto?a=1")
    assert any(one.startswith("desk-provider=;") for one in answer.headers.getlist("Set-Cookie"))
    page = anna.get("/desk/konto").text
    assert "Anna Berg" in page
    assert "Publicist" in page
    assert "Genom organisationens inloggning" in page
    provider.order(groups=["writers", "admins"])
    again, _ = come_in(app, provider)
    for browser in (anna, again):
        assert browser.get("/desk/operatorer").status_code == 200
    with database.reading() as session:
        (operator,) = session.scalars(select(Operator)).all()
        acts = session.scalars(select(AuditEntry.act).order_by(AuditEntry.position)).all()
    assert (operator.issuer, operator.subject) == (provider.issuer, "7")
    assert acts == ["add_operator", "sign_in", "change_role", "sign_in"]


def test_what_is_asked_for_is_bound_to_the_browser_that_asks(app: Flask, provider: OidcProvider) -> None:
    come_in(app, provider)
    come_in(app, provider)
    one, other = provider.asked[-2:]
    for name in ("state", "nonce", "code_challenge"):
        assert len(one[name]) >= 30
        assert one[name] != other[name]
    assert one["code_challenge_method"] == "S256"
    assert one["redirect_uri"] == "http://localhost:8000/desk/organisation/svar"
    # Another browser cannot be given somebody's answer, and an answer is of use only once.
    browser = Browser(app.test_client())
    back = path_of(provider.visit(browser.get(THERE).headers["Location"]))
    assert Browser(app.test_client()).get(back).status_code == 403
    other_browser = Browser(app.test_client())
    other_browser.get(THERE)
    assert other_browser.get(back).status_code == 403
    assert browser.get(back).status_code == 303
    assert browser.get(back).status_code == 403


@pytest.mark.parametrize(
    "fault", ["nonce", "audience", "expired", "issuer", "signature", "unsigned", "shared key", "refuses"]
)
def test_an_answer_that_is_not_as_it_should_be_lets_nobody_in(
    app: Flask, provider: OidcProvider, database: Database, fault: str
) -> None:
    provider.order(fault=fault)
    browser, answer = come_in(app, provider)
    assert answer.status_code == 403
    assert "Du är inte inloggad" in answer.text
    assert browser.get("/desk/konto").status_code == 302
    with database.reading() as session:
        assert session.scalars(select(Operator)).all() == []


def test_without_a_role_nobody_comes_in_and_is_told_whom_to_ask(app: Flask, provider: OidcProvider) -> None:
    for groups in ([], ["strangers"], None):
        provider.order(groups=groups)
        _, answer = come_in(app, provider)
        assert answer.status_code == 403
        assert "Du har ingen roll här" in answer.text


def test_a_name_that_somebody_has_is_not_taken_from_them(
    app: Flask, provider: OidcProvider, database: Database
) -> None:
    invite(database, "Anna Berg", Role.EDITOR)
    provider.order(preferred_username="anna.berg")
    browser, _ = come_in(app, provider)
    assert "<h1>anna.berg</h1>" in browser.get("/desk/konto").text
    provider.order(sub="8", name="ANNA BERG", preferred_username="Anna.Berg")
    browser, _ = come_in(app, provider)
    assert "<h1>8</h1>" in browser.get("/desk/konto").text


def test_whoever_is_disabled_here_stays_out_whatever_the_organisation_says(app: Flask, provider: OidcProvider) -> None:
    anna, _ = come_in(app, provider)
    let_in(app, "Britta Ek", Role.ADMINISTRATOR)
    app.test_cli_runner().invoke(args=["operator", "disable", "Anna Berg"])
    assert anna.get("/desk/konto").status_code == 302
    _, answer = come_in(app, provider)
    assert "Du är avstängd" in answer.text
    assert (
        "loggar in genom organisationen" in app.test_cli_runner().invoke(args=["operator", "reset", "Anna Berg"]).output
    )


def test_before_what_harms_most_the_organisation_is_asked_to_ask_again(
    app: Flask, provider: OidcProvider, database: Database
) -> None:
    provider.order(groups=["admins"])
    anna, _ = come_in(app, provider)
    new = "/desk/operatorer/ny"
    assert anna.get(new).status_code == 200
    with database.writing() as session:
        session.execute(update(DeskSession).values(confirmed_at=clock.now() - timedelta(minutes=11)))
    asked = anna.get(new).headers["Location"]
    assert f"{THERE}/bekrafta?vidare={new}" in anna.get(asked).text

    def confirm() -> TestResponse:
        away = anna.get(f"{THERE}/bekrafta?vidare={new}")
        return anna.get(path_of(provider.visit(away.headers["Location"])))

    provider.order(groups=["admins"], remembers=True)
    assert "frågade inte vem du är" in confirm().text
    provider.order(sub="8", name="Britta Ek", groups=["admins"])
    assert "någon annan än du" in confirm().text
    assert anna.get(new).status_code == 302
    provider.order(groups=["admins"])
    confirmed = confirm()
    assert (confirmed.status_code, confirmed.headers["Location"]) == (303, new)
    assert (provider.asked[-1]["prompt"], provider.asked[-1]["max_age"]) == ("login", "0")
    assert anna.get(new).status_code == 200


def test_whoever_comes_this_way_has_no_password_here(app: Flask, provider: OidcProvider) -> None:
    anna, _ = come_in(app, provider)
    anna.get("/desk/konto")
    answer = anna.post("/desk/konto/losenord", losenord="ett riktigt långt ord", igen="ett riktigt långt ord")
    assert answer.status_code == 400
    assert "Du loggar in genom organisationen" in answer.text


def test_without_the_provider_one_is_told_and_other_ways_are_open(
    make: MakeApplication, provider: OidcProvider
) -> None:
    app = make(**{**provider.settings, "oidc_issuer": f"http://127.0.0.1:{free_port()}"})
    answer = Browser(app.test_client()).get(THERE)
    assert answer.status_code == 403
    assert "svarar inte" in answer.text
    assert let_in(app).get("/desk/konto").status_code == 200


def test_a_provider_that_calls_itself_something_else_is_not_believed(
    make: MakeApplication, provider: OidcProvider
) -> None:
    app = make(**{**provider.settings, "oidc_issuer": provider.issuer.replace("127.0.0.1", "localhost")})
    assert "inte kan godtas" in Browser(app.test_client()).get(THERE).text


def test_it_is_not_there_unless_it_is_set(make: MakeApplication) -> None:
    app = make()
    assert Browser(app.test_client()).get(THERE).status_code == 404
    assert "organisationen" not in Browser(app.test_client()).get("/desk/logga-in").text
