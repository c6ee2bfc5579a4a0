"""What an administrator changes of the settings: it counts at once, everywhere, and can be looked at and put back."""

import re
from html import unescape

import pytest
from flask import Flask

from models.delivery import Broadcast
from models.operator import Role
from notices import clock
from notices.adjustments import QUIET, adjusted, change, is_quiet_now
from notices.database import Database
from notices.drafts import Writer, begin, read_draft
from notices.publishing import Publisher
from tests.factories import SERVICE, at, desk, planned
from tests.harness.postgres import Postgres
from tests.integration.desk.conftest import Later
from tests.integration.desk.drafting import begin as press
from tests.people_at_the_desk import Browser, choose_password, let_in

SETTINGS = "/desk/installningar"
LATE, HOURS = f"{SETTINGS}/mallar/files_late", f"{SETTINGS}/tysta-timmar"


@pytest.fixture
def anna(app: Flask, later: Later) -> Browser:
    """An administrator who has just shown who she is."""
    browser = let_in(app, role=Role.ADMINISTRATOR)
    choose_password(browser)
    return browser


def typed(anna: Browser, path: str, **changed: str) -> dict[str, str]:
    """The form as the page has it, with some fields written anew."""
    page = anna.get(path).text
    inputs = dict(re.findall(r'<input [^>]*name="([\w.]+)"[^>]*value="([^"]*)"', page))
    texts = dict(re.findall(r'<textarea [^>]*name="([\w.]+)"[^>]*>\n([^<]*)<', page))
    form = {name: unescape(text) for name, text in {**inputs, **texts}.items() if name not in {"csrf", "vidare"}}
    return form | changed


def test_a_template_says_what_the_administrator_wrote_as_soon_as_it_is_saved(
    app: Flask, anna: Browser, database: Database
) -> None:
    eva = let_in(app, "Eva", Role.EDITOR)
    form = typed(anna, LATE, title="Filerna för {datum} dröjer", action="Vänta till kl {klockslag}.")
    assert anna.post(LATE, **form).status_code == 303
    draft = eva.get(press(eva, mall="files_late")).text
    assert "Filerna för tisdag 10 mars 2026 dröjer" in draft
    assert "Vänta till kl [klockslag]." in draft
    assert "klockslag" in draft.partition("Fyll i:")[2]
    assert "Ändrad <time" in anna.get(SETTINGS).text
    log = anna.get("/desk/logg?vad=change_setting").text
    assert "<h2>Inställning ändrad: Mall files_late</h2>" in log
    assert "dröjer</ins>" in log
    assert "Nattens filer är sena" in SERVICE.templates["files_late"].title


def test_what_stood_can_be_looked_at_and_put_back(anna: Browser, database: Database, later: Later) -> None:
    for title in ("Filerna dröjer", "Inga filer än"):
        assert anna.post(LATE, **typed(anna, LATE, title=title)).status_code == 303
    page = anna.get(LATE).text
    assert page.index("Inga filer än") < page.index("Filerna dröjer") < page.index("Från början, i service.toml")
    assert anna.post(f"{LATE}/aterstallning", version="2", nummer="1").status_code == 303
    assert typed(anna, LATE)["title"] == "Filerna dröjer"
    assert anna.post(f"{LATE}/aterstallning", version="3", nummer="0").status_code == 303
    assert typed(anna, LATE)["title"] == "Nattens filer är sena"
    assert "Satt tillbaka till det som står i service.toml." in anna.get(LATE).text
    assert anna.post(f"{LATE}/aterstallning", version="4", nummer="99").status_code == 404
    assert anna.post(f"{LATE}/aterstallning", version="4", nummer="0").status_code == 409
    with database.reading() as session:
        assert adjusted(session, SERVICE).templates["files_late"].title == SERVICE.templates["files_late"].title


