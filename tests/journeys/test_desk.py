"""A stranger, a telephone and a quarter past six in the morning: files that are late are told of in a few presses.

While the ten seconds pass in which it can be taken back, every page of the desk is looked at.
"""

import sys
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from models.draft import Fields
from models.registration import Channel, Source
from models.terms import Act
from notices import clock
from notices.channels.console import FICTITIOUS
from notices.database import Database
from notices.drafts import Writer, begin, discard, submit
from notices.operators.events import Doer
from notices.operators.roster import Roster, first_sign_in
from notices.publishing import Publisher
from notices.registrations import Registry
from notices.secrecy import Secrecy
from tests.factories import SERVICE, incident, planned
from tests.harness import axe
from tests.harness.browser import Pages, Scheme, complaints, sideways
from tests.harness.server import Server
from tests.harness.waiting import wait_until

MOST_PRESSES = 8
BRITTA = FICTITIOUS[0]


@pytest.fixture
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The web server and the worker, as `make run` has them."""
    directory = tmp_path_factory.mktemp("desk")
    server = Server(directory, f"sqlite:///{directory}/driftinformation.db")
    server.migrate()
    yield server
    server.kill()
    server.worker.kill()


def prepare(installed: Server) -> tuple[str, list[str]]:
    """What `make run` prints for a first administrator, and pages of the desk. Britta's telephone is registered."""
    database, secrecy = Database(installed.environment["DATABASE_URL"]), Secrecy.of(installed.environment["SECRET_KEY"])
    now = clock.now()
    with database.writing() as session:
        Registry(session, secrecy, Channel.SMS, now).begin(BRITTA, Source.KEYWORD)
        act = Publisher(session, SERVICE, "Carl Dal", now - timedelta(hours=5))
        late = act.publish(incident("Beställningar behandlas inte", next_word="9 mars kl 6", action="Vänta."))
        act.publish(planned(time="helgen 14–15 mars 2099"))
        carl = Writer(session, SERVICE, "Carl Dal", now, may_publish=True)
        run: Fields = {"title": "Återkrav saknas", "kind": "incident"}
        drafts = [
            begin(carl, Act.PUBLISH, fields=run, origin="run:dygn", evidence={"Återkrav": 0}),
            begin(carl, Act.UPDATE, late, fields={"body": "Snart klart."}),
            begin(carl, Act.PUBLISH, fields={"title": "Schema", "section": "releases", "kind": "release"}),
            begin(carl, Act.PUBLISH, fields={"title": "Senare", "kind": "information"}),
            begin(carl, Act.PUBLISH),
        ]
        submit(carl, drafts[2], 1)
        submit(carl, drafts[3], 1, publish_at=now + timedelta(hours=3))
        discard(carl, drafts[4])
        path = first_sign_in(Roster(session, secrecy, Doer("make run"), now))
        numbers = [f"/desk/utkast/{draft.id}" for draft in drafts]
    database.close()
    run_, update, waiting, leaving, thrown_away = numbers
    drawn = (run_, f"{run_}/historik", f"{update}/granska", waiting, f"{waiting}/nodlage", leaving, thrown_away)
    return f"{installed.address}{path}", ["/desk", "/desk/skriv", "/desk/tangenter", *drawn]


class Thumb:
    """Presses what is on the screen, and counts."""

    def __init__(self, phone: Page) -> None:
        self.phone, self.presses = phone, 0

    def press(self, name: str) -> None:
        self.presses += 1
        button = self.phone.get_by_role("button", name=name, exact=True)
        button.or_(self.phone.get_by_role("checkbox", name=name, exact=True)).click()


def look_at(addresses: list[str], page: Pages, phone: Page) -> None:
    """Axe finds nothing on any page, and none is wider than its window or hindered by its own policy."""
    opened = page("about:blank")
    opened.context.add_cookies(phone.context.cookies())  # type: ignore[arg-type]  # the same, as it gives them
    said = complaints(opened)
    looks: tuple[tuple[int, Scheme], ...] = ((375, "light"), (1280, "dark"))
    for address in addresses:
        answer = opened.goto(address)
        assert answer
        assert answer.status == 200, address
        for width, scheme in looks:
            opened.set_viewport_size({"width": width, "height": 900})
            opened.emulate_media(color_scheme=scheme)
            assert axe.violations(opened) == [], (address, width, scheme)
            assert sideways(opened) == 0, (address, width, scheme)
    assert said == []


def test_a_stranger_tells_that_the_files_are_late_in_eight_presses(installed: Server, page: Pages) -> None:
    address, paths = prepare(installed)
    installed.worker.start()
    installed.start()
    phone, begun = page(address, width=375, height=667), time.time()
    thumb = Thumb(phone)
    thumb.press("Gå in")
    thumb.press("Filerna är sena")
    expect(phone.get_by_label("Nästa besked")).to_be_focused()
    phone.keyboard.type("i morgon kl 8")  # over the gap, which is selected
    expect(phone.locator("#n-next_word")).to_contain_text("kl 08.00")
    thumb.press("Granska")
    expect(phone.get_by_text("1 telefon").first).to_be_visible()
    thumb.press("Jag har läst det, och det stämmer")
    thumb.press("Publicera")
    expect(phone.get_by_role("button", name="Ta tillbaka")).to_be_visible()
    assert axe.violations(phone) == []

    look_at([installed.address + path for path in paths], page, phone)

    phone.wait_for_url("**/desk/notiser/*", timeout=20_000)
    seconds = phone.evaluate("performance.timeOrigin") / 1000 - begun
    sys.stdout.write(f"\n{thumb.presses} presses, {seconds:.1f} s with the ten in which it could be taken back\n")
    assert thumb.presses <= MOST_PRESSES
    wait_until(lambda: "Nattens filer är sena" in installed.get("/").text, "the front page to say it")
    assert installed.get("/flode.json").json()["items"][0]["title"] == "Nattens filer är sena"
    wait_until(lambda: "Nattens filer är sena" in telephone(installed), "the SMS")
    assert "Nästa besked i morgon kl 8." in telephone(installed)


def telephone(installed: Server) -> str:
    return installed.get(f"/telefon?nummer=%2B{BRITTA[1:]}").text
