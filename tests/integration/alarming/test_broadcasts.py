"""What is sent is looked after: it leaves, it arrives at the canary, and it does not fail for many."""

import re
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from app import put_together
from models.delivery import BroadcastEnd
from models.notice import Notice
from models.registration import Channel, EndReason, Source
from notices.channels.console import Console
from notices.config import Settings
from notices.delivery.figures import figures
from notices.delivery.opening import end_broadcasts
from notices.delivery.recipients import Recipients
from notices.registrations import Registry
from notices.schedule.sending import deliver_due
from tests.integration.alarming.night import BRITTA, CANARY, CARL, KEY, Night
from tests.integration.delivery.office import SECRECY, clock, later, numbers
from tests.standins.running import Provider

LATE = 6  # minutes


def sources(night: Night, number: str) -> list[tuple[Source, EndReason | None]]:
    """A number's registrations, newest first."""
    with night.office.database.reading() as session:
        known = Registry(session, SECRECY, Channel.SMS, clock()).history(number)
        return [(one.source, one.ended_reason) for one in known]


def test_the_canary_is_kept_in_step_with_the_setting(night: Night) -> None:
    night.keep(CANARY)
    night.keep(CANARY)
    assert sources(night, CANARY) == [(Source.CANARY, None)]
    night.office.register([CARL])
    night.keep(CARL)
    assert sources(night, CANARY) == [(Source.CANARY, EndReason.OPERATOR)]
    assert sources(night, CARL) == [(Source.CANARY, None), (Source.KEYWORD, EndReason.OPERATOR)]
    night.keep("")
    assert sources(night, CARL)[0] == (Source.CANARY, EndReason.OPERATOR)


def test_the_canary_is_among_the_first_and_counts_as_no_subscriber(night: Night, provider: Provider) -> None:
    people = numbers(12)
    night.office.register(people)
    night.keep(CANARY)
    night.office.change(concurrency=1)
    notice = night.office.publish()
    night.office.deliver()
    told = [message.to for message in provider.accepted]
    assert sorted(told) == sorted([CANARY, *people])
    assert CANARY in told[:8]  # the first batch of one worker that sends one at a time
    with night.office.database.reading() as session:
        assert figures(session, notice)[Channel.SMS].accepted == 12
        active = Registry(session, SECRECY, Channel.SMS, clock()).all_active()
        assert [SECRECY.decrypt(one.address) for one in active if one.address] == people


def test_a_lost_receipt_is_told_of_and_its_coming_ends_it(night: Night, provider: Provider) -> None:
    night.keep(CANARY)
    provider.callback_fault("lost", status="delivered")
    night.office.publish()
    night.office.deliver()
    night.office.callbacks()
    night.look(4)
    assert night.open == []

    night.look(LATE)
    [words] = night.open
    assert words == (
        "Sms om ”Filerna är sena” har inte nått vårt kontrollnummer: leverantören har det, men inget kvitto har kommit."
    )
    [alarm] = night.alarms
    assert re.fullmatch(r"https://drift\.example/desk/notiser/\d+/utskick", alarm.link)
    assert [told.error_code for told in night.tell(later(minutes=LATE))] == [None]
    assert words.replace("”", '"') in provider.accepted[-1].body

    told = provider.posted[0]
    night.office.callbacks([replace(told, form={**told.form, "MessageStatus": "delivered"})])
    night.look(LATE)
    assert night.open == []
    assert night.rounds(later(minutes=60)) == 0


@pytest.mark.parametrize(
    ("how", "known"),
    [
        ({"refuse": 21612}, "leverantören tog inte emot det (kod 21612)"),
        ({"outcome": "undelivered", "error_code": 30003}, "leverantören fick inte fram det (kod 30003)"),
    ],
)
def test_a_canary_that_certainly_was_not_reached_is_told_of_at_once(
    night: Night, provider: Provider, how: dict[str, object], known: str
) -> None:
    others = numbers(2)  # too few to say that many fail, as the canary is not one of them
    for number in (CANARY, *others):
        provider.number(number, **how)
    night.office.register(others)
    night.keep(CANARY)
    night.office.publish()
    night.office.deliver()
    night.office.callbacks()
    night.look()
    assert night.open == [f"Sms om ”Filerna är sena” har inte nått vårt kontrollnummer: {known}."]


