"""The last day of mail: told to the end of it, then one farewell, then nothing."""

from collections.abc import Callable
from datetime import date

import time_machine

from models.delivery import BroadcastEnd, Cause
from models.registration import Channel, EndReason
from notices import clock
from tests.factories import at
from tests.integration.mail.office import ANNA, BO, CARIN, MailOffice, link, on_one_database, text
from tests.standins.smtp.server import MailServer

LAST_DAY = date(2027, 3, 31)
FAREWELL = "[Driftinformation] E-posten upphör"
NOTICE = "[Driftinformation] Filerna är sena"


def test_the_last_day_is_told_by_both_channels_then_comes_one_farewell_and_then_nothing(
    closing: Callable[..., MailOffice], mail_server: MailServer
) -> None:
    with time_machine.travel(at("2027-03-31 23.59"), tick=False) as now:
        office = closing(LAST_DAY)
        office.register([ANNA, BO])
        office.publish()
        now.move_to(at("2027-04-01 00.01"))
        office.publish()  # too late for mail
        office.work()
        office.work()
        office.work()
        assert office.subjects(ANNA) == office.subjects(BO) == [NOTICE, FAREWELL]
        assert office.ended(ANNA) is office.ended(BO) is EndReason.CHANNEL_CLOSED
        now.move_to(at("2027-04-02 09.00"))
        office.publish()
        office.work()

    assert len(mail_server.taken) == 4
    assert "LEFIP till 71377" in text(mail_server.inbox(ANNA)[1])
    assert "onsdag 31 mars 2027" in text(mail_server.inbox(ANNA)[1]).lower()
    by_mail = [one for one in office.broadcasts if one.channel is Channel.MAIL]
    assert [(one.cause, one.ended_reason) for one in by_mail] == [
        (Cause.ACT, BroadcastEnd.SENT),
        (Cause.ACT, BroadcastEnd.CLOSED),
        (Cause.FAREWELL, BroadcastEnd.SENT),
    ]


@on_one_database
def test_nobody_misses_the_farewell_because_the_server_was_gone(
    closing: Callable[..., MailOffice], mail_server: MailServer
) -> None:
    mail_server.down()
    with time_machine.travel(at("2027-04-01 06.00"), tick=False) as now:
        office = closing(LAST_DAY)
        office.register([ANNA, BO, CARIN])
        office.work()
        office.publish()  # while the farewell waits, mail is read by nobody
        assert {one.cause for one in office.broadcasts if one.channel is Channel.MAIL} == {Cause.FAREWELL}
        now.move_to(at("2027-04-02 06.30"))  # longer than a word is worth being tried
        office.recover()
        office.work()
        assert all(office.is_told(person) for person in (ANNA, BO, CARIN))
        mail_server.up()
        mail_server.fault("refuse", at="rcpt", to=CARIN, code=451, words="4.2.0 For ever")
        for clock_time in ("07.00", "07.10", "07.20"):
            now.move_to(at(f"2027-04-02 {clock_time}"))
            office.work()
        now.move_to(at("2027-04-03 08.00"))
        office.recover()
        office.work()
        assert not any(office.is_told(person) for person in (ANNA, BO))
        assert office.is_told(CARIN)
        now.move_to(at("2027-04-09 09.00"))
        office.recover()
        office.work()
        assert not office.is_told(CARIN)
    assert office.subjects(ANNA) == office.subjects(BO) == [FAREWELL]


@on_one_database
def test_signing_up_closes_and_says_how_to_be_told_instead(
    closing: Callable[..., MailOffice], mail_server: MailServer
) -> None:
    with time_machine.travel(at("2027-03-31 23.50"), tick=False) as now:
        office = closing(LAST_DAY)
        client = office.web(drawn=True)
        page = client.get("/prenumerera").text
        assert "till och med onsdag 31 mars 2027" in page
        assert "up to and including Wednesday 31 March 2027" in client.get("/en/prenumerera").text
        client.post("/prenumerera", data={"adress": ANNA})
        office.post()
        path = link(mail_server.inbox(ANNA)[0])

        now.move_to(at("2027-04-01 00.00"))
        for answer in (client.post("/prenumerera", data={"adress": BO}), client.get(path), client.post(path)):
            assert answer.status_code == 410
            assert "Skicka LEFIP till 71377" in answer.text
        assert office.registration(ANNA) is None
        office.work()  # the farewell to nobody stands in the log, and the page follows it
        site = client.application.extensions["site"]
        site.catch_up(clock.now())
        page = client.get("/prenumerera").text
        assert "Sista dagen med e-post var onsdag 31 mars 2027. Skicka <kbd>LEFIP</kbd>" in page
        assert "<form" not in page
    assert len(office.letters) == 1
    assert office.states == {}
