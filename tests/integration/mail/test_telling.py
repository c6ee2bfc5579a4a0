"""Everybody who should be told by mail is told, once; what nobody knows is sent again as the same mail."""

from datetime import timedelta

import pytest
import time_machine

from models.delivery import BroadcastEnd, State
from models.registration import Channel, EndReason
from models.terms import Environment
from notices import clock
from notices.delivery.delivering import ChannelStopped
from notices.delivery.recipients import Recipients
from notices.delivery.transitions import Event
from tests.factories import incident
from tests.integration.mail.office import ANNA, BO, CARIN, MailOffice, on_one_database, text
from tests.standins.smtp.server import MailServer

SUBJECT = "[Driftinformation] Filerna är sena"


def later(**much: float) -> time_machine.travel:
    return time_machine.travel(clock.now() + timedelta(**much))


def test_a_notice_is_told_by_mail_beside_sms_and_its_words_hang_together(
    office: MailOffice, mail_server: MailServer
) -> None:
    office.register([ANNA, BO])
    notice = office.publish(incident(action="Vänta med att läsa in."))
    office.work()
    office.act(notice, "update", "Felet är hittat.")
    office.work()
    office.work()

    first, second = mail_server.inbox(ANNA)
    assert [broadcast.channel for broadcast in office.broadcasts] == [Channel.SMS, Channel.MAIL] * 2
    assert "Vänta med att läsa in." in text(first)
    assert "Felet är hittat." in text(second)
    assert (first["Subject"], second["Subject"]) == (SUBJECT, SUBJECT)
    assert first["References"] == second["References"] == second["In-Reply-To"]
    assert first["Message-ID"] != second["Message-ID"]
    assert first["List-Unsubscribe"] != mail_server.inbox(BO)[0]["List-Unsubscribe"]
    assert set(mail_server.told.values()) == {1}
    assert office.states == {State.ACCEPTED: 4}
    assert office.registration(ANNA) != office.registration(BO)


@on_one_database
def test_where_nobody_reads_mail_none_is_written(office: MailOffice) -> None:
    office.publish()
    assert [broadcast.channel for broadcast in office.broadcasts] == [Channel.SMS]


@on_one_database
def test_an_act_that_is_not_told_ends_the_words_that_it_made_untrue(office: MailOffice) -> None:
    office.register([ANNA])
    notice = office.publish()
    office.act(notice, "withdraw", "Fel.")
    office.work()
    assert office.subjects(ANNA) == [SUBJECT]
    assert "Indragen" in text(office.server.inbox(ANNA)[0])


@on_one_database
def test_the_test_environment_says_so(office: MailOffice) -> None:
    office.register([ANNA])
    office.publish(incident(environment=Environment.TEST))
    office.work()
    assert office.subjects(ANNA) == ["[Driftinformation] TEST: Filerna är sena"]


@on_one_database
def test_who_is_not_on_the_list_is_not_mailed_by_a_test_system(office: MailOffice) -> None:
    object.__setattr__(office.outbox, "recipients", Recipients.of(BO))
    office.register([ANNA, BO])
    office.publish()
    office.work()
    assert [taken.to for taken in office.server.taken] == [BO]
    assert office.states == {State.ACCEPTED: 1, State.DROPPED: 1}


def test_a_mailbox_that_does_not_exist_is_told_no_more(office: MailOffice, mail_server: MailServer) -> None:
    mail_server.fault("refuse", at="rcpt", to=ANNA, code=550, words="5.1.1 No such mailbox")
    mail_server.fault("refuse", at="rcpt", to=BO, code=550, words="Mailbox full")
    mail_server.fault("refuse", at="data", to=CARIN, code=554, words="5.6.0 Not liked")
    office.register([ANNA, BO, CARIN])
    office.publish()
    office.work()
    assert office.states == {State.REFUSED: 3}
    assert office.codes == {"550 5.1.1", "550 -", "554 5.6.0"}
    assert office.ended(ANNA) is EndReason.INVALID
    assert office.is_told(BO)
    assert office.is_told(CARIN)


@on_one_database
def test_what_is_put_off_comes_later(office: MailOffice, mail_server: MailServer) -> None:
    mail_server.fault("refuse", at="rcpt", code=451, words="4.7.1 Greylisted", first=1)
    office.register([ANNA])
    office.publish()
    assert office.work() == {Event.RETRY: 1}
    with later(minutes=5):
        office.work()
    assert len(mail_server.inbox(ANNA)) == 1


@pytest.mark.parametrize(("do", "accepted"), [("drop", False), ("hang", True)])
@on_one_database
def test_what_nobody_knows_is_sent_again_as_the_same_mail(
    office: MailOffice, mail_server: MailServer, do: str, accepted: bool
) -> None:
    if do == "hang":
        office.change(timeout_s=1.0)
    mail_server.fault(do, accepted=accepted, to=ANNA)
    office.register([ANNA, BO])
    office.publish()
    office.work()
    mail_server.no_faults()
    assert office.states == {State.UNKNOWN: 1, State.ACCEPTED: 1}
    office.recover()
    office.work()
    assert len(mail_server.inbox(ANNA)) == accepted  # the lease still runs

    with later(minutes=3):
        office.recover()
        office.work()
    assert office.states == {State.ACCEPTED: 2}
    assert len(mail_server.inbox(ANNA)) == 1 + accepted
    assert len({taken.raw for taken in mail_server.taken if taken.to == ANNA}) == 1
    assert len(mail_server.inbox(BO)) == 1


def test_a_crash_before_anything_was_sent_loses_nothing(office: MailOffice, mail_server: MailServer) -> None:
    office.register([ANNA, BO])
    office.publish()
    office.claim_and_die()
    office.work()
    assert mail_server.taken == []
    with later(minutes=3):
        office.recover()
        office.work()
    assert set(mail_server.told.values()) == {1}
    assert office.states == {State.ACCEPTED: 2}


@on_one_database
def test_a_wrong_password_stops_the_channel_and_burns_no_list(office: MailOffice, mail_server: MailServer) -> None:
    mail_server.fault("refuse", at="mail", code=530, words="5.7.0 Sign in first")
    office.register([ANNA, BO])
    office.publish()
    with pytest.raises(ChannelStopped, match="530"):
        office.work()
    mail_server.no_faults()
    assert office.states == {State.PENDING: 2}
    with later(minutes=3):
        office.work()
    assert office.states == {State.ACCEPTED: 2}


@on_one_database
def test_a_server_that_is_down_is_left_in_peace_and_nothing_is_lost(
    office: MailOffice, mail_server: MailServer
) -> None:
    mail_server.down()
    people = [f"person{n}@kommun.example" for n in range(15)]
    office.register(people)
    notice = office.publish()
    office.work()
    mail_server.up()
    office.work()
    assert mail_server.taken == []  # not yet
    with later(minutes=3):
        office.work()
        office.work()
    assert {taken.to for taken in mail_server.taken} == set(people)
    assert notice
    assert [broadcast.ended_reason for broadcast in office.broadcasts if broadcast.channel is Channel.MAIL] == [
        BroadcastEnd.SENT
    ]


@on_one_database
def test_the_address_is_nowhere_in_the_outbox(office: MailOffice) -> None:
    office.register([ANNA])
    office.publish()
    office.work()
    assert ANNA not in repr([vars(broadcast) for broadcast in office.broadcasts])
