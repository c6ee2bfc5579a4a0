"""Operators as the tests have them: let in, with a browser that posts the forms of the pages it is given."""

import re
from dataclasses import dataclass, field
from datetime import datetime

import pyotp
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app
from models.operator import Role
from notices import clock
from notices.config import Settings
from notices.database import Database
from notices.operators.events import Doer
from notices.operators.passwords import Passwords
from notices.operators.roster import Roster
from notices.secrecy import Secrecy

SECRET = "a key that only the tests know of"
PASSWORD = "korrekt häst batteri"
HERE = {"Sec-Fetch-Site": "same-origin"}
CHEAP = Passwords(memory_kib=8, rounds=1)


def desk_application(database: Database, var_dir: object, *, drawn: bool = False, **settings: object) -> Flask:
    """The application on a migrated database, with passwords that are cheap to hash; `drawn`: with the public pages."""
    url = database.url.render_as_string(hide_password=False)
    values = {"database_url": url, "secret_key": SECRET, "var_dir": var_dir, **settings}
    app = create_app(Settings(_env_file=None, **values), CHEAP)  # type: ignore[arg-type]
    if drawn:
        app.extensions["site"].open(clock.now())
    return app


@dataclass
class Browser:
    """One person's browser. `csrf` is the token of the last page that had one."""

    client: FlaskClient
    csrf: str = ""
    headers: dict[str, str] = field(default_factory=lambda: dict(HERE))
    base: str = "http://localhost"

    def get(self, path: str) -> TestResponse:
        return self._keep(self.client.get(path, headers=self.headers, base_url=self.base))

    def post(self, path: str, **fields: object) -> TestResponse:
        """Post a form as the last page would have."""
        answer = self.client.post(path, data={"csrf": self.csrf, **fields}, headers=self.headers, base_url=self.base)
        return self._keep(answer)

    def _keep(self, answer: TestResponse) -> TestResponse:
        token = re.search(r'<meta name="csrf" content="([^"]+)"', answer.get_data(as_text=True))
        self.csrf = token[1] if token else self.csrf
        return answer


def invite(database: Database, name: str, role: Role) -> str:
    """Add an operator: the path at which they come in."""
    with database.writing() as session:
        return Roster(session, Secrecy.of(SECRET), Doer("test"), clock.now()).add(name, role)


def let_in(app: Flask, name: str = "Anna Berg", role: Role = Role.PUBLISHER) -> Browser:
    """Add an operator and come in by the one-time address."""
    path = invite(app.extensions["site"].database, name, role)
    browser = Browser(app.test_client())
    answer = browser.post("/desk/inbjudan", kod=path.partition("kod=")[2])
    assert answer.status_code == 303, answer.text
    browser.get("/desk/konto")
    return browser


@dataclass
class App:
    """The app for codes on somebody's telephone."""

    secret: str

    def code(self, at: datetime | None = None) -> str:
        return pyotp.TOTP(self.secret).at(at or clock.now())


def choose_password(browser: Browser, password: str = PASSWORD) -> tuple[App, list[str]]:
    """Choose a password and an app for codes: the app, and the recovery codes."""
    page = browser.get("/desk/konto/losenord").text
    secret = re.search(r'class="secret"><code>([^<]+)', page)
    sealed = re.search(r'name="hemlighet" value="([^"]+)"', page)
    assert secret, page
    assert sealed, page
    app = App(secret[1].replace(" ", ""))
    fields = {"losenord": password, "igen": password, "hemlighet": sealed[1], "kod": app.code()}
    shown = browser.post("/desk/konto/losenord", **fields)
    assert shown.status_code == 200, shown.text
    return app, re.findall(r"<li><code>([^<]+)", shown.text)


def sign_in(
    app: Flask,
    code: str,
    name: str = "Anna Berg",
    password: str = PASSWORD,
    *,
    by: Browser | None = None,
    **fields: str,
) -> tuple[Browser, TestResponse]:
    """A new browser, or one `by` which it is done, that posts the form of sign-in, and what it is answered."""
    browser = by or Browser(app.test_client())
    return browser, browser.post("/desk/logga-in", namn=name, losenord=password, kod=code, **fields)
