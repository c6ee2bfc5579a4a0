"""Writing in a real browser: it draws and saves by itself, loses no word, and can be done by keyboard and without."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.harness import axe
from tests.harness.browser import Pages
from tests.integration.desk.drafting import begin as begun
from tests.integration.desk.serving import enter, serving, sign_in_again
from tests.people_at_the_desk import Browser, let_in


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with serving(app) as where:
        yield where


@pytest.fixture
def anna(app: Flask) -> Browser:
    return let_in(app)


def test_what_is_typed_is_drawn_and_saved_by_itself(app: Flask, address: str, anna: Browser, page: Pages) -> None:
    draft = begun(anna, mall="files_late")
    opened = enter(page, address, anna)
    opened.goto(address + draft)
    expect(opened.get_by_label("Nästa besked")).to_be_focused()
    opened.wait_for_function("() => document.activeElement.selectionEnd > document.activeElement.selectionStart")
    opened.keyboard.type("kl 18")
    expect(opened.locator("#n-next_word")).to_contain_text("kl 18.00")
    expect(opened.locator("#visning .sms")).to_contain_text("Nästa besked kl 18.")
    expect(opened.locator("#lage")).to_contain_text("Sparat kl ")
    assert 'value="kl 18"' in anna.get(draft).text
    opened.get_by_label("Vad mottagaren behöver göra").fill("")
    opened.get_by_role("button", name="Skriv ”Ni behöver inte göra något.”").click()
    expect(opened.get_by_label("Vad mottagaren behöver göra")).to_be_focused()
    expect(opened.get_by_label("Vad mottagaren behöver göra")).to_have_value("Ni behöver inte göra något.")
    expect(opened.locator("#anmarkningar")).to_be_empty()
    opened.get_by_text("Berörda förmåner:").click()
    opened.get_by_label("Sjukpenning").check()
    expect(opened.locator("[data-chosen=benefits]")).to_have_text("Sjukpenning")
    opened.get_by_role("button", name="Granska").click()
    opened.wait_for_url("**/granska")
    expect(opened.get_by_text("Berörda förmåner")).to_be_visible()


def test_words_survive_a_lost_session(app: Flask, address: str, anna: Browser, page: Pages) -> None:
    draft = begun(anna, mall="files_late")
    opened = enter(page, address, anna)
    opened.goto(address + draft)
    opened.context.clear_cookies()
    opened.get_by_label("Rubrik").fill("Skrivet utan session")
    opened.keyboard.press("Tab")
    expect(opened.locator("#lage")).to_contain_text("Du är utloggad. Orden ligger kvar här.")
    opened.get_by_role("link", name="Logga in").click()
    expect(opened.get_by_role("heading", name="Logga in")).to_be_visible()
    sign_in_again(opened, address, anna)
    opened.goto(address + draft)
    expect(opened.get_by_label("Rubrik")).to_have_value("Skrivet utan session")
    expect(opened.locator("#lage")).to_contain_text("Sparat kl ")
    assert "Skrivet utan session" in anna.get(draft).text


def test_two_write_at_once_and_neithers_words_are_lost(app: Flask, address: str, anna: Browser, page: Pages) -> None:
    draft = begun(anna, mall="files_late")
    one, other = enter(page, address, anna), enter(page, address, let_in(app, "Britta Ek"))
    one.goto(address + draft)
    other.goto(address + draft)
    expect(other.locator("#andra")).to_contain_text("Anna Berg")
    rubrik, text = "Rubrik", "Vad mottagaren behöver göra"
    write(one, "Annas rubrik", rubrik)
    write(one, "Annas åtgärd.", text)
    saved(one)
    write(other, "Brittas rubrik", rubrik)
    saved(other)
    # What only one has written comes into the other's form; where both have, both words stand there.
    expect(other.get_by_label(text)).to_have_value("Annas åtgärd.")
    expect(other.get_by_label(rubrik)).to_have_value("Brittas rubrik")
    expect(other.locator("#k-title")).to_contain_text("Annas rubrik")
    other.get_by_role("button", name="Behåll mina ord").click()
    expect(other.locator("#k-title")).to_be_empty()
    saved(other)
    assert 'value="Brittas rubrik"' in anna.get(draft).text
    assert "Annas rubrik" in anna.get(f"{draft}/historik").text


def write(opened: Page, words: str, label: str) -> None:
    opened.get_by_label(label).fill(words)


def saved(opened: Page) -> None:
    """Save by the button, and wait until it is done."""
    with opened.expect_response("**/sparning"):
        opened.get_by_role("button", name="Spara och visa").click()


def test_the_keys_lead_where_they_say_and_do_nothing_while_one_types(
    app: Flask, address: str, anna: Browser, page: Pages
) -> None:
    opened = enter(page, address, anna)
    opened.goto(f"{address}/desk")
    opened.keyboard.press("?")
    expect(opened.get_by_role("dialog", name="Tangenter")).to_be_visible()
    assert axe.violations(opened) == []
    opened.keyboard.press("Escape")
    expect(opened.get_by_role("dialog")).to_have_count(0)
    opened.locator("#tangenter").dispatch_event("keydown", {"key": "s"})  # the focus leaves it a frame later
    opened.wait_for_url("**/desk/skriv")
    opened.keyboard.press("g")
    opened.keyboard.press("n")
    opened.wait_for_url("**/desk")
    opened.keyboard.press("s")
    opened.wait_for_url("**/desk/skriv")
    opened.keyboard.press("g")
    opened.keyboard.press("n")
    opened.wait_for_url("**/desk")
    opened.goto(address + begun(anna, typ="information"))
    opened.get_by_label("Rubrik").press_sequentially("s? gn")
    expect(opened.get_by_label("Rubrik")).to_have_value("s? gn")
    opened.goto(f"{address}/desk/tangenter")
    opened.get_by_role("button", name="Stäng av tangenterna").click()
    opened.goto(f"{address}/desk")
    opened.keyboard.press("?")
    opened.keyboard.press("s")
    expect(opened.get_by_role("dialog")).to_have_count(0)
    assert opened.url == f"{address}/desk"


def test_all_of_it_can_be_done_without_script(app: Flask, address: str, anna: Browser, page: Pages) -> None:
    opened = enter(page, address, anna, width=375, javascript=False)
    opened.goto(f"{address}/desk")
    opened.get_by_role("button", name="Filerna är sena").click()
    opened.get_by_role("button", name="kl ", exact=False).or_(
        opened.get_by_role("button", name="i morgon")
    ).first.click()
    opened.get_by_label("Rubrik").fill("Filerna dröjer")
    opened.keyboard.press("Enter")  # saves, and presses no other button
    expect(opened.locator("#visning .sms")).to_contain_text("Filerna dröjer")
    opened.get_by_role("button", name="Granska").click()
    opened.get_by_label("Jag har läst det, och det stämmer").check()
    opened.get_by_role("button", name="Publicera").click()
    expect(opened.get_by_role("heading", name="Publiceras om")).to_be_visible()
    opened.get_by_role("button", name="Ta tillbaka").click()
    expect(opened.get_by_label("Rubrik")).to_have_value("Filerna dröjer")
