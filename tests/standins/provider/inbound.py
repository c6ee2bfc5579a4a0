"""A person texts the service: the message is kept, then told to the service, whose reply goes to the phone."""

import time
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree

from pydantic import BaseModel, ConfigDict

from tests.standins.provider.config import Number
from tests.standins.provider.messages import API, Direction, Message, Step, steps
from tests.standins.provider.segments import segments
from tests.standins.provider.standin import Standin
from tests.standins.provider.webhooks import Reply, Webhooks

STEPS_OF_A_RECEIVED = (Step(0, "received"),)


class Text(BaseModel):
    """A text from a phone. With the `sid` of an earlier one, that one is told to the service once more.

    `opt_out_type`: the provider has understood it as such, has replied itself, and blocks or opens the number.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    sender: str
    to: str
    body: str
    sid: str | None = None
    opt_out_type: Literal["STOP", "START", "HELP"] | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """The message's sid, the HTTP status that the service answered with (or the error), and the texts of its reply."""

    sid: str
    status: int | None
    error: str | None
    replies: list[str]


class Inbound:
    def __init__(self, standin: Standin, webhooks: Webhooks) -> None:
        self._standin = standin
        self._webhooks = webhooks

    async def receive(self, text: Text) -> Received:
        """Keep the text whether or not the service can be told."""
        message = self._standin.store.messages.get(text.sid or "") or self._keep(text)
        self._opt_out(text)
        url = self._standin.config.inbound_url
        if url is None:
            return Received(message.sid, None, "no inbound_url is configured", [])
        reply = await self._webhooks.post(url, webhook(message, text.opt_out_type))
        error, replies = understood(reply)
        for body in replies:
            self._message("outbound-reply", text.to, text.sender, body)
        return Received(message.sid, reply.status, error, replies)

    def _keep(self, text: Text) -> Message:
        return self._message("inbound", text.sender, text.to, text.body)

    def _message(self, direction: Direction, sender: str, to: str, body: str) -> Message:
        standin = self._standin
        outbound = steps(standin.config, standin.number(to), by_service=False)
        message = Message(
            sid=standin.store.new_sid(),
            account_sid=standin.config.account_sid,
            direction=direction,
            from_=sender,
            to=to,
            body=body,
            segments=segments(body),
            created=time.time(),
            steps=STEPS_OF_A_RECEIVED if direction == "inbound" else outbound,
        )
        standin.store.keep(message)
        return message

    def _opt_out(self, text: Text) -> None:
        if text.opt_out_type == "STOP":
            self._standin.numbers[text.sender] = Number(refuse=21610)
        if text.opt_out_type == "START":
            self._standin.numbers.pop(text.sender, None)


def webhook(message: Message, opt_out_type: str | None) -> dict[str, str]:
    """The documented fields of an inbound webhook."""
    form = {
        "AccountSid": message.account_sid,
        "ApiVersion": API.strip("/"),
        "Body": message.body,
        "From": message.from_,
        "MessageSid": message.sid,
        "NumMedia": "0",
        "NumSegments": str(message.segments),
        "SmsMessageSid": message.sid,
        "SmsSid": message.sid,
        "SmsStatus": "received",
        "To": message.to,
        **{f"{end}{part}": "" for end in ("From", "To") for part in ("City", "State", "Zip")},
        "FromCountry": "SE",
        "ToCountry": "SE",
    }
    return form | ({"OptOutType": opt_out_type} if opt_out_type else {})


def understood(reply: Reply) -> tuple[str | None, list[str]]:
    """What was wrong with the reply, with the provider's code, and the texts that are in its TwiML."""
    if reply.status is None:
        return reply.error, []
    if reply.status // 100 != 2:
        return f"11200: HTTP {reply.status}", []
    if not reply.body:
        return None, []
    if reply.content_type not in {"text/xml", "application/xml"}:
        return f"12300: content type {reply.content_type}", []
    try:
        root = ElementTree.fromstring(reply.body)
    except ElementTree.ParseError as error:
        return f"12100: {error}", []
    return None, ["".join(message.itertext()) for message in root.iter("Message")]
