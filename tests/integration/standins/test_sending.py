import time
from datetime import UTC, datetime, timedelta

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tests.integration.standins.asynchronous import send_at_once
from tests.integration.standins.people import ANNA, BO, OURS
from tests.standins.running import Provider

SERVICE = "MG" + "a" * 32


def test_a_message_is_accepted_with_the_documented_fields(client: Client, provider: Provider) -> None:
    provider.configure(sending_after=60, sent_after=60, settled_after=60)
    message = client.messages.create(to=ANNA, from_=OURS, body="Hej å ä ö")

    assert message.sid.startswith("SM")
    assert len(message.sid) == 34
    assert (message.status, message.direction) == ("queued", "outbound-api")
    assert (message.to, message.from_, message.body) == (ANNA, OURS, "Hej å ä ö")
    assert (message.num_segments, message.num_media) == ("1", "0")
    assert message.date_sent is None
    assert abs(message.date_created - datetime.now(UTC)) < timedelta(seconds=60)
    assert (message.error_code, message.error_message, message.messaging_service_sid) == (None, None, None)
    assert message.uri == f"/2010-04-01/Accounts/{provider.account_sid}/Messages/{message.sid}.json"


def test_what_was_accepted_can_be_read_in_order_by_another_process(client: Client, provider: Provider) -> None:
    before = time.time()
    first = client.messages.create(to=ANNA, from_=OURS, body="Ett", status_callback="http://127.0.0.1:9/s?a=1")
    second = client.messages.create(to=BO, from_=OURS, body="Två")

    one, two = provider.accepted
    assert [one.sid, two.sid] == [first.sid, second.sid]
    assert (one.to, one.body, one.sender, one.callback) == (ANNA, "Ett", OURS, "http://127.0.0.1:9/s?a=1")
    assert two.callback is None
    assert before <= one.accepted_at <= two.accepted_at <= time.time()


def test_the_asynchronous_client_sends_too(provider: Provider) -> None:
    bodies = {f"Nummer {number}" for number in range(50)}
    send_at_once(provider, bodies)

    assert {message.body for message in provider.accepted} == bodies
    assert len({message.sid for message in provider.accepted}) == 50


def test_a_message_goes_through_its_statuses_to_the_phone(client: Client, provider: Provider) -> None:
    provider.configure(sending_after=0, sent_after=0, settled_after=0)
    sid = client.messages.create(to=ANNA, from_=OURS, body="Framme").sid

    message = client.messages(sid).fetch()
    assert message.status == "delivered"
    assert message.date_sent is not None
    assert provider.sent[ANNA] == ["Framme"]


@pytest.mark.parametrize(
    ("outcome", "code"), [("undelivered", 30003), ("failed", 30008), ("sent", None), ("queued", None)]
)
def test_a_number_decides_how_a_message_ends(
    client: Client, provider: Provider, outcome: str, code: int | None
) -> None:
    provider.configure(sending_after=0, sent_after=0, settled_after=0)
    provider.number(ANNA, outcome=outcome, error_code=code)
    sid = client.messages.create(to=ANNA, from_=OURS, body="Hej").sid

    message = client.messages(sid).fetch()
    assert (message.status, message.error_code) == (outcome, code)
    assert provider.sent[ANNA] == (["Hej"] if outcome == "sent" else [])
    assert (message.date_sent is None) == (outcome in {"failed", "queued"})


def test_the_code_is_not_known_before_the_end(client: Client, provider: Provider) -> None:
    provider.configure(sending_after=0, sent_after=0, settled_after=60)
    provider.number(ANNA, outcome="undelivered", error_code=30003)
    sid = client.messages.create(to=ANNA, from_=OURS, body="Hej").sid

    message = client.messages(sid).fetch()
    assert (message.status, message.error_code) == ("sent", None)


