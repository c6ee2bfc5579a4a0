import time

import pytest
from twilio.rest import Client

from tests.harness.ports import free_port
from tests.integration.standins.people import ANNA, BO, OURS
from tests.integration.standins.receiver import Receiver
from tests.standins.running import Provider


def send(client: Client, url: str, to: str = ANNA) -> str:
    return str(client.messages.create(to=to, from_=OURS, body="Hej", status_callback=url).sid)


def test_each_status_is_told_in_order_signed_for_the_exact_address(
    client: Client, provider: Provider, receiver: Receiver
) -> None:
    sid = send(client, f"{receiver.address}/sms/status?attempt=7%2F8&x=%7E")
    provider.settle()

    assert receiver.statuses == ["sending", "sent", "delivered"]
    assert {call.path for call in receiver.calls} == {"/sms/status?attempt=7%2F8&x=%7E"}
    for call in receiver.calls:
        assert receiver.believes(call, provider.auth_token)
        assert not receiver.believes(call, "another token")
        assert (call.form["MessageSid"], call.form["SmsSid"]) == (sid, sid)
        assert (call.form["To"], call.form["From"]) == (ANNA, OURS)
        assert call.form["AccountSid"] == provider.account_sid
        assert "ErrorCode" not in call.form
    assert len(receiver.calls[-1].form["RawDlrDoneDate"]) == 10


@pytest.mark.parametrize(
    ("outcome", "told"), [("undelivered", ["sending", "sent", "undelivered"]), ("failed", ["failed"])]
)
def test_what_did_not_arrive_is_told_with_its_code(
    client: Client, provider: Provider, receiver: Receiver, outcome: str, told: list[str]
) -> None:
    provider.number(ANNA, outcome=outcome, error_code=30005)
    send(client, receiver.address)
    provider.settle()

    assert receiver.statuses == told
    assert [call.form.get("ErrorCode") for call in receiver.calls] == [None] * (len(told) - 1) + ["30005"]


def test_a_messaging_service_tells_that_it_has_queued_too(
    client: Client, provider: Provider, receiver: Receiver
) -> None:
    service = "MG" + "b" * 32
    provider.configure(messaging_services={service: OURS})
    client.messages.create(to=ANNA, messaging_service_sid=service, body="Hej", status_callback=receiver.address)
    provider.settle()

    assert receiver.statuses == ["queued", "sending", "sent", "delivered"]
    assert {call.form["MessagingServiceSid"] for call in receiver.calls} == {service}


def test_an_acceptance_that_nobody_was_told_of_is_told_by_the_callback(
    client: Client, provider: Provider, receiver: Receiver
) -> None:
    provider.fault("error", accepted=True)
    with pytest.raises(Exception, match="503"):
        send(client, f"{receiver.address}/?attempt=1")
    provider.settle()

    assert receiver.statuses == ["sending", "sent", "delivered"]


def test_a_callback_comes_twice(client: Client, provider: Provider, receiver: Receiver) -> None:
    provider.callback_fault("twice", status="sent")
    send(client, receiver.address)
    provider.settle()

    assert receiver.statuses == ["sending", "sent", "sent", "delivered"]


def test_a_callback_is_lost(client: Client, provider: Provider, receiver: Receiver) -> None:
    provider.callback_fault("lost", status="delivered", to=BO)
    send(client, receiver.address, to=BO)
    send(client, receiver.address)
    provider.settle()

    assert sorted(receiver.statuses) == ["delivered", "sending", "sending", "sent", "sent"]


def test_a_late_callback_is_overtaken(client: Client, provider: Provider, receiver: Receiver) -> None:
    provider.callback_fault("late", status="sending", seconds=0.5)
    send(client, receiver.address)
    provider.settle()

    assert receiver.statuses == ["sent", "delivered", "sending"]


def test_callbacks_come_in_the_opposite_order(client: Client, provider: Provider, receiver: Receiver) -> None:
    provider.callback_fault("reversed", first=1)
    send(client, receiver.address)
    provider.settle()
    send(client, receiver.address)
    provider.settle()

    assert receiver.statuses == ["delivered", "sent", "sending", "sending", "sent", "delivered"]


def test_only_the_callbacks_that_are_wanted_are_made(client: Client, provider: Provider, receiver: Receiver) -> None:
    provider.configure(callback_statuses=["delivered"])
    send(client, receiver.address)
    provider.settle()

    assert receiver.statuses == ["delivered"]


def test_a_service_that_is_down_is_tried_once_more_for_each_callback(client: Client, provider: Provider) -> None:
    provider.configure(callback_statuses=["delivered"])
    send(client, f"http://127.0.0.1:{free_port()}/")
    provider.settle()

    assert [posted.status for posted in provider.posted] == [None, None]
    assert all("Connect" in str(posted.error) for posted in provider.posted)


@pytest.mark.parametrize(("fragment", "calls"), [("", 1), ("#rp=5xx", 2), ("#rc=3&rp=ct,5xx", 4), ("#rc=0&rp=all", 1)])
def test_an_error_is_tried_again_only_where_the_address_says_so(
    client: Client, provider: Provider, receiver: Receiver, fragment: str, calls: int
) -> None:
    provider.configure(callback_statuses=["delivered"])
    receiver.answer = (503, "text/plain", b"")
    send(client, f"{receiver.address}/status?a=1{fragment}")
    provider.settle()

    assert [call.path for call in receiver.calls] == ["/status?a=1"] * calls
    assert len({call.headers["I-Twilio-Idempotency-Token"] for call in receiver.calls}) == 1
    assert all(receiver.believes(call, provider.auth_token) for call in receiver.calls)


def test_nothing_is_told_after_a_reset(client: Client, provider: Provider, receiver: Receiver) -> None:
    provider.configure(sending_after=0.3, sent_after=0.3, settled_after=0.3)
    send(client, receiver.address)
    waiting = provider.summary["callbacks_waiting"]
    provider.reset()
    time.sleep(0.5)  # beyond the time at which it would have been told

    assert waiting == 1
    assert provider.summary["callbacks_waiting"] == 0
    assert receiver.calls == []
    assert (provider.accepted, provider.sent) == ([], {})
