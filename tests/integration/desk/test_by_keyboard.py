"""The whole way from a template to what is published, on a telephone's width, without a mouse or a finger."""

from playwright.sync_api import Page, expect
from sqlalchemy import update

from models.draft import Draft
from notices import clock
from notices.database import Database
from tests.harness.browser import Pages
from tests.integration.desk.conftest import MakeApplication
from tests.integration.desk.drafting import let_out
from tests.integration.desk.serving import enter, serving
from tests.people_at_the_desk import let_in


def tab_to(opened: Page, name: str) -> None:
    """Go on with the Tab key until what is called so has the focus, which is seen."""
    for _ in range(80):
        opened.keyboard.press("Tab")
        focused = opened.locator(":focus-visible")
        if focused.count() and name in (focused.get_attribute("id") or "", focused.inner_text().strip()):
            assert focused.evaluate("one => getComputedStyle(one).outlineStyle") != "none", name
            return
    raise AssertionError(f"Tab does not lead to {name!r} on {opened.url}")


def tell(opened: Page) -> None:
    """From the first page of the desk until it is on its way out."""
    tab_to(opened, "Filerna är sena")
    opened.keyboard.press("Enter")
    expect(opened.get_by_label("Nästa besked")).to_be_focused()
    opened.wait_for_function("() => document.activeElement.selectionEnd > document.activeElement.selectionStart")
    opened.keyboard.type("i morgon kl 8")
    expect(opened.locator("#n-next_word")).to_contain_text("kl 08.00")
    tab_to(opened, "Granska")
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/granska")
    tab_to(opened, opened.get_by_role("checkbox", name="Jag har läst det").get_attribute("id") or "")
    opened.keyboard.press("Space")
    tab_to(opened, "Publicera")
    opened.keyboard.press("Enter")
    expect(opened.get_by_role("button", name="Ta tillbaka")).to_be_visible()
    tab_to(opened, "Ta tillbaka")


def test_files_that_are_late_are_told_of_by_keyboard_alone(
    make: MakeApplication, page: Pages, database: Database
) -> None:
    app = make(drawn=True, log_level="ERROR")
    anna = let_in(app)
    with serving(app) as address:
        opened = enter(page, address, anna, width=375)
        opened.goto(f"{address}/desk")
        tell(opened)
    with database.writing() as session:
        session.execute(update(Draft).values(leaves_at=clock.now()))
    let_out(app)
    assert "Nattens filer är sena" in anna.get("/desk/notiser/1").text
