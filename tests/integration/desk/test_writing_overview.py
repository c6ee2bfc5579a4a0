"""The first page of the desk: what is overdue stands first, and its answer is one press away."""

import re

import pytest
from flask import Flask

from models.terms import Act
from notices import clock
from notices.database import Database
from notices.drafts import Writer, begin, submit
from notices.site.site import Site
from tests.factories import SERVICE, Desk, at, incident, planned
from tests.integration.desk.conftest import Later, MakeApplication
from tests.integration.desk.drafting import text_of
from tests.people_at_the_desk import Browser, let_in


@pytest.fixture
def app(make: MakeApplication, later: Later) -> Flask:
    return make(drawn=True)


@pytest.fixture
def anna(app: Flask) -> Browser:
    return let_in(app)


def overview(app: Flask, browser: Browser) -> str:
    site: Site = app.extensions["site"]
    site.catch_up(clock.now())
    return browser.get("/desk").text


def test_a_calm_desk_says_so_and_offers_to_write(app: Flask, anna: Browser) -> None:
    page = overview(app, anna)
    assert "<h1>Inget väntar på besked</h1>" in page
    assert 'class="button big" href="/desk/skriv"' in page
    assert "Inga utkast väntar. " in text_of(page)
    assert "Inget är planerat." in text_of(page)
    assert "Inget har skickats än." in text_of(page)


def test_each_broken_promise_stands_first_with_what_answers_it(app: Flask, anna: Browser, database: Database) -> None:
    shop = Desk(database)
    promised = incident("Filerna är sena", next_word="9 mars kl 15")
    expected = incident("Ett fel", expected_end="9 mars kl 12")
    word = shop.publish(promised, at("2026-03-09 08.00"))
    end = shop.publish(expected, at("2026-03-09 09.00"))
    window = shop.publish(planned("Underhåll", time="8 mars kl 10–12"), at("2026-03-01 08.00"))
    page = overview(app, anna)
    assert "<h1>3 notiser väntar på besked</h1>" in page
    late = page.partition('class="broken"')[2].partition("</section>")[0]
    found = re.findall(r'name="notis" value="(\d+)">\s*<button name="akt" value="(\w+)">', late)
    assert found == [(str(window), "end"), (str(word), "update"), (str(end), "end")]
    said = text_of(page)
    assert "Nästa besked skulle ha kommit måndag 9 mars 2026 kl 15.00." in said
    assert "Det väntades vara klart måndag 9 mars 2026 kl 12.00" in said
    assert "Tiden var söndag 8 mars 2026 kl 10.00–12.00. Ingen har sagt hur det gick." in said
    assert page.index('class="broken"') < page.index('class="write"') < page.index(">Utkast<")
    draft = anna.post("/desk/skriv", akt="update", notis=word).headers["Location"]
    assert 'value="3"' not in draft
    assert "Filerna är sena" in text_of(anna.get(draft).text)


def test_what_goes_on_and_what_is_planned_stand_with_their_times(app: Flask, anna: Browser, database: Database) -> None:
    shop = Desk(database)
    shop.publish(incident("Filerna är sena", next_word="kl 9"))
    shop.publish(planned("Underhåll", time="helgen 14–15 mars"))
    shop.publish(planned("Långt fram", time="20 april"))
    page = overview(app, anna)
    assert "<h1>En händelse pågår</h1>" in page
    assert "Nästa besked: kl 9 (tisdag 10 mars 2026 kl 09.00)" in text_of(page)
    line = page.partition('class="timeline"')[2].partition("</div>")[0]
    assert re.search(r'<rect class="bar" x="400" y="2" width="200"', line)
    assert "lördag 14–söndag 15 mars 2026" in text_of(f"<main>{line}</main>")
    assert "Långt fram" not in line


def test_drafts_wait_with_their_authors_those_of_runs_with_what_the_run_showed(
    app: Flask, anna: Browser, database: Database
) -> None:
    with database.writing() as session:
        writer = Writer(session, SERVICE, "körningarna", clock.now())
        evidence = {"Återkrav i dag": 0, "Vanligen": "38–52"}
        begin(writer, Act.PUBLISH, fields={"title": "Återkrav saknas"}, origin="run:dygn", evidence=evidence)
        britta = Writer(session, SERVICE, "Britta Ek", clock.now())
        asked = begin(britta, Act.PUBLISH, fields={"title": "Vill ut"})
        begin(britta, Act.PUBLISH)
        submit(britta, asked, 1)
    said = text_of(overview(app, anna))
    assert "Utkast Återkrav saknas från en körning körningarna, tisdag 10 mars 2026 kl 06.20" in said  # a run's first
    assert "Återkrav i dag: 0 ; Vanligen: 38–52 Vill ut Väntar på godkännande. Britta Ek bad om det" in said
    assert "Utan rubrik Britta Ek, tisdag 10 mars 2026 kl 06.20" in said
    draft = text_of(anna.get("/desk/utkast/1").text)
    assert "Utkastet kommer från en körning. Läs igenom det innan du publicerar." in draft
    assert "Återkrav i dag 0 Vanligen 38–52" in draft


def test_the_keys_are_a_page_too(anna: Browser) -> None:
    page = anna.get("/desk/tangenter").text
    assert re.search(r'<a href="/desk" data-keys="g n">Nuläge</a>', page)
    assert page.count('data-keys="s"') == 1
