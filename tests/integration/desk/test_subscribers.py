"""Whoever is told: found without their number standing anywhere, ended, forgotten, read in from a file, and counted."""

import io
import re
from datetime import datetime

import pytest
from flask import Flask
from structlog.testing import capture_logs

from models.operator import Role
from models.registration import Channel, EndReason, Registration, Source
from notices.database import Database
from notices.registrations import Registry
from notices.secrecy import Secrecy
from notices.web.desk.chart import ceiling, chart
from tests.factories import A_MORNING, at
from tests.integration.desk.conftest import Later
from tests.people_at_the_desk import SECRET, Browser, choose_password, let_in

LIST = "/desk/prenumeranter"
BODIL, CARL, GONE = "+46701740605", "+46701740606", "+46701740608"
MAIL = "drift@kommun.example"


def register(database: Database, address: str, since: datetime = A_MORNING, source: Source = Source.KEYWORD) -> None:
    with database.writing() as session:
        channel = Channel.MAIL if "@" in address else Channel.SMS
        Registry(session, Secrecy.of(SECRET), channel, since).begin(address, source)


def leave(database: Database, address: str, when: datetime) -> None:
    with database.writing() as session:
        Registry(session, Secrecy.of(SECRET), Channel.SMS, when).end(address, EndReason.STOPP)


@pytest.fixture
def anna(app: Flask, later: Later) -> Browser:
    """A publisher who has just shown who she is."""
    browser = let_in(app)
    choose_password(browser)
    browser.get(LIST)
    return browser


def found(anna: Browser, who: str) -> str:
    """Where the search leads."""
    answer = anna.post(f"{LIST}/sok", vem=who)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


@pytest.mark.parametrize("written", ["070-174 06 05", "+46 70 174 06 05", "0046701740605"])
def test_a_number_is_found_however_it_is_written_and_shown_masked(
    anna: Browser, database: Database, written: str
) -> None:
    register(database, BODIL)
    path = found(anna, written)
    assert re.fullmatch(rf"{LIST}/\d+", path)
    page = anna.get(path).text
    assert "+4670…05" in page
    assert BODIL not in page
    assert "genom sms" in page


def test_no_number_stands_in_an_address_or_in_what_is_logged(anna: Browser, database: Database) -> None:
    register(database, BODIL)
    with capture_logs() as lines:
        path = found(anna, BODIL)
        assert anna.post(f"{path}/avslut").status_code == 303
        assert anna.post(f"{path}/glomska").status_code == 303
        assert anna.post(f"{LIST}/sok", vem=CARL).status_code == 404
    heard = str(lines)
    assert f"{LIST}/sok" in heard
    for number in (BODIL, CARL):
        assert number not in heard
        assert number not in anna.get("/desk/logg").text


def test_a_mail_address_is_found_too_and_what_is_neither_is_said_to_be_so(anna: Browser, database: Database) -> None:
    register(database, MAIL)
    assert "d…@kommun.example" in anna.get(found(anna, "Drift@Kommun.example")).text
    for wrong, said in (("12", "inget telefonnummer"), ("a@b", "ingen e-postadress")):
        answer = anna.post(f"{LIST}/sok", vem=wrong)
        assert answer.status_code == 422
        assert said in answer.text


def test_the_history_has_each_period_and_why_it_ended(anna: Browser, database: Database) -> None:
    register(database, BODIL, at("2025-11-03 08.00"))
    leave(database, BODIL, at("2026-01-07 08.00"))
    register(database, BODIL, at("2026-02-01 08.00"))
    page = anna.get(found(anna, BODIL)).text
    assert page.index("1 februari 2026") < page.index("3 november 2025")
    assert "med STOPP" in page


def test_an_end_and_a_forgetting_are_done_in_that_order_and_kept_in_the_audit(
    anna: Browser, database: Database
) -> None:
    register(database, BODIL)
    path = found(anna, BODIL)
    too_soon = anna.get(f"{path}/glomska")
    assert (too_soon.status_code, "Avsluta först" in too_soon.text) == (409, True)
    assert "Avsluta först prenumerationen" in anna.post(f"{path}/glomska").text
    assert anna.post(f"{path}/avslut").status_code == 303
    assert "Inte registrerad." in anna.get(path).text
    assert anna.post(f"{path}/avslut").status_code == 409
    assert "+4670…05" in anna.get(f"{path}/glomska").text
    assert anna.post(f"{path}/glomska").status_code == 303
    page = anna.get(path).text
    assert "Glömd prenumerant" in page
    assert "+4670" not in page
    assert anna.post(f"{LIST}/sok", vem=BODIL).status_code == 404
    with database.reading() as session:
        assert [one.address_hash for one in session.query(Registration)] == [None]
    log = anna.get("/desk/logg").text
    assert "Glömd: " in log
    assert re.search(r"Avsluta[dt]*: ", log)