def test_what_nobody_knows_of_the_canary_is_said(night: Night, provider: Provider) -> None:
    night.keep(CANARY)
    provider.fault("reset", accepted=False)
    night.office.publish()
    night.office.deliver()
    night.look(LATE)
    [words] = night.open
    assert words == (
        "Utskicket om ”Filerna är sena” står still: leverantören tar inte emot, och 1 väntar. "
        "Sms om ”Filerna är sena” har inte nått vårt kontrollnummer: ingen vet om leverantören har det "
        "(kod connection_lost)."
    )


def test_a_canary_that_may_not_be_texted_or_has_left_is_told_of(night: Night) -> None:
    night.keep(CANARY)
    night.office.change(recipients=Recipients.of(BRITTA))
    night.office.publish()
    night.office.deliver()
    night.office.leave(CANARY)
    night.office.publish("Nästa ord")
    night.office.deliver()
    night.look(LATE)
    assert [words.rpartition(": ")[2] for words in night.open] == [
        "numret står inte i SMS_RECIPIENTS.",
        "numret är inte registrerat. Starta om worker.",
    ]


def test_a_provider_that_falls_silent_holds_the_broadcast_up_until_it_answers(night: Night, provider: Provider) -> None:
    night.office.register(numbers(13))
    provider.fault("error", status=503, after=2)
    night.office.publish()
    night.office.deliver()
    night.look(4, canary=False)
    assert night.open == []
    night.look(LATE, canary=False)
    [words] = night.open
    assert re.search("”Filerna är sena” står still: leverantören tar inte emot, och 11 väntar", words)

    provider.no_faults()
    night.office.recover(later(minutes=LATE))
    night.office.deliver(later(minutes=LATE + 2))
    night.look(LATE + 2, canary=False)
    assert night.open == []
    assert len(provider.accepted) == 13


def test_a_broadcast_that_nobody_begins_to_send_is_told_of(night: Night) -> None:
    notice = night.office.publish()
    night.office.publish("I morgon", not_before=later(hours=12))
    night.look(LATE)
    assert night.open == ["Utskicket om ”Filerna är sena” har inte börjat sändas."]
    with night.office.database.writing() as session:
        end_broadcasts(session, session.get_one(Notice, notice), BroadcastEnd.UNTRUE, clock())
    night.look(LATE)
    assert night.open == []


def test_many_failures_are_told_of_and_one_dead_number_is_not(night: Night, provider: Provider) -> None:
    people = numbers(6)
    night.office.register(people)
    provider.configure(callback_statuses=["delivered", "undelivered"])
    provider.number(people[0], outcome="undelivered", error_code=30003)
    night.office.publish()
    night.office.deliver()
    night.office.callbacks()
    night.look(canary=False)
    assert night.open == []

    for number in people[1:5]:
        provider.number(number, outcome="undelivered", error_code=30008)
    night.office.publish("Nästa ord")
    night.office.deliver()
    night.office.callbacks()
    night.look(canary=False)
    words = "5 av 6 utskick om ”Filerna är sena” kom inte fram. Vanligaste felkoden är 30008 (4)."
    assert night.open == [words]
    night.take(night.alarms[0].id)
    night.look(60, canary=False)
    assert night.open == [words]
    night.look(60 * 4, canary=False)
    assert night.open == []


def test_with_the_console_the_canary_has_it_at_once(night: Night) -> None:
    night.keep(CANARY)
    night.office.change(provider=Console(night.office.database, SECRECY, timeout_s=2))
    night.office.publish()
    night.office.deliver()
    night.look(LATE)
    assert night.open == []


def test_a_stopped_channel_is_told_of_and_goes_again_when_something_is_taken(
    night: Night, provider: Provider, tmp_path: Path
) -> None:
    night.office.register([CARL])
    night.office.publish()
    url = night.office.database.url.render_as_string(hide_password=False)
    parts = put_together(Settings(database_url=url, secret_key=KEY, var_dir=tmp_path))
    provider.fault("refuse", code=20003)
    for _ in range(2):
        deliver_due(parts, night.office.outbox, Event())
    night.look(LATE, canary=False)
    assert [alarm.key for alarm in night.alarms] == ["channel:sms", f"broadcast:{night.office.broadcasts[0].id}:canary"]
    assert "(kod 20003)" in night.open[0]
    provider.no_faults()
    night.office.deliver(later(minutes=LATE))
    night.look(4, canary=False)
    assert [alarm.key for alarm in night.alarms if not alarm.closed_at] == ["channel:sms"]
    night.look(LATE, canary=False)
    assert night.open == []
    parts.database.close()
