"""The desk in English: no Swedish is left in it but what is said to be Swedish, and what people have written."""

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from models.operator import Role
from notices.database import Database
from tests.integration.desk.conftest import Later, MakeApplication
from tests.integration.desk.drafting import begin, files_late, publish, save
from tests.integration.desk.night import fill
from tests.people_at_the_desk import Browser, choose_password, let_in

SWEDISH = re.compile("[åäöÅÄÖ]")  # no English word has these
ON_PURPOSE = "In Swedish, for example: "  # how a time is written
READ_ALOUD = ("aria-label", "title", "placeholder", "alt", "data-none")


@pytest.fixture
def app(make: MakeApplication) -> Flask:
    return make(drawn=True, log_level="ERROR")


@pytest.fixture
def anna(app: Flask, later: Later, database: Database) -> Browser:
    """An administrator who reads English, on a night when much has happened."""
    fill(database)
    browser = let_in(app, role=Role.ADMINISTRATOR)
    choose_password(browser)
    browser.headers["Accept-Language"] = "en"
    browser.post("/desk/konto/sprak", sprak="en", vidare="/desk/konto")
    return browser


def swedish_in(html: str) -> set[str]:
    """The sentences that hold a Swedish word, where the page does not say that it is Swedish."""
    page = BeautifulSoup(html, "lxml")
    assert page.html
    assert page.html["lang"] == "en"
    for said_to_be in page.select('[lang="sv"], script, style'):
        said_to_be.decompose()
    aloud = (str(one[name]) for name in READ_ALOUD for one in page.select(f"[{name}]"))
    found = (" ".join(text.split()) for text in (*page.find_all(string=True), *aloud))
    return {text for text in found if SWEDISH.search(text) and not text.startswith(ON_PURPOSE)}


def walk(anna: Browser, first: str = "/desk") -> Iterator[tuple[str, str]]:
    """Every page of the desk that a link leads to, one of each kind."""
    waiting, seen = [first], set()
    while waiting:
        path = waiting.pop()
        kind = re.sub(r"/\d+|\?.*", "", path)
        if kind in seen or kind.endswith("/sida"):  # the public page, as its readers get it
            continue
        seen.add(kind)
        answer = anna.get(path)
        if answer.status_code != 200 or "html" not in answer.content_type:
            continue
        yield path, answer.text
        links = (str(one["href"]) for one in BeautifulSoup(answer.text, "lxml").select('a[href^="/desk"]'))
        waiting += [link.partition("#")[0] for link in links]


def test_no_page_of_the_desk_has_swedish_left(anna: Browser) -> None:
    waits = files_late(anna)
    publish(anna, waits)
    begun = begin(anna, mall="wrong_run")
    planned = begin(anna, mall="planned_work")
    save(anna, planned, title="", gor="granska")
    begin(anna, akt="correct", notis="1")
    pages = {**dict(walk(anna)), **dict(walk(anna, f"{planned}")), **dict(walk(anna, waits)), **dict(walk(anna, begun))}
    left = {path: found for path, html in pages.items() if (found := swedish_in(html))}
    assert left == {}
    assert len(pages) > 25


def test_no_refusal_at_the_desk_has_swedish_left(app: Flask, anna: Browser) -> None:
    draft = begin(anna, mall="files_late")
    refused = [
        anna.post("/desk/logga-in", namn="Anna Berg", losenord="fel", kod="000000"),
        anna.get("/desk/notiser/99"),
        anna.get("/desk/utkast/99"),
        anna.post("/desk/larm/99/tagning"),
        anna.post("/desk/prenumeranter/sok", vem="12"),
        anna.post("/desk/prenumeranter/sok", vem="0701740699"),
        anna.post("/desk/prenumeranter/import", grund="Avtal"),
        anna.post("/desk/larm/jour", namn="Carin", adress="12345"),
        anna.post("/desk/installningar/nycklar", namn="Fel Namn", omfattning="notices:draft"),
        anna.post("/desk/installningar/nycklar/aterkallelse", namn="finns-inte"),
        anna.post("/desk/installningar/tysta-timmar", quiet_from="snart", version="0"),
        anna.post("/desk/installningar/mallar/files_late", title="Ny", version="7"),
        anna.post("/desk/operatorer", namn="", roll="editor"),
        anna.post(f"{draft}/publicering", version="7", nar="nu", kanal="sms"),
        save(anna, draft, next_word="snart nån gång", gor="granska"),
        anna.post("/desk/logga-ut", csrf="fel"),
    ]
    assert [answer.status_code for answer in refused if answer.status_code < 400] == []
    left = {answer.request.path: found for answer in refused if (found := swedish_in(answer.text))}
    assert left == {}