def test_a_gap_that_was_asked_for_before_the_change_still_has_to_be_filled(anna: Browser, database: Database) -> None:
    with database.writing() as session:
        writer = Writer(session, SERVICE, "Eva", clock.now())
        old = begin(writer, SERVICE.templates["files_late"].acts[0], fields={"title": "Sent", "body": "För [orsak]."})
        number = old.id
    frozen, closed = f"{SETTINGS}/mallar/benefit_frozen", f"{SETTINGS}/mallar/intake_closed"
    for path in (frozen, closed):
        assert anna.post(path, **typed(anna, path, body="Vi vet inte varför.")).status_code == 303
    with database.reading() as session:
        draft = session.get_one(type(old), number)
        assert "[orsak]" in read_draft(session, SERVICE, draft, clock.now()).problems["body"]


def test_the_quiet_hours_hold_for_what_is_published_and_for_what_waits(anna: Browser, database: Database) -> None:
    assert anna.post(HOURS, **typed(anna, HOURS, quiet_from="05:30", quiet_until="08:00")).status_code == 303
    with database.writing() as session:
        assert is_quiet_now(SERVICE, session, at("2026-03-10 07.30"))
        assert not is_quiet_now(SERVICE, session, at("2026-03-10 22.00"))
        act = Publisher(session, SERVICE, "Britta Ek", at("2026-03-10 07.30"), "https://drift.example", True)
        act.publish(planned(time="helgen 14–15 mars"))
    with database.reading() as session:
        assert session.query(Broadcast).filter_by(channel="sms").one().not_before == at("2026-03-10 08.00")
    assert "Tysta timmar" in anna.get("/desk/logg?vad=change_setting").text


@pytest.mark.parametrize(
    ("path", "field", "wrong", "said"),
    [
        (HOURS, "quiet_until", "snart", "Skriv ett klockslag"),
        (HOURS, "day_before", "23:00", "i de tysta timmarna"),
        (LATE, "title", "", "Här måste det stå något"),
        (LATE, "title", "x" * 201, "högst 200 tecken"),
        (LATE, "body", "Vi söker {orsaken.", "klammer"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_changed(
    anna: Browser, *, path: str, field: str, wrong: str, said: str
) -> None:
    answer = anna.post(path, **typed(anna, path, **{field: wrong}))
    assert answer.status_code == 422
    assert said in answer.text.partition(f'id="n-{field}"')[2]
    assert wrong in unescape(answer.text)
    assert anna.get(SETTINGS).text.count("Som i service.toml.") == len(SERVICE.template) + 1


def test_two_who_change_the_same_do_not_write_over_each_other(app: Flask, anna: Browser) -> None:
    form = typed(anna, LATE, title="Annas rubrik")
    assert anna.post(LATE, **form).status_code == 303
    late = anna.post(LATE, **{**form, "title": "En annan rubrik"})
    assert (late.status_code, "Någon annan har ändrat" in late.text) == (409, True)
    assert typed(anna, LATE)["title"] == "Annas rubrik"


def test_only_administrators_who_have_shown_who_they_are_change_anything(
    app: Flask, anna: Browser, later: Later
) -> None:
    britta = let_in(app, "Britta Ek")
    for path in (SETTINGS, LATE, HOURS):
        assert britta.get(path).status_code == 403
    assert britta.post(LATE, title="Hej").status_code == 403
    assert anna.get(f"{SETTINGS}/mallar/finns-inte").status_code == 404
    later(minutes=11)
    assert anna.get(LATE).headers["Location"].startswith("/desk/bekrafta?")
    assert anna.get(SETTINGS).status_code == 200


def test_a_change_holds_on_postgresql_too(postgres: Postgres) -> None:
    database = desk(postgres.create_database()).database
    value = {"quiet_from": "22:00", "quiet_until": "06:00", "day_before": "12:00"}
    with database.writing() as session:
        change(session, SERVICE, QUIET, value, since=0, who="Anna Berg", source=None, now=clock.now())
    with database.reading() as session:
        assert f"{adjusted(session, SERVICE).sms.quiet_from:%H.%M}" == "22.00"
    database.close()