def test_a_messaging_service_accepts_before_it_has_chosen_a_sender(client: Client, provider: Provider) -> None:
    provider.configure(messaging_services={SERVICE: OURS}, sending_after=0, sent_after=0, settled_after=0)
    message = client.messages.create(to=ANNA, messaging_service_sid=SERVICE, body="Hej")

    assert (message.status, message.num_segments, message.messaging_service_sid) == ("accepted", "0", SERVICE)
    later = client.messages(message.sid).fetch()
    assert (later.status, later.num_segments, later.from_) == ("delivered", "1", OURS)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"to": ""}, 21604),
        ({"to": "0701740605"}, 21211),
        ({"to": "+15005550001"}, 21211),
        ({"to": "+15005550002"}, 21612),
        ({"to": "+15005550003"}, 21408),
        ({"to": "+15005550004"}, 21610),
        ({"to": "+15005550009"}, 21614),
        ({"from_": ""}, 21603),
        ({"from_": "+15005550001"}, 21212),
        ({"from_": "+15005550007"}, 21606),
        ({"from_": "+15005550008"}, 21611),
        ({"body": ""}, 21602),
        ({"body": "x" * 1601}, 21617),
        ({"status_callback": "not an address"}, 21609),
        ({"messaging_service_sid": SERVICE}, 21701),
    ],
)
def test_what_cannot_be_sent_is_refused_with_the_documented_code(
    client: Client, provider: Provider, sent: dict[str, str], code: int
) -> None:
    with pytest.raises(TwilioRestException) as refused:
        client.messages.create(**{"to": ANNA, "from_": OURS, "body": "Hej", **sent})

    assert (refused.value.status, refused.value.code) == (400, code)
    assert provider.accepted == []
    assert [attempt.ended for attempt in provider.attempts] == ["400"]


@pytest.mark.parametrize("code", [21211, 21610, 21614])
def test_a_number_can_be_made_invalid_blocked_or_not_a_mobile(client: Client, provider: Provider, code: int) -> None:
    provider.number(ANNA, refuse=code)
    with pytest.raises(TwilioRestException) as refused:
        client.messages.create(to=ANNA, from_=OURS, body="Hej")
    client.messages.create(to=BO, from_=OURS, body="Hej")

    assert refused.value.code == code
    assert [message.to for message in provider.accepted] == [BO]


def test_only_the_accounts_own_numbers_send_when_they_are_listed(client: Client, provider: Provider) -> None:
    provider.configure(senders=[OURS])
    client.messages.create(to=ANNA, from_=OURS, body="Hej")
    with pytest.raises(TwilioRestException) as refused:
        client.messages.create(to=ANNA, from_=BO, body="Hej")

    assert refused.value.code == 21606


def test_a_wrong_token_is_not_let_in(client: Client, provider: Provider) -> None:
    client.auth = (provider.account_sid, "wrong")
    with pytest.raises(TwilioRestException) as refused:
        client.messages.create(to=ANNA, from_=OURS, body="Hej")

    assert (refused.value.status, refused.value.code) == (401, 20003)
    assert provider.accepted == []


def test_an_unknown_message_is_not_found(client: Client) -> None:
    with pytest.raises(TwilioRestException) as refused:
        client.messages("SM" + "0" * 32).fetch()

    assert (refused.value.status, refused.value.code) == (404, 20404)


def test_a_full_queue_refuses_until_the_sender_has_caught_up(client: Client, provider: Provider) -> None:
    provider.configure(queue_segments=2, segments_per_second=0.001)
    client.messages.create(to=ANNA, from_=OURS, body="x" * 161)
    with pytest.raises(TwilioRestException) as refused:
        client.messages.create(to=ANNA, from_=OURS, body="y")
    provider.configure(segments_per_second=1_000_000)
    client.messages.create(to=ANNA, from_=OURS, body="z")

    assert refused.value.code == 21611
    assert [message.body[0] for message in provider.accepted] == ["x", "z"]


def test_a_full_queue_of_a_messaging_service_fails_after_acceptance(client: Client, provider: Provider) -> None:
    provider.configure(messaging_services={SERVICE: OURS}, queue_segments=1, segments_per_second=0.001, settled_after=0)
    client.messages.create(to=ANNA, messaging_service_sid=SERVICE, body="Ett")
    sid = client.messages.create(to=ANNA, messaging_service_sid=SERVICE, body="Två").sid

    message = client.messages(sid).fetch()
    assert (message.status, message.error_code) == ("failed", 30001)
    assert len(provider.accepted) == 2
