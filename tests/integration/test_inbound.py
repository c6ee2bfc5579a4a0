"""LEFIP in, LEFIP STOPP out: by the message's own id, once, and never in a loop."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import select

from models.inbound import InboundMessage
from models.notice import Change
from models.registration import Channel, EndReason, Registration, Source
from models.terms import Act
from notices.channels.sms_text import segments
from notices.delivery.opening import open_broadcast
from notices.delivery.recipients import EVERYBODY, Recipients
from notices.inbound import Inbox, Incoming
from notices.numbers import InvalidNumber, Numbers
from notices.registrations import Registry
from notices.secrecy import Secrecy, mask
from notices.service import Service, Text
from tests.factories import A_MORNING, SERVICE, Desk, incident

BRITTA, CARL = "+46701740605", "+46701740606"
SECRECY = Secrecy.of("a key that only the tests know of")
HOUR = timedelta(hours=1)
Send = Callable[..., str | None]


@pytest.fixture
def send(anna: Desk) -> Send:
    """Sends a text to the service; each has an id of its own unless one is given."""
    ids = count(1)

    def send_text(
        body: str,
        sender: str = BRITTA,
        *,
        id: str = "",
        at: datetime = A_MORNING,
        service: Service = SERVICE,
        recipients: Recipients = EVERYBODY,
        **facts: object,
    ) -> str | None:
        with anna.database.writing() as session:
            quiet = "Inga kända störningar."
            inbox = Inbox(session, SECRECY, Numbers(foreign=False), service, lambda: quiet, at, recipients)
            return inbox.receive(Incoming(id or f"SM{next(ids):032}", sender, body, **facts))  # type: ignore[arg-type]

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
def test_stopp_always_deregisters_and_says_so_again_when_it_already_has(anna: Desk, send: Send, words: str) -> None:
    send("LEFIP")
    assert "nu avregistrerad från tjänsten LEFIP" in str(send(words))
    assert not registered(anna)
    assert "redan avregistrerad från tjänsten LEFIP" in str(send(words))


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


def test_whoever_is_registered_always_learns_that_stopp_was_heard(anna: Desk, send: Send) -> None:
    send("LEFIP")
    assert [bool(send("INFO")) for _ in range(10)] == [True] * 9 + [False]
    assert "nu avregistrerad" in str(send("STOPP"))
    assert send("STOPP") is None, "nothing has changed, and a machine may be at the other end"
    assert not registered(anna)


def test_an_automatic_answer_that_quotes_us_is_no_order(anna: Desk, send: Send) -> None:
    welcome = str(send("LEFIP"))
    assert "LEFIP STOPP" in welcome
    assert send(f"Jag är på semester. > {welcome}") is None
    assert registered(anna), "the quoted STOPP is ours, not hers"
    assert "nu avregistrerad" in str(send(f"STOPP > {welcome}")), "this one is hers"


def test_an_automatic_answer_that_quotes_a_broadcast_is_no_order(anna: Desk, send: Send) -> None:
    told = "LEFI Prenumeration: Stopp i mottagningen. Vänta med beställningar. https://drift.example/n/abcd2"
    send("LEFIP")
    with anna.act() as act:
        notice = act.publish(incident())
        change = act.session.scalars(select(Change)).one()
        open_broadcast(act.session, change, notice, Act.PUBLISH, told, Channel.SMS, now=A_MORNING)
    assert send(f"Frånvaro till måndag. Ditt meddelande: {told}") is None
    assert registered(anna)
    assert "nu avregistrerad" in str(send(f"Stopp! {told}"))


@pytest.mark.parametrize("sender", ["71377", "LEFI", "whatsapp:+46701740605", "", "+4687540000", "+447400123456"])
def test_machines_and_foreign_numbers_are_kept_and_not_answered(anna: Desk, send: Send, sender: str) -> None:
    assert send("LEFIP", sender=sender) is None
    with anna.database.reading() as session:
        assert session.scalars(select(InboundMessage)).one().body == "LEFIP"
        assert session.scalars(select(Registration)).all() == []


def test_when_the_provider_has_answered_we_obey_in_silence(anna: Desk, send: Send) -> None:
    for word in ("STOP", "Sluta"):  # the provider may know more words than we do
        send("LEFIP")
        assert send(word, already_answered=True, opted_out=True) is None
        assert not registered(anna)
    assert send("HELP", already_answered=True) is None


def test_stopp_is_obeyed_also_from_a_number_that_is_no_longer_thought_to_be_a_phone(anna: Desk, send: Send) -> None:
    with anna.database.writing() as session:
        Registry(session, SECRECY, Channel.SMS, A_MORNING).begin("+4687540000", Source.IMPORT, "avtal")
    assert send("STOPP", sender="+4687540000") is None
    assert not registered(anna, "+4687540000")


def test_what_is_said_is_in_the_alphabet_of_sms(send: Send) -> None:
    about = SERVICE.service.model_copy(update={"operator": Text(sv="LEFI – Förvaltningen ”Bevakning”", en="")})
    told = str(send("INFO", service=SERVICE.model_copy(update={"service": about})))
    assert 'LEFI - Förvaltningen "Bevakning"' in told
    assert segments(told).encoding == "GSM-7"


def test_an_order_that_comes_late_does_not_undo_one_that_was_sent_after_it(anna: Desk, send: Send) -> None:
    late = {"at": A_MORNING + 2 * HOUR, "sent_at": A_MORNING - HOUR}
    send("STOPP")
    assert "redan avregistrerad" in str(send("LEFIP", **late)), "she learns how it stands"
    send("LEFIP", sender=CARL)
    assert "redan registrerad" in str(send("STOPP", sender=CARL, **late))
    assert (registered(anna), registered(anna, CARL)) == (False, True)


def test_where_it_is_in_doubt_which_came_last_it_was_stopp(anna: Desk, send: Send) -> None:
    nearly = timedelta(seconds=20)
    send("STOPP")
    send("LEFIP", at=A_MORNING + HOUR, sent_at=A_MORNING + nearly)
    send("LEFIP", sender=CARL)
    send("STOPP", sender=CARL, at=A_MORNING + HOUR, sent_at=A_MORNING - nearly)
    assert not registered(anna)
    assert not registered(anna, CARL)


def test_a_late_lefip_does_not_undo_that_an_operator_ended_it(anna: Desk, send: Send) -> None:
    send("LEFIP", at=A_MORNING - HOUR)
    with anna.database.writing() as session:
        Registry(session, SECRECY, Channel.SMS, A_MORNING).end(BRITTA, EndReason.OPERATOR)
    send("LEFIP", at=A_MORNING + HOUR, sent_at=A_MORNING - HOUR / 2)
    assert not registered(anna)


def test_late_orders_are_obeyed_in_the_order_in_which_they_were_sent(anna: Desk, send: Send) -> None:
    second = timedelta(seconds=1)
    send("STOPP", at=A_MORNING + HOUR, sent_at=A_MORNING)
    assert "nu registrerad" in str(send("LEFIP", at=A_MORNING + HOUR, sent_at=A_MORNING + second))
    assert "nu avregistrerad" in str(send("STOPP", at=A_MORNING + HOUR, sent_at=A_MORNING + second))


def test_a_foreign_mobile_can_leave_also_where_foreign_ones_are_no_longer_told(anna: Desk, send: Send) -> None:
    abroad = "+447400123456"
    with anna.database.writing() as session:
        Registry(session, SECRECY, Channel.SMS, A_MORNING).begin(abroad, Source.KEYWORD)
    assert send("LEFIP", sender=abroad) is None
    late = {"at": A_MORNING + HOUR, "sent_at": A_MORNING - HOUR}
    assert "nu avregistrerad" in str(send("STOPP", sender=abroad, **late)), "the LEFIP after it was not obeyed"
    assert not registered(anna, abroad)


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


@pytest.mark.parametrize("odd", ["\0", "\ud83d"])
def test_what_is_no_sign_stops_no_stopp(anna: Desk, send: Send, odd: str) -> None:
    send("LEFIP")
    assert "nu avregistrerad" in str(send(f"STOPP{odd}"))
    assert not registered(anna)


def test_a_system_that_may_not_text_a_number_neither_registers_nor_answers_it_and_hears_its_stopp(
    anna: Desk, send: Send
) -> None:
    others = Recipients.of(CARL)
    assert send("LEFIP", recipients=others) is None
    assert not registered(anna)
    send("LEFIP")
    assert send("STOPP", recipients=others) is None
    assert not registered(anna)
    assert send("LEFIP", CARL, recipients=others)
