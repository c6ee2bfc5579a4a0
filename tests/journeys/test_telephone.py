"""The telephone as a person holds it: write LEFIP, read the reply, see a text arrive."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from notices.channels.console import FICTITIOUS, Console
from notices.channels.provider import Attempt, Message
from notices.database import Database
from notices.secrecy import Secrecy
from tests.harness import axe
from tests.harness.apart import run_apart
from tests.harness.browser import Pages, Scheme, sideways
from tests.harness.server import Server

BRITTA, CARL, DANA, EVA = FICTITIOUS[:4]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server; each test holds a telephone of its own."""
    directory = tmp_path_factory.mktemp("telephone")
    made = Server(directory, f"sqlite:///{directory}/driftinformation.db")
    made.migrate()
    made.start()
    yield made
    made.kill()


def at(installed: Server, number: str, language: str = "") -> str:
    return f"{installed.address}{language}/telefon?nummer=%2B{number[1:]}"


def send(installed: Server, number: str, text: str) -> None:
    """What the worker does, in a process of its own."""
    database = Database(installed.environment["DATABASE_URL"])

    async def sent() -> None:
        async with Console(database, Secrecy.of(installed.environment["SECRET_KEY"])).opened() as line:
            await line.send(number, Message(text), Attempt(1, 1))

    run_apart(sent())


@pytest.mark.parametrize(("javascript", "number"), [(True, BRITTA), (False, CARL)])
def test_lefip_is_answered_and_so_is_stopp(installed: Server, page: Pages, *, javascript: bool, number: str) -> None:
    phone = page(at(installed, number), width=375, javascript=javascript)
    phone.get_by_label("Skriv ett sms").fill("LEFIP")
    phone.get_by_role("button", name="Skicka").click()
    talk = phone.get_by_role("log")
    expect(talk).to_contain_text("Du är nu registrerad på tjänsten LEFIP.")
    phone.get_by_label("Skriv ett sms").fill("lefip stopp")
    phone.keyboard.press("Enter")
    expect(talk).to_contain_text("Du är nu avregistrerad från tjänsten LEFIP.")
    expect(phone.get_by_label("Telefonens nummer")).to_have_value(number)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 375


def test_a_text_arrives_by_itself_and_what_is_being_written_stays(installed: Server, page: Pages) -> None:
    phone = page(at(installed, DANA), width=375)
    phone.get_by_label("Skriv ett sms").fill("halvskrivet")
    send(installed, DANA, "LEFI Prenumeration: Filerna är sena.")
    expect(phone.get_by_role("log")).to_contain_text("Filerna är sena.")
    expect(phone.get_by_label("Skriv ett sms")).to_have_value("halvskrivet")


def test_without_script_new_texts_are_fetched_by_a_link(installed: Server, page: Pages) -> None:
    phone = page(at(installed, EVA), width=375, javascript=False)
    send(installed, EVA, "LEFI Prenumeration: Filerna är sena.")
    phone.get_by_role("link", name="Hämta nya sms").click()
    expect(phone.get_by_role("log")).to_contain_text("Filerna är sena.")
    phone.get_by_label("Telefonens nummer").select_option(BRITTA)
    phone.get_by_role("button", name="Byt telefon").click()
    expect(phone.get_by_label("Telefonens nummer")).to_have_value(BRITTA)


@pytest.mark.parametrize(("language", "number"), [("", FICTITIOUS[10]), ("/en", FICTITIOUS[11])])
def test_axe_finds_nothing(installed: Server, page: Pages, language: str, number: str) -> None:
    send(installed, number, "LEFI Prenumeration: Filerna är sena. https://drift.example/n/abcde")
    phone = page(at(installed, number, language), width=320)
    phone.locator("#text").fill("LEFIP")
    phone.locator("form[method=post] button").click()
    expect(phone.get_by_role("log")).to_contain_text("registrerad")
    looks: tuple[tuple[int, Scheme], ...] = ((320, "light"), (1280, "dark"), (320, "dark"), (1280, "light"))
    for width, scheme in looks:
        phone.set_viewport_size({"width": width, "height": 900})
        phone.emulate_media(color_scheme=scheme)
        assert axe.violations(phone) == [], (width, scheme)
        assert sideways(phone) == 0, (width, scheme)
