"""Those on call are told at once, once in each round, and again until somebody takes the alarm."""

import threading
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.headerregistry import Address
from typing import Any

import pytest

from models.registration import Channel
from notices.alarming.contacts import read_contact, set_contacts
from notices.channels.mail.letterhead import Letterhead
from notices.channels.mail.smtp import Smtp
from notices.channels.provider import Line
from notices.channels.sms_text import segments
from notices.delivery.recipients import Recipients
from notices.errors import IllegalAct, NotFound
from tests.factories import at
from tests.integration.alarming.night import BRITTA, CARL, LINK, NOON, Night
from tests.standins.running import Provider
from tests.standins.smtp.server import MailServer

PAPER = Letterhead(Address("Driftinformation", "drift", "lefi.example"), "Driftinformation", "drift.example", str)


def minutes(count: float) -> datetime:
    """So many minutes after the alarm was raised."""
    return NOON + timedelta(minutes=count)


@dataclass(frozen=True)
class Crashing:
    """A provider in whose hands the worker dies."""

    timeout_s: float = 1

    def opened(self) -> AbstractAsyncContextManager[Line]:
        raise MemoryError


def work(night: Night, now: datetime, ready: threading.Barrier) -> None:
    ready.wait()
    night.tell(now)


def test_everybody_on_call_is_told_at_once_with_the_address_last(night: Night, provider: Provider) -> None:
    night.on_call = f"{BRITTA}, 070-174 06 91"
    number = night.alarm("Nattens filer är sena – ”ingen” vet varför.")
    night.tell()
    text = f'Larm {number}, LEFI Prenumeration: Nattens filer är sena - "ingen" vet varför. {LINK}'
    assert provider.counts() == {(BRITTA, text): 1, (CARL, text): 1}
    assert [message.callback for message in provider.accepted] == [None, None]
    assert [(t.round, t.contact, t.error_code) for t in night.tellings] == [
        (1, "+4670…90", None),
        (1, "+4670…91", None),
    ]
    assert {t.provider_id for t in night.tellings} == {message.sid for message in provider.accepted}


def test_a_long_alarm_is_cut_to_two_parts_and_keeps_its_address(night: Night, provider: Provider) -> None:
    night.alarm("Många ord – " * 60)
    night.tell()
    [text] = (message.body for message in provider.accepted)
    assert segments(text).encoding == "GSM-7"
    assert segments(text).parts == 2
    assert text.endswith(f"... {LINK}")


