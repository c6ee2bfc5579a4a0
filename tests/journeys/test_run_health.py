"""The engine says it first: files are late, a person tells of it, and the end is proposed when they come.

`make engine` plays the engine, by its own events over HTTP; the worker watches; a person sits at the desk.
"""

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from models.registration import Channel, Source
from notices import clock
from notices.channels.console import FICTITIOUS
from notices.database import Database
from notices.operators.events import Doer
from notices.operators.roster import Roster, first_sign_in
from notices.registrations import Registry
from notices.secrecy import Secrecy
from tests.harness import axe
from tests.harness.browser import Pages
from tests.harness.server import Server
from tests.harness.waiting import wait_until

BRITTA = FICTITIOUS[0]


@pytest.fixture
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The web server and the worker, as `make run` has them."""
    directory = tmp_path_factory.mktemp("runs")
    server = Server(directory, f"sqlite:///{directory}/driftinformation.db")
    server.migrate()
    yield server
    server.kill()
    server.worker.kill()


@pytest.fixture
def night(installed: Server) -> Iterator["subprocess.Popen[str]"]:
    """The engine's night, of a few seconds; and Britta's telephone is registered."""
    database, secrecy = Database(installed.environment["DATABASE_URL"]), Secrecy.of(installed.environment["SECRET_KEY"])
    with database.writing() as session:
        Registry(session, secrecy, Channel.SMS, clock.now()).begin(BRITTA, Source.KEYWORD)
    database.close()
    installed.worker.start()
    installed.start()
    environment = {**installed.environment, "ENGINE_SECONDS": "2"}
    command = [sys.executable, "-m", "scripts.engine"]
    with subprocess.Popen(
        command, env=environment, cwd=installed.directory, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as engine:
        yield engine
        engine.kill()


def let_in(installed: Server) -> str:
    database, secrecy = Database(installed.environment["DATABASE_URL"]), Secrecy.of(installed.environment["SECRET_KEY"])
    with database.writing() as session:
        path = first_sign_in(Roster(session, secrecy, Doer("make run"), clock.now()))
    database.close()
    return f"{installed.address}{path}"


def said_of(engine: "subprocess.Popen[str]", what: str) -> str:
    """The first line of the engine's that has these words."""
    assert engine.stdout
    heard: list[str] = []
    for line in engine.stdout:
        heard.append(line)
        if what in line:
            return line
    raise AssertionError(f"the engine never said {what!r}: {heard}")


def test_a_night_in_a_minute(installed: Server, night: "subprocess.Popen[str]", page: Pages) -> None:
    anna = page(let_in(installed), width=1280)
    anna.get_by_role("button", name="Gå in").click()
    draft = re.search(r"/desk/utkast/\d+", said_of(night, "Ett utkast väntar på dig"))
    assert draft
    anna.goto(f"{installed.address}/desk")
    expect(anna.get_by_text("inte levererad kl").first).to_be_visible()  # the evidence, on the overview
    anna.goto(f"{installed.address}{draft[0]}")
    expect(anna.get_by_text("Utkastet kommer från en körning.")).to_be_visible()
    anna.get_by_text("Inget fel?").click()
    assert axe.violations(anna) == []
    anna.get_by_role("button", name="Granska", exact=True).click()
    anna.get_by_role("checkbox", name="Jag har läst det, och det stämmer").click()
    anna.get_by_role("button", name="Publicera", exact=True).click()
    anna.wait_for_url("**/desk/notiser/*", timeout=20_000)
    title = re.compile(r"Filerna för \d+ \w+ är försenade")
    wait_until(lambda: bool(title.search(installed.get("/").text)), "the page")
    assert title.search(installed.get("/flode.json").json()["items"][0]["title"])
    wait_until(lambda: bool(title.search(telephone(installed))), "the SMS")

    closing = re.search(r"/desk/utkast/\d+", said_of(night, "En avslutande uppdatering är föreslagen"))
    assert closing
    anna.goto(f"{installed.address}{closing[0]}")
    expect(anna.locator("#f-body")).to_have_value(re.compile(r"levererad kl \d\d\.\d\d, 211 filer\.$"))
    assert night.wait(30) == 0


def telephone(installed: Server) -> str:
    return installed.get(f"/telefon?nummer=%2B{BRITTA[1:]}").text
