"""Writing as operators do it, form by form, and letting out what they have written as the worker does."""

import re
from html import unescape

from flask import Flask
from werkzeug.test import TestResponse

from notices import clock
from notices.database import Database
from notices.drafts import release_next
from tests.factories import SERVICE
from tests.people_at_the_desk import Browser


def begin(browser: Browser, **chosen: str) -> str:
    """Begin a draft, by `mall`, `typ` or `akt` and `notis`: the address at which it is written."""
    browser.get("/desk")
    answer = browser.post("/desk/skriv", **chosen)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def version(browser: Browser, draft: str) -> int:
    """The version that the form shows."""
    found = re.search(r'name="version" value="(\d+)"', browser.get(draft).text)
    assert found, browser.get(draft).text
    return int(found[1])


def save(browser: Browser, draft: str, *, since: int | None = None, **fields: object) -> TestResponse:
    """Press a button of the form (`gor`, else `byt`), having written in these fields."""
    begun = version(browser, draft) if since is None else since
    return browser.post(draft, version=begun, **fields)


def files_late(anna: Browser) -> str:
    """A draft that is ready."""
    draft = begin(anna, mall="files_late")
    save(anna, draft, next_word="kl 9", gor="granska")
    return draft


def publish(browser: Browser, draft: str, **choices: object) -> TestResponse:
    """Go through with it on the page of review: by SMS, at once, having read it."""
    found = re.search(r'name="version" value="(\d+)"', browser.get(f"{draft}/granska").text)
    chosen = {"kanal": "sms", "nar": "nu", "bekraftat": "1", "version": found[1] if found else 1}
    return browser.post(f"{draft}/publicering", **{**chosen, **choices})


def let_out(app: Flask) -> None:
    """What the worker does with drafts whose moment has come."""
    database: Database = app.extensions["site"].database
    while True:
        with database.writing() as session:
            if release_next(session, SERVICE, "http://localhost:8000", clock.now()) is None:
                return


def text_of(html: str) -> str:
    """What a page says, without its markup."""
    main = re.search(r"<main[^>]*>(.*)</main>", html, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main[1] if main else html)).split())


def presses(html: str) -> list[str]:
    """The values of the buttons that put something right or in its place."""
    return [unescape(value) for value in re.findall(r'name="byt" value="([^"]*)"', html)]
