"""The pages of what was published, told and done, as they are seen: by axe, small and large, in both languages."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import update
from werkzeug.serving import make_server

from models.delivery import Delivery, State
from models.operator import Role
from notices.database import Database
from tests.harness import axe
from tests.harness.browser import Pages, Scheme, sideways
from tests.integration.desk.conftest import MakeApplication
from tests.integration.desk.night import PAGES, fill
from tests.people_at_the_desk import Browser, choose_password, let_in


@pytest.fixture
def app(make: MakeApplication) -> Flask:
    """With the public pages, which bring their style."""
    return make(drawn=True, log_level="ERROR")


@pytest.fixture
def anna(app: Flask) -> Browser:
    """An administrator who has shown who she is."""
    browser = let_in(app, role=Role.ADMINISTRATOR)
    choose_password(browser)
    return browser


@pytest.fixture
def address(app: Flask, database: Database, anna: Browser) -> Iterator[str]:
    """Where the desk answers, in a thread of this process."""
    fill(database)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def enter(page: Pages, address: str, anna: Browser, width: int, scheme: Scheme, *, javascript: bool = True) -> Page:
    opened = page(f"{address}/desk/logga-in", width=width, scheme=scheme, javascript=javascript)
    cookie = anna.client.get_cookie("desk")
    assert cookie
    opened.context.add_cookies([{"name": "desk", "value": cookie.value, "url": address}])
    return opened


# Every other page is judged as it is on a telephone in the dark, the rest as on a desk by day.
@pytest.mark.parametrize(
    ("width", "scheme", "language", "paths"), [(375, "dark", "en", PAGES[::2]), (1440, "light", "sv", PAGES[1::2])]
)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(
    page: Pages, address: str, anna: Browser, *, width: int, scheme: Scheme, language: str, paths: tuple[str, ...]
) -> None:
    anna.post("/desk/konto/sprak", sprak=language, vidare="/desk/konto")
    opened = enter(page, address, anna, width, scheme)
    for path in paths:
        answer = opened.goto(address + path)
        assert answer
        assert answer.status == 200, path
        assert opened.locator("html").get_attribute("lang") == language
        assert axe.violations(opened) == [], path
        for wide in (1440, 375):
            opened.set_viewport_size({"width": wide, "height": 900})
            assert sideways(opened) == 0, (path, wide)
        opened.set_viewport_size({"width": width, "height": 900})


def test_how_far_it_has_come_changes_before_the_readers_eyes(
    page: Pages, address: str, anna: Browser, database: Database
) -> None:
    opened = enter(page, address, anna, 375, "light")
    opened.goto(f"{address}/desk/notiser/1/utskick")
    assert "20 av 30 skickade" in opened.locator(".far").inner_text()
    with database.writing() as session:
        waiting = Delivery.state == State.PENDING
        session.execute(update(Delivery).where(waiting).values(state=State.ACCEPTED, provider_status="sent"))
    opened.get_by_text("26 av 30 skickade").wait_for()
    assert opened.get_by_text("4 kom inte fram").is_visible()


def test_a_notice_is_acted_on_by_keyboard_and_without_script(page: Pages, address: str, anna: Browser) -> None:
    opened = enter(page, address, anna, 375, "light", javascript=False)
    opened.goto(f"{address}/desk/notiser/1/tidslinje")
    assert opened.locator("body").evaluate("body => getComputedStyle(body).maxWidth") != "none"  # its style is let in
    opened.goto(f"{address}/desk/notiser/1")
    opened.get_by_role("button", name="Uppdatera").focus()
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/desk/utkast/*")
    assert opened.get_by_label("Vad är nytt").is_visible()
