"""LEFIP in, LEFIP STOPP out: by the message's own id, once, and never in a loop."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import select

from models.inbound import InboundMessage
from models.registration import Channel, EndReason, Registration, Source
from notices.inbound import Inbox, Incoming
from notices.numbers import InvalidNumber, Numbers
from notices.registrations import Registry
from notices.secrecy import Secrecy, mask
from tests.factories import A_MORNING, SERVICE, Desk

BRITTA, CARL = "+46701740605", "+46701740606"
SECRECY = Secrecy.of("a key that only the tests know of")
Send = Callable[..., str | None]


@pytest.fixture
def send(anna: Desk) -> Send:
    """Sends a text to the service; each has an id of its own unless one is given."""
    ids = count(1)

    def send_text(body: str, sender: str = BRITTA, id: str = "", at: datetime = A_MORNING, **facts: bool) -> str | None:
        with anna.database.writing() as session:
            inbox = Inbox(session, SECRECY, Numbers(foreign=False), SERVICE, "Inga kända störningar.", at)
            return inbox.receive(Incoming(id or f"SM{next(ids):032}", sender, body, **facts))

    return send_text


def registered(anna: Desk, number: str = BRITTA) -> bool:
    with anna.database.reading() as session:
        return Registry(session, SECRECY, Channel.SMS, A_MORNING).active(number) is not None


def test_lefip_registers_and_says_so_again_when_it_already_is(anna: Desk, send: Send) -> None:
    assert "nu registrerad på tjänsten LEFIP" in str(send(" ”lefip”. "))
    assert registered(anna)
    assert "redan registrerad på tjänsten LEFIP" in str(send("LEFIP"))
    assert not registered(anna, CARL)


@pytest.mark.parametrize("words", ["LEFIP STOPP", "stopp", "Stop!!", "hej hej STOPP nu", "LEFIP avsluta"])
def test_stopp_always_deregisters_and_is_always_confirmed(anna: Desk, send: Send, words: str) -> None:
    send("LEFIP")
    assert "nu avregistrerad från tjänsten LEFIP" in str(send(words))
    assert not registered(anna)
    assert "redan avregistrerad från tjänsten LEFIP" in str(send(words))
    for _ in range(20):
        assert "avregistrerad" in str(send(words))


def test_a_registration_that_ended_stays_with_its_reason(anna: Desk, send: Send) -> None:
    send("LEFIP")
    send("STOPP", at=A_MORNING + timedelta(days=1))
    send("LEFIP", at=A_MORNING + timedelta(days=2))
    with anna.database.reading() as session:
        now, before = Registry(session, SECRECY, Channel.SMS, A_MORNING).history(BRITTA)
    assert (before.ended_reason, before.ended_at) == (EndReason.STOPP, A_MORNING + timedelta(days=1))
    assert now.ended_at is None


def test_the_same_message_gets_the_same_reply_and_does_nothing_more(anna: Desk, send: Send) -> None:
    first = send("LEFIP", id="SM1")
    send("STOPP")
    assert send("LEFIP", id="SM1") == first
    assert not registered(anna)


def test_the_other_orders_are_answered(send: Send) -> None:
    assert send("lefip status") == "Inga kända störningar."
    assert "räksmörgås" in str(send("TEST"))
    assert SERVICE.service.contact in str(send("INFO"))
    assert "LEFIP STOPP" in str(send("LEFIP HJÄLP"))


def test_help_for_what_is_not_understood_comes_once_a_day(send: Send) -> None:
    assert "LEFIP" in str(send("vad är detta"))
    assert send("va?") is None
    assert send("va?", at=A_MORNING + timedelta(hours=25)) is not None


def test_no_number_is_answered_more_than_ten_times_a_day(send: Send) -> None:
    assert all(send("INFO") for _ in range(10))
    assert send("INFO") is None
    assert send("INFO", sender=CARL) is not None
    assert send("INFO", at=A_MORNING + timedelta(hours=25)) is not None


def test_an_automatic_answer_that_quotes_us_is_no_order(anna: Desk, send: Send) -> None:
    welcome = send("LEFIP")
    assert "LEFIP STOPP" in str(welcome)
    send(f"Jag är på semester. > {welcome}")
    assert registered(anna), "the quoted STOPP is ours, not hers"
    assert "nu avregistrerad" in str(send(f"STOPP > {welcome}")), "this one is hers"


@pytest.mark.parametrize("sender", ["71377", "LEFI", "whatsapp:+46701740605", "", "+4687540000", "+447400123456"])
def test_machines_and_foreign_numbers_are_kept_and_not_answered(anna: Desk, send: Send, sender: str) -> None:
    assert send("LEFIP", sender=sender) is None
    with anna.database.reading() as session:
        assert session.scalars(select(InboundMessage)).one().body == "LEFIP"
        assert session.scalars(select(Registration)).all() == []


def test_when_the_provider_has_answered_we_obey_in_silence(anna: Desk, send: Send) -> None:
    send("LEFIP")
    assert send("STOP", already_answered=True) is None
    assert not registered(anna)


def test_a_foreign_mobile_can_leave_also_where_foreign_ones_are_no_longer_told(anna: Desk, send: Send) -> None:
    abroad = "+447400123456"
    with anna.database.writing() as session:
        Registry(session, SECRECY, Channel.SMS, A_MORNING).begin(abroad, Source.KEYWORD)
    assert "nu avregistrerad" in str(send("STOPP", sender=abroad))
    assert not registered(anna, abroad)
    assert send("LEFIP", sender=abroad) is None


def test_foreign_mobiles_are_allowed_by_setting() -> None:
    assert Numbers(foreign=True).read("+447400123456") == "+447400123456"
    assert Numbers(foreign=False).read("070-174 06 05") == BRITTA
    with pytest.raises(InvalidNumber, match="utländskt"):
        Numbers(foreign=False).read("+447400123456")


def test_numbers_are_secret_at_rest_and_masked_when_shown(anna: Desk, send: Send) -> None:
    send("LEFIP")
    with anna.database.reading() as session:
        row = session.scalars(select(Registration)).one()
        assert row.address is not None
        assert BRITTA.encode() not in row.address
        assert BRITTA not in str(row.address_hash)
        assert SECRECY.decrypt(row.address) == BRITTA
    assert Secrecy.of("another key").digest(BRITTA) != SECRECY.digest(BRITTA)
    assert mask(BRITTA) == "+4670…05"
    assert mask("anna@example.se") == "a…@example.se"


def test_what_has_ended_is_forgotten_on_its_day_and_the_fact_stays(anna: Desk, send: Send) -> None:
    send("LEFIP")
    send("STOPP")
    send("LEFIP", sender=CARL)
    later = A_MORNING + timedelta(days=31)
    with anna.database.writing() as session:
        registry = Registry(session, SECRECY, Channel.SMS, later)
        assert registry.erase_ended_before(later - timedelta(days=30)) == 1
        assert registry.erase_ended_before(later - timedelta(days=30)) == 0
        assert registry.history(BRITTA) == []
        assert registry.active(CARL) is not None
        erased = session.scalars(select(Registration).where(Registration.erased_at.is_not(None))).one()
        assert (erased.address, erased.address_hash, erased.ended_reason) == (None, None, EndReason.STOPP)
