"""The pages that only a form leads to, as they are seen on a telephone: by axe, by day and in the dark."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from models.operator import Role
from tests.harness import axe
from tests.harness.browser import Pages, Scheme, sideways
from tests.integration.desk.conftest import MakeApplication
from tests.integration.desk.drafting import begin
from tests.integration.desk.serving import enter, serving
from tests.people_at_the_desk import Browser, choose_password, let_in

SETTINGS = "/desk/installningar"


@pytest.fixture
def app(make: MakeApplication) -> Flask:
    """With the public pages, which bring their style."""
    return make(drawn=True, log_level="ERROR")


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with serving(app) as where:
        yield where


@pytest.fixture
def anna(app: Flask) -> Browser:
    """An administrator who has just shown who she is."""
    browser = let_in(app, role=Role.ADMINISTRATOR)
    choose_password(browser)
    return browser


def look(opened: Page) -> None:
    schemes: tuple[Scheme, ...] = ("dark", "light")
    for scheme in schemes:
        opened.emulate_media(color_scheme=scheme)
        assert axe.violations(opened) == [], (opened.url, scheme)
    for width in (1280, 375):
        opened.set_viewport_size({"width": width, "height": 800})
        assert sideways(opened) == 0, (opened.url, width)


def test_a_template_is_changed_and_a_token_made_on_a_telephone(
    address: str, anna: Browser, page: Pages, tmp_path: Path
) -> None:
    opened = enter(page, address, anna, width=375)
    opened.goto(f"{address}{SETTINGS}")
    opened.get_by_role("link", name="Filerna är sena").click()
    opened.get_by_label("Rubrik").fill("")
    opened.get_by_role("button", name="Spara").click()
    expect(opened.get_by_label("Rubrik")).to_have_accessible_description("Här måste det stå något.")
    look(opened)
    opened.get_by_label("Rubrik").fill("Filerna dröjer")
    opened.get_by_role("button", name="Spara").click()
    expect(opened.get_by_text("gäller nu")).to_be_visible()
    look(opened)
    opened.goto(f"{address}{SETTINGS}/nycklar")
    opened.get_by_label("Programmets namn").fill("chatt")
    opened.get_by_label("Läser vad som blev av utskicken.").check()
    opened.get_by_role("button", name="Gör nyckeln").click()
    expect(opened.locator("code", has_text="drift_").first).to_be_visible()
    look(opened)
    numbers = tmp_path / "nummer.csv"
    numbers.write_text("nummer\n070-174 06 05\n08-123 45\n", encoding="utf-8")
    opened.goto(f"{address}/desk/prenumeranter/import")
    opened.get_by_label("Fil med nummer").set_input_files(numbers)
    opened.get_by_label("Rättslig grund").fill("Avtal 12")
    opened.get_by_role("button", name="Pröva filen").click()
    expect(opened.get_by_text("Inget är inläst än.")).to_be_visible()
    look(opened)
    opened.get_by_role("button", name="Läs in 1 nummer").click()
    expect(opened.get_by_text("1 ny är inläst.")).to_be_visible()


def test_who_meets_anothers_draft_is_told_so_in_words_that_read(
    app: Flask, address: str, anna: Browser, page: Pages
) -> None:
    draft = begin(let_in(app, "Bo Ek"), mall="files_late")
    opened = enter(page, address, anna, width=375)
    opened.goto(f"{address}/desk/skriv")
    opened.get_by_role("button", name="Filerna är sena").click()
    expect(opened.get_by_role("heading", name="Någon annan skriver redan")).to_be_visible()
    look(opened)
    opened.get_by_role("link", name="Till det utkastet").click()
    expect(opened.get_by_label("Nästa besked")).to_be_focused()
    anna.get("/desk")
    assert anna.post(f"{draft}/kastning").status_code == 303
    opened.get_by_role("button", name="Granska").click()
    expect(opened.get_by_role("heading", name="Utkastet går inte att skriva i")).to_be_visible()
    look(opened)