def test_workers_at_the_same_moment_tell_once_in_each_round(night: Night, provider: Provider) -> None:
    night.on_call = f"{BRITTA},{CARL}"
    night.alarm()
    night.alarm(key="annat")
    for round_ in range(3):
        ready = threading.Barrier(2)
        workers = [threading.Thread(target=work, args=(night, minutes(10 * round_), ready)) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert len(provider.accepted) == 12  # two alarms, two on call, three rounds
    assert provider.doubled() == {}


def test_it_is_told_again_after_ten_minutes_and_after_an_hour_of_that_each_hour(night: Night) -> None:
    night.alarm()
    told = [minute for minute in range(0, 181, 5) if night.rounds(minutes(minute))]
    assert told == [0, 10, 20, 30, 40, 50, 110, 170]


def test_nobody_is_told_of_what_is_taken_or_closed(night: Night, provider: Provider) -> None:
    taken, _ = night.alarm(key="taget"), night.alarm(key="prov")
    assert night.rounds(NOON) == 2
    night.take(taken)
    night.close("prov")
    assert night.rounds(minutes(60)) == 0
    assert len(provider.accepted) == 2
    assert night.alarms[1].closed_reason == "Det är över."


def test_an_alarm_is_taken_once_and_only_while_it_is_open(night: Night) -> None:
    number = night.alarm()
    night.take(number, "Britta")
    with pytest.raises(IllegalAct, match="har redan tagits av Britta"):
        night.take(number, "Carl")
    night.close()
    with pytest.raises(IllegalAct, match="är redan avslutat"):
        night.take(number, "Carl")
    with pytest.raises(NotFound, match="Inget larm har nummer 4711"):
        night.take(4711)
    assert night.alarms[0].taken_by == "Britta"


def test_the_same_trouble_again_amends_the_words_and_tells_nobody_anew(night: Night, provider: Provider) -> None:
    first = night.alarm("En fil är sen.")
    night.tell()
    assert night.alarm("Två filer är sena.", minutes(5)) == first
    assert night.rounds(minutes(5)) == 0
    assert night.rounds(minutes(10)) == 1
    assert "gång 2, LEFI Prenumeration: Två filer är sena." in provider.accepted[1].body


def test_after_it_was_closed_the_same_trouble_is_a_new_alarm(night: Night) -> None:
    first = night.alarm()
    assert night.close()
    assert not night.close()
    second = night.alarm(now=minutes(1))
    assert first != second
    assert night.rounds(minutes(1)) == 1


def test_many_that_raise_the_same_at_once_raise_one(night: Night) -> None:
    raised: set[int] = set()
    threads = [threading.Thread(target=lambda: raised.add(night.alarm())) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(raised) == len(night.alarms) == 1


@pytest.mark.parametrize(
    ("fault", "code"),
    [({"do": "reset", "accepted": True}, "connection_lost"), ({"do": "refuse", "code": 20429}, "20429")],
)
def test_what_failed_or_is_not_known_is_followed_by_the_next_round(
    night: Night, provider: Provider, fault: dict[str, Any], code: str
) -> None:
    provider.fault(**fault, first=1)
    night.alarm()
    assert [told.error_code for told in night.tell()] == [code]
    assert night.rounds(minutes(9)) == 0
    assert [told.error_code for told in night.tell(minutes(10))] == [None]
    assert len(provider.attempts) == 2


def test_a_worker_that_crashes_before_it_has_sent_leaves_the_next_round_to_the_others(
    night: Night, provider: Provider
) -> None:
    night.alarm()
    night.ways = {Channel.SMS: replace(night.office.outbox, provider=Crashing())}
    with pytest.raises(MemoryError):
        night.tell()
    night.ways = {}
    assert night.rounds(minutes(1)) == 0
    assert night.rounds(minutes(10)) == 1
    assert len(provider.accepted) == 1
    assert [(t.provider_id is None, t.error_code) for t in night.tellings] == [(True, None), (False, None)]


def test_only_what_is_urgent_wakes_anybody(night: Night) -> None:
    raised = at("2026-03-10 20.55")
    night.alarm("Gäller nu.", raised, "nu")
    night.alarm("Kan vänta.", raised, "väntar", urgent=False)
    assert night.rounds(raised) == 2
    assert night.rounds(at("2026-03-11 03.00")) == 1
    assert night.rounds(at("2026-03-11 06.59")) == 1
    assert night.rounds(at("2026-03-11 07.00")) == 1  # what could wait


def test_a_test_system_texts_only_those_on_its_list(night: Night, provider: Provider) -> None:
    night.on_call = f"{BRITTA},{CARL}"
    night.office.change(recipients=Recipients.of(CARL))
    night.alarm()
    assert [told.error_code for told in night.tell()] == ["not_allowed", None]
    assert [message.to for message in provider.accepted] == [CARL]


def test_a_mail_address_gets_a_letter_of_text_alone(night: Night, mail_server: MailServer) -> None:
    by_mail = Smtp("127.0.0.1", PAPER, mail_server.port, "none", timeout_s=2)
    night.on_call = f"jour@lefi.example,{BRITTA}"
    night.ways = {Channel.MAIL: replace(night.office.outbox, provider=by_mail, channel=Channel.MAIL)}
    number = night.alarm("Filerna är sena.", at("2026-03-10 06.20"))
    night.tell(at("2026-03-10 06.20"))
    night.tell(at("2026-03-10 06.30"))
    first, second = mail_server.inbox("jour@lefi.example")
    heads = [f"Larm {number}: Filerna är sena.", f"Larm {number}, gång 2: Filerna är sena."]
    assert [mail["Subject"] for mail in (first, second)] == heads
    assert first.get_content_type() == "text/plain"
    words = first.get_content()
    for part in (LINK, "tisdag 10 mars 2026 kl 06.20", f"flask --app app alarm take {number}"):
        assert part in words
    assert first["References"] == second["References"]
    assert [t.provider_id for t in night.tellings if t.channel is Channel.MAIL] == [
        mail["Message-ID"] for mail in (first, second)
    ]


def test_without_a_mail_provider_the_others_are_told_all_the_same(night: Night) -> None:
    night.on_call = f"jour@lefi.example,{BRITTA}"
    night.alarm()
    assert [told.error_code for told in night.tell()] == ["no_provider", None]
    assert night.tellings[0].contact == "j…@lefi.example"


def test_an_alarm_waits_for_somebody_to_be_on_call(night: Night) -> None:
    night.on_call = ""
    night.alarm()
    assert night.rounds(minutes(30)) == 0
    with night.office.database.writing() as session:
        set_contacts(session, night.settings, [read_contact(CARL)], "Britta", minutes(31))
    assert night.rounds(minutes(31)) == 1
    assert night.alarms[0].rounds == 1
