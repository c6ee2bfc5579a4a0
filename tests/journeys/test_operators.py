"""Operators in a browser: a passkey from the first address to the dangerous act, and pages that everybody can use."""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import CDPSession, Page, Request, Route, expect
from sqlalchemy import update
from werkzeug.serving import make_server

from models.operator import Role
from models.sign_in import DeskSession
from notices import clock
from notices.database import Database
from tests.factories import desk
from tests.harness.axe import violations
from tests.harness.browser import Pages, sideways
from tests.harness.ports import free_port
from tests.people_at_the_desk import HERE, PASSWORD, choose_password, desk_application, invite, let_in

ADMINISTRATORS = "/desk/operatorer/ny"


@dataclass
class Installed:
    """The application, served in a thread of the tests' own process."""

    app: Flask
    address: str
    var_dir: Path

    @property
    def database(self) -> Database:
        database: Database = self.app.extensions["site"].database
        return database


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    directory, port = tmp_path_factory.mktemp("operators"), free_port()
    database = desk(f"sqlite:///{directory}/driftinformation.db").database
    address = f"http://localhost:{port}"  # browsers allow passkeys here and on https
    app = desk_application(database, directory / "var", drawn=True, public_url=address, log_level="ERROR")
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Installed(app, address, directory / "var")
    server.shutdown()
    thread.join()
    server.server_close()


class Authenticator:
    """A finger on the telephone that the page runs on."""

    def __init__(self, page: Page) -> None:
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        made = self._session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self._id = made["authenticatorId"]

    def is_verified(self, yes: bool) -> None:
        """Whether it is the right finger."""
        self._session.send("WebAuthn.setUserVerified", {"authenticatorId": self._id, "isUserVerified": yes})


def press_key(page: Page) -> None:
    page.locator("[data-key] button").click()


def test_a_passkey_opens_the_desk_and_its_dangerous_acts(installed: Installed, page: Pages) -> None:
    opened = page(installed.address + invite(installed.database, "Anna Berg", Role.ADMINISTRATOR), width=375)
    finger = Authenticator(opened)
    opened.get_by_role("button", name="Gå in").click()
    opened.get_by_role("link", name="Välj hur du loggar in").click()
    press_key(opened)
    opened.get_by_text("Nyckeln är sparad").wait_for()
    expect(opened.get_by_text("Du kan inte logga in igen än")).to_have_count(0)
    opened.goto(installed.address + ADMINISTRATORS)
    opened.get_by_label("Namn").wait_for()

    opened.get_by_role("button", name="Logga ut").click()
    finger.is_verified(False)
    press_key(opened)
    opened.get_by_text("Nyckeln användes inte").wait_for()
    finger.is_verified(True)
    press_key(opened)
    opened.get_by_role("link", name="Anna Berg").wait_for()

    with installed.database.writing() as session:
        session.execute(update(DeskSession).values(confirmed_at=clock.now() - timedelta(minutes=11)))
    opened.goto(installed.address + ADMINISTRATORS)
    opened.get_by_role("heading", name="Visa att det är du").wait_for()
    press_key(opened)
    opened.get_by_label("Namn").wait_for()
    assert opened.url == installed.address + ADMINISTRATORS
    _an_answer_is_good_once_and_for_its_own_address(installed, opened)


def _an_answer_is_good_once_and_for_its_own_address(installed: Installed, opened: Page) -> None:
    answers: list[str] = []

    def keep(route: Route, request: Request) -> None:
        answers.append(request.post_data or "")
        route.abort()

    answered = re.compile(r"/logga-in/nyckel\?")
    opened.route(answered, keep)
    opened.get_by_role("button", name="Logga ut").click()
    with opened.expect_request(answered):
        press_key(opened)
    opened.get_by_role("alert").wait_for()
    (answer,) = answers
    elsewhere = desk_application(installed.database, installed.var_dir, public_url="http://localhost:1")
    for app, status in ((elsewhere, 400), (installed.app, 200), (installed.app, 400)):
        given = app.test_client().post("/desk/logga-in/nyckel", data=answer, headers=HERE)
        assert given.status_code == status, given.text
        assert ("Set-Cookie" in given.headers) is (status == 200)
    broken = installed.app.test_client().post("/desk/logga-in/nyckel", data='{"rawId": "x"}', headers=HERE)
    assert "Nyckeln godtogs inte" in broken.get_json()["trouble"]


def test_without_script_one_signs_in_by_password(installed: Installed, page: Pages) -> None:
    britta = let_in(installed.app, "Britta Ek")
    _, codes = choose_password(britta)
    opened = page(f"{installed.address}/desk/logga-in", width=375, javascript=False)
    expect(opened.locator("[data-key]")).to_be_hidden()
    opened.get_by_label("Namn").fill("Britta Ek")
    opened.get_by_label("Lösenord").fill(PASSWORD)
    opened.get_by_label("Kod").fill(codes[0])
    opened.get_by_role("button", name="Logga in").click()
    opened.get_by_role("link", name="Britta Ek").wait_for()


def test_everybody_can_use_the_pages(installed: Installed, page: Pages) -> None:
    carl = let_in(installed.app, "Carl Dal", Role.ADMINISTRATOR)
    choose_password(carl)
    opened = page(f"{installed.address}/desk/logga-in", width=320)
    cookie = carl.client.get_cookie("desk")
    assert cookie
    paths = ("logga-in", "konto", "konto/losenord", "operatorer", "operatorer/ny", "operatorer/1", "bekrafta")
    for path in paths:
        opened.goto(f"{installed.address}/desk/{path}")
        opened.context.add_cookies([{"name": "desk", "value": cookie.value, "url": installed.address}])
        assert violations(opened) == [], path
        assert sideways(opened) == 0, path
        assert all(height >= 24 for height in _heights(opened)), path


def _heights(page: Page) -> list[float]:
    """Of everything that is pressed, in CSS pixels."""
    found = page.evaluate("[...document.querySelectorAll('button, input:not([type=hidden]), a.button')]"
                          ".filter(e => e.offsetParent).map(e => e.getBoundingClientRect().height)")  # fmt: skip
    return [float(height) for height in found]
