from datetime import timedelta

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client
from twilio.twiml.messaging_response import MessagingResponse

from tests.harness.ports import free_port
from tests.integration.standins.people import ANNA, BO, OURS
from tests.integration.standins.receiver import Receiver
from tests.standins.running import Provider


def twiml(*texts: str) -> tuple[int, str, bytes]:
    response = MessagingResponse()
    for text in texts:
        response.message(text)
    return 200, "text/xml; charset=utf-8", str(response).encode()


def test_a_text_is_told_to_the_service_signed(provider: Provider, receiver: Receiver) -> None:
    provider.configure(inbound_url=f"{receiver.address}/sms/inbound?from=%C3%A5")
    received = provider.inbound(ANNA, OURS, "  LEFIP stopp\u00a0🙂 ")

    (call,) = receiver.calls
    assert call.path == "/sms/inbound?from=%C3%A5"
    assert receiver.believes(call, provider.auth_token)
    assert (call.form["From"], call.form["To"], call.form["Body"]) == (ANNA, OURS, "  LEFIP stopp\u00a0🙂 ")
    assert call.form["MessageSid"] == call.form["SmsSid"] == call.form["SmsMessageSid"] == received.sid
    assert (call.form["SmsStatus"], call.form["NumMedia"], call.form["NumSegments"]) == ("received", "0", "1")
    assert "OptOutType" not in call.form


def test_the_reply_is_read_and_reaches_the_phone(client: Client, provider: Provider, receiver: Receiver) -> None:
    provider.configure(inbound_url=receiver.address, sending_after=0, sent_after=0, settled_after=0)
    receiver.answer = twiml("Räksmörgås & <hej>", "Två")
    received = provider.inbound(ANNA, OURS, "TEST")

    assert (received.status, received.error, received.replies) == (200, None, ["Räksmörgås & <hej>", "Två"])
    assert provider.sent == {ANNA: ["Räksmörgås & <hej>", "Två"]}
    assert [message.direction for message in client.messages.list(to=ANNA)] == ["outbound-reply"] * 2
    assert provider.accepted == []


def test_no_reply_is_no_text(provider: Provider, receiver: Receiver) -> None:
    provider.configure(inbound_url=receiver.address)
    receiver.answer = twiml()

    assert provider.inbound(ANNA, OURS, "Hej").replies == []
    assert provider.sent == {}


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ((500, "text/xml", b""), "11200"),
        ((200, "text/xml", b"<Response>"), "12100"),
        ((200, "application/json", b"{}"), "12300"),
    ],
)
def test_an_answer_that_is_no_reply_is_told_with_the_providers_code(
    provider: Provider, receiver: Receiver, answer: tuple[int, str, bytes], error: str
) -> None:
    provider.configure(inbound_url=receiver.address)
    receiver.answer = answer

    assert str(provider.inbound(ANNA, OURS, "Hej").error).startswith(error)
    assert len(receiver.calls) == 1


def test_a_text_that_comes_while_the_service_is_down_stays_in_the_list(client: Client, provider: Provider) -> None:
    provider.configure(inbound_url=f"http://127.0.0.1:{free_port()}/")
    received = provider.inbound(ANNA, OURS, "STOPP")
    provider.inbound(BO, OURS, "LEFIP")
    client.messages.create(to=ANNA, from_=OURS, body="Hej")

    assert received.status is None
    assert len(provider.posted) == 4  # each is tried once more
    (kept,) = client.messages.list(to=OURS, from_=ANNA)
    assert (kept.sid, kept.body, kept.direction, kept.status) == (received.sid, "STOPP", "inbound", "received")
    today = kept.date_sent
    assert abs(today - kept.date_created) < timedelta(seconds=1)
    assert [message.body for message in client.messages.list(to=OURS, date_sent_after=today)] == ["LEFIP", "STOPP"]


def test_the_same_text_can_be_told_again(client: Client, provider: Provider, receiver: Receiver) -> None:
    provider.configure(inbound_url=receiver.address)
    first = provider.inbound(ANNA, OURS, "LEFIP")
    again = provider.inbound(ANNA, OURS, "LEFIP", sid=first.sid)

    assert again.sid == first.sid
    assert [call.form["MessageSid"] for call in receiver.calls] == [first.sid] * 2
    assert len(client.messages.list(to=OURS)) == 1


def test_an_opt_out_that_the_provider_understood_blocks_the_number(
    client: Client, provider: Provider, receiver: Receiver
) -> None:
    provider.configure(inbound_url=receiver.address)
    provider.inbound(ANNA, OURS, "STOP", opt_out_type="STOP")
    with pytest.raises(TwilioRestException) as refused:
        client.messages.create(to=ANNA, from_=OURS, body="Hej")
    provider.inbound(ANNA, OURS, "START", opt_out_type="START")
    client.messages.create(to=ANNA, from_=OURS, body="Hej")

    assert refused.value.code == 21610
    assert [call.form["OptOutType"] for call in receiver.calls] == ["STOP", "START"]
