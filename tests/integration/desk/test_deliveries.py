"""After publishing: how many have been told, what did not get through and why, and trying once more."""

import csv
import io
import re

import pytest
from flask import Flask
from sqlalchemy import select, update

from models.delivery import Delivery, State
from models.operator import Role
from models.registration import Channel, Source
from notices import clock
from notices.database import Database
from notices.delivery.expanding import expand_due
from notices.publishing import Publisher
from notices.registrations import Registry
from notices.secrecy import Secrecy
from tests.factories import SERVICE, incident
from tests.integration.desk.conftest import Later
from tests.people_at_the_desk import SECRET, Browser, let_in

PEOPLE = [f"+467017406{number:02}" for number in range(10, 18)]
CANARY = "+46701740699"


@pytest.fixture
def anna(app: Flask, later: Later) -> Browser:
    return let_in(app)


@pytest.fixture
def told(app: Flask, database: Database, later: Later) -> str:
    """A notice that eight and our own canary are to be told of by SMS: written down, none of it sent."""
    with database.writing() as session:
        registry = Registry(session, Secrecy.of(SECRET), Channel.SMS, clock.now())
        for number in PEOPLE:
            registry.begin(number, Source.KEYWORD)
        registry.begin(CANARY, Source.CANARY)
    later(seconds=5)
    with database.writing() as session:
        publisher = Publisher(session, SERVICE, "Anna Berg", clock.now(), "https://drift.example", True)
        notice = publisher.publish(incident())
    expand_due(database, Channel.SMS, clock.now())
    return f"/desk/notiser/{notice.id}"


def settle(database: Database, first: int, *, after: int = 0, **values: object) -> None:
    """Let this become of so many deliveries, `after` so many."""
    with database.writing() as session:
        ids = session.scalars(select(Delivery.id).order_by(Delivery.id).offset(after).limit(first)).all()
        at = {"sent_at": clock.now(), "settled_at": clock.now(), "attempts": 1}
        session.execute(update(Delivery).where(Delivery.id.in_(ids)).values(at | values))


def some_sent(database: Database) -> None:
    """Of eight: three have it, one was taken and failed, two were refused, one nobody knows of, one waits."""
    settle(database, 3, state=State.ACCEPTED, provider_status="delivered")
    settle(database, 1, after=3, state=State.ACCEPTED, provider_status="undelivered", error_code="30003")
    settle(database, 2, after=4, state=State.REFUSED, error_code="21408")
    settle(database, 1, after=6, state=State.UNKNOWN, error_code="timeout")


def test_waiting_is_shown_by_what_has_been_done_and_follows_by_itself(
    anna: Browser, told: str, database: Database
) -> None:
    assert "0 av 8 skickade" in anna.get(f"{told}/utskick").text
    some_sent(database)
    page = anna.get(f"{told}/utskick").text
    assert "4 av 8 skickade" in page
    assert "Framme: 3. Väntar: 1. Misslyckades: 3. Okänt: 1." in " ".join(page.split())
    part = anna.get(f"{told}/utskick/lage")
    assert "4 av 8 skickade" in part.text
    assert "<html" not in part.text
    assert "data-goes-on" in part.text
    assert '<noscript><meta http-equiv="refresh"' in page


def test_when_all_is_settled_the_page_rests(anna: Browser, told: str, database: Database) -> None:
    settle(database, 9, state=State.ACCEPTED, provider_status="delivered")
    page = anna.get(f"{told}/utskick").text
    assert "8 av 8 skickade" in page
    for sign in ("data-goes-on", "refresh", "progress.js", "kom inte fram"):
        assert sign not in page


def test_what_did_not_get_through_is_said_with_what_its_code_means(
    anna: Browser, told: str, database: Database
) -> None:
    some_sent(database)
    page = anna.get(f"{told}/utskick").text
    assert "3 kom inte fram" in page
    assert "Telefonen är avstängd eller utan täckning" in page
    assert "Kontot får inte sända till det landet" in page
    assert "+4670…13" in page
    for number in PEOPLE:
        assert number not in page


def test_what_failed_is_tried_again_by_a_publisher_and_that_is_audited(
    app: Flask, anna: Browser, told: str, database: Database
) -> None:
    some_sent(database)
    eva = let_in(app, "Eva", Role.EDITOR)
    assert "nytt-forsok" not in eva.get(f"{told}/utskick").text
    assert eva.post(f"{told}/utskick/nytt-forsok").status_code == 403
    anna.get(f"{told}/utskick")
    assert anna.post(f"{told}/utskick/nytt-forsok").status_code == 303
    page = anna.get(f"{told}/utskick").text
    assert "Väntar: 4." in page
    assert "kom inte fram" not in page
    assert "<h2>Utskick försöks igen: " in anna.get("/desk/logg?vem=Anna+Berg").text
    nothing = anna.post(f"{told}/utskick/nytt-forsok")
    assert nothing.status_code == 409
    assert "Inget är att försöka igen" in nothing.text


def test_each_recipient_has_a_receipt_on_a_page_and_in_a_table(anna: Browser, told: str, database: Database) -> None:
    some_sent(database)
    page = anna.get(f"{told}/kvitton").text
    assert "+4670…10" in page
    assert "30003: Telefonen är avstängd" in page
    table = anna.get(f"{told}/kvitton.csv")
    assert table.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in table.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(table.text)))
    assert len(rows) == 9
    assert {row["kod"] for row in rows} == {"", "30003", "21408", "timeout"}
    assert not re.search(r"\+46\d{9}", table.text + page)


def test_who_may_not_publish_sees_how_it_goes_and_no_recipient_by_recipient_proof(app: Flask, told: str) -> None:
    eva = let_in(app, "Eva", Role.EDITOR)
    assert "0 av 8 skickade" in eva.get(f"{told}/utskick").text
    assert eva.get(f"{told}/kvitton").status_code == 403
    assert eva.get(f"{told}/kvitton.csv").status_code == 403
