"""The one-time address: it lets one person in, once, and they choose how they come in from then on."""

from flask import Flask
from sqlalchemy import select

from models.operator import Operator, Role
from notices import clock
from notices.database import Database
from notices.operators.events import Doer
from notices.operators.roster import Roster, first_sign_in
from notices.secrecy import Secrecy
from tests.integration.desk.conftest import Later, MakeApplication
from tests.people_at_the_desk import SECRET, Browser, choose_password, invite, let_in


def code_of(path: str) -> str:
    return path.partition("kod=")[2]


def test_it_is_used_up_by_the_button_and_not_by_whatever_looks_at_links(app: Flask, database: Database) -> None:
    path = invite(database, "Anna Berg", Role.EDITOR)
    for _ in range(3):
        page = Browser(app.test_client()).get(path)
        assert "Gå in" in page.text
        assert "Set-Cookie" not in page.headers
    anna, thief = Browser(app.test_client()), Browser(app.test_client())
    assert anna.post("/desk/inbjudan", kod=code_of(path)).status_code == 303
    again = thief.post("/desk/inbjudan", kod=code_of(path))
    assert again.status_code == 403
    assert "Adressen gäller inte" in again.text
    assert "Set-Cookie" not in again.headers
    assert "Redaktör" in anna.get("/desk/konto").text


def test_it_holds_for_a_day_and_only_the_last_one_does(app: Flask, database: Database, later: Later) -> None:
    path = invite(database, "Anna Berg", Role.EDITOR)
    with database.writing() as session:
        roster = Roster(session, Secrecy.of(SECRET), Doer("test"), clock.now())
        newer = roster.reset(roster.find("Anna Berg"))
        kept = session.scalars(select(Operator.invitation_hash)).one()
    assert code_of(newer) not in str(kept)
    assert Browser(app.test_client()).post("/desk/inbjudan", kod=code_of(path)).status_code == 403
    later(hours=24, seconds=1)
    assert Browser(app.test_client()).post("/desk/inbjudan", kod=code_of(newer)).status_code == 403


def test_another_site_cannot_use_it(app: Flask, database: Database) -> None:
    path = invite(database, "Anna Berg", Role.EDITOR)
    other_site = Browser(app.test_client(), headers={"Origin": "https://evil.example"})
    assert other_site.post("/desk/inbjudan", kod=code_of(path)).status_code == 403
    assert Browser(app.test_client()).post("/desk/inbjudan", kod=code_of(path)).status_code == 303


def test_on_ones_own_machine_one_is_reminded_and_goes_on(app: Flask) -> None:
    anna = let_in(app, role=Role.ADMINISTRATOR)
    page = anna.get("/desk/operatorer")
    assert page.status_code == 200
    assert "Du kan inte logga in igen än" in page.text
    choose_password(anna)
    assert "Du kan inte logga in igen än" not in anna.get("/desk/operatorer").text


def test_elsewhere_one_first_chooses_how_to_come_in(make: MakeApplication) -> None:
    app = make(public_url="https://drift.example")
    anna = Browser(app.test_client(), base="https://drift.example")
    path = invite(app.extensions["site"].database, "Anna Berg", Role.ADMINISTRATOR)
    anna.post("/desk/inbjudan", kod=code_of(path))
    held_back = anna.get("/desk/operatorer")
    assert (held_back.status_code, held_back.headers["Location"]) == (302, "/desk/konto")
    choose_password(anna)
    assert anna.get("/desk/operatorer").status_code == 200


def test_a_first_administrator_is_let_in_until_somebody_can_sign_in(app: Flask, database: Database) -> None:
    def first() -> str | None:
        with database.writing() as session:
            return first_sign_in(Roster(session, Secrecy.of(SECRET), Doer("make run"), clock.now()))

    earlier, path = first(), first()
    assert earlier
    assert path
    assert Browser(app.test_client()).post("/desk/inbjudan", kod=code_of(earlier)).status_code == 403
    anna = Browser(app.test_client())
    assert anna.post("/desk/inbjudan", kod=code_of(path)).status_code == 303
    assert "Administratör" in anna.get("/desk/konto").text
    assert first()  # she has nothing to sign in with yet
    assert anna.get("/desk/konto").status_code == 200
    choose_password(anna)
    assert first() is None
    with database.reading() as session:
        assert len(session.scalars(select(Operator)).all()) == 1