def test_forgetting_and_reading_in_ask_again_who_it_is(anna: Browser, database: Database, later: Later) -> None:
    register(database, BODIL)
    path = found(anna, BODIL)
    anna.post(f"{path}/avslut")
    later(minutes=11)
    for guarded in (f"{path}/glomska", f"{LIST}/import"):
        assert anna.get(guarded).headers["Location"].startswith("/desk/bekrafta?")
    later(minutes=10)
    anna.get(LIST)
    for guarded in (f"{path}/glomska", f"{LIST}/import", f"{LIST}/import/inlasning"):
        assert anna.post(guarded).status_code == 403
    assert "+4670…05" in anna.get(path).text


def test_a_file_is_read_in_and_says_what_was_new_known_and_wrong(anna: Browser, database: Database) -> None:
    register(database, BODIL)
    register(database, GONE)
    leave(database, GONE, at("2026-03-12 08.00"))
    lines = f"nummer\n{BODIL}\n070-174 06 06;Kommunen\n08-123 45\n{GONE}\n"
    fields = {"fil": (io.BytesIO(lines.encode()), "lista.csv"), "grund": "Avtal 12"}
    page = anna.post(f"{LIST}/import", **fields).text
    counted = dict(re.findall(r"<dt>([^<]+)</dt><dd>(?:<strong>)?([^<]+)", page))
    assert counted | {"Rättslig grund": ""} == {
        "Nya": "1",
        "Redan registrerade": "1",
        "Avregistrerade själva, och läses inte in": "1",
        "Ogiltiga": "1",
        "Rättslig grund": "",
    }
    assert "Rad 4" in page
    assert CARL not in page
    assert anna.post(f"{LIST}/sok", vem=CARL).status_code == 404  # nothing has been done yet
    sealed = re.search(r'name="provat" value="([^"]+)"', page)
    assert sealed
    done = anna.post(f"{LIST}/import/inlasning", provat=sealed[1])
    assert "1 ny är inläst." in done.text
    again = anna.post(f"{LIST}/import/inlasning", provat=sealed[1])
    assert "0 nya är inlästa." in again.text
    for forged in ("", "x", Secrecy.of(SECRET).encrypt("7:hemlighet").decode()):
        assert anna.post(f"{LIST}/import/inlasning", provat=forged).status_code == 422
    assert "Avtal 12" in anna.get(found(anna, CARL)).text
    assert "Avtal 12" in anna.get("/desk/logg").text


@pytest.mark.parametrize(
    ("content", "basis", "said"),
    [(b"", "Avtal", "Välj en fil"), (b"\xff\xfe\xfa", "Avtal", "UTF-8"), (b"0701740605", " ", "rättsliga grunden")],
)
def test_a_file_that_cannot_be_read_in_changes_nothing(
    anna: Browser, database: Database, content: bytes, basis: str, said: str
) -> None:
    name = "lista.csv" if content else ""
    answer = anna.post(f"{LIST}/import", fil=(io.BytesIO(content), name), grund=basis)
    assert answer.status_code == 422
    assert said in answer.text
    with database.reading() as session:
        assert session.query(Registration).count() == 0


def test_the_months_count_who_was_registered_and_never_our_own_canary(anna: Browser, database: Database) -> None:
    register(database, BODIL, at("2026-01-31 23.30"))
    register(database, CARL, at("2026-02-01 00.10"))
    register(database, MAIL, at("2026-02-10 08.00"))
    register(database, "+46701740607", at("2026-01-02 08.00"), Source.CANARY)
    leave(database, CARL, at("2026-03-02 08.00"))
    page = anna.get(LIST).text
    rows = [re.findall(r"<t[hd][^>]*>([^<]+)", row) for row in re.findall(r"<tr>.*?</tr>", page)]
    assert rows[:5] == [
        ["Månad", "Sms", "E-post", "Nya", "Avslutade"],
        ["mars 2026", "1", "1", "0", "1"],
        ["februari 2026", "2", "1", "2", "0"],
        ["januari 2026", "1", "0", "1", "0"],
        ["december 2025", "0", "0", "0", "0"],
    ]
    assert page.count('<rect class="bar"') == 12


def test_our_own_canary_can_be_looked_at_and_not_ended(anna: Browser, database: Database) -> None:
    register(database, BODIL, A_MORNING, Source.CANARY)
    path = found(anna, BODIL)
    assert "kontrollnummer" in anna.get(path).text
    assert anna.post(f"{path}/avslut").status_code == 409


def test_an_editor_has_no_business_with_who_subscribes(app: Flask, later: Later) -> None:
    eva = let_in(app, "Eva", Role.EDITOR)
    assert eva.get(LIST).status_code == 403
    assert LIST not in eva.get("/desk").text


def test_the_highest_bar_fits_under_the_highest_line() -> None:
    drawn = chart([("jan", 0), ("feb", 412), ("mar", 1000)])
    assert drawn.bars[0].height == 0
    assert drawn.bars[2].y == drawn.lines[2][1]
    assert [value for value, _ in drawn.lines] == [0, 500, 1000]
    assert [ceiling(most) for most in (0, 1, 3, 5, 11, 412, 1001)] == [2, 2, 4, 10, 20, 1000, 2000]
