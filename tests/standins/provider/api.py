"""The messaging API: create, fetch and list, each struck by the faults that are ordered."""

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote_plus

from tests.standins.provider.config import ApiFault, Number, Operation
from tests.standins.provider.creation import refusal
from tests.standins.provider.errors import error, gateway_error
from tests.standins.provider.http import Answer, Ending, Request
from tests.standins.provider.listing import page
from tests.standins.provider.messages import Message, created, resource, steps
from tests.standins.provider.segments import segments
from tests.standins.provider.standin import Standin
from tests.standins.provider.store import Attempt

PATH = re.compile(
    r"/2010-04-01/Accounts/(?P<account>AC[0-9a-fA-F]{32})/Messages(?:/(?P<sid>(?:SM|MM)[0-9a-f]{32}))?\.json"
)


@dataclass(frozen=True, slots=True)
class Call:
    """A request to the API, understood. `form` holds the fields of the body, or of the query."""

    operation: Operation
    account_sid: str
    sid: str | None
    form: dict[str, str]


class Api:
    def __init__(self, standin: Standin, accepted: Callable[[Message], None]) -> None:
        self._standin = standin
        self._accepted = accepted

    def answer(self, request: Request) -> Answer:
        call = understood(request)
        if call is None:
            return error(20404)
        plan = self._standin.faults.plan(call.operation, call.form.get("To"))
        answer, message = self._ended(call, request, plan.fault)
        if call.operation == "create":
            self._remember(call, answer, message)
        return answer.after(plan.delay_s)

    def _ended(self, call: Call, request: Request, fault: ApiFault | None) -> tuple[Answer, Message | None]:
        if fault is None:
            return self._carried_out(call, request)
        message = self._carried_out(call, request)[1] if fault.accepted and fault.do != "refuse" else None
        return struck(fault), message

    def _carried_out(self, call: Call, request: Request) -> tuple[Answer, Message | None]:
        """The answer, and the message when one was accepted."""
        config = self._standin.config
        if request.headers.get("authorization") != self._standin.authorization:
            return error(20003), None
        if call.account_sid != config.account_sid:
            return error(20404), None
        if config.concurrency is not None and self._standin.load.now > config.concurrency:
            return error(20429), None
        now = time.time()
        if call.operation == "create":
            return self._create(call.form, now)
        return (self._fetch(call.sid, now) if call.sid else self._list(call.form, now)), None

    def _create(self, form: dict[str, str], now: float) -> tuple[Answer, Message | None]:
        standin = self._standin
        number = standin.number(form.get("To", ""))
        code = refusal(form, standin.config, number)
        if code is not None:
            return error(code), None
        service = form.get("MessagingServiceSid") or None
        sender = standin.config.messaging_services[service] if service else form["From"]
        if not self._queued(sender, segments(form["Body"]), now):
            if not service:
                return error(21611), None
            number = Number(outcome="failed", error_code=30001)
        message = Message(
            sid=standin.store.new_sid(),
            account_sid=standin.config.account_sid,
            direction="outbound-api",
            from_=sender,
            to=form["To"],
            body=form["Body"],
            segments=segments(form["Body"]),
            created=now,
            steps=steps(standin.config, number, by_service=service is not None),
            error_code=number.error_code,
            callback=form.get("StatusCallback") or None,
            service=service,
        )
        standin.store.keep(message)
        self._accepted(message)
        return Answer(201, json.dumps(created(message)).encode()), message

    def _queued(self, sender: str, parts: int, now: float) -> bool:
        config = self._standin.config
        return config.queue_segments is None or self._standin.queues.has_room(
            sender, parts, now, holds=config.queue_segments, per_second=config.segments_per_second
        )

    def _fetch(self, sid: str, now: float) -> Answer:
        message = self._standin.store.messages.get(sid)
        return error(20404) if message is None else Answer(200, json.dumps(resource(message, now)).encode())

    def _list(self, query: dict[str, str], now: float) -> Answer:
        found = page(self._standin.store, self._standin.config.account_sid, query, now)
        return Answer(200, json.dumps(found).encode())

    def _remember(self, call: Call, answer: Answer, message: Message | None) -> None:
        ended = str(answer.status) if answer.ending is Ending.REPLY else answer.ending.value
        form, sid = call.form, message.sid if message else None
        self._standin.store.attempts.append(Attempt(time.time(), form.get("To"), form.get("Body"), ended, sid))


def understood(request: Request) -> Call | None:
    """What a request asks for; None when the API has no such address."""
    match = PATH.fullmatch(request.path)
    if match is None:
        return None
    sid = match["sid"]
    if request.method == "POST" and sid is None:
        return Call("create", match["account"], None, _fields(request.body.decode()))
    if request.method == "GET":
        return Call("fetch" if sid else "list", match["account"], sid, _fields(request.query))
    return None


def struck(fault: ApiFault) -> Answer:
    match fault.do:
        case "refuse":
            return error(fault.code)
        case "reset":
            return Answer(ending=Ending.RESET)
        case "hang":
            return Answer(ending=Ending.HANG)
        case _:
            return gateway_error(fault.status)


def _fields(encoded: str) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in encoded.split("&") if pair)
    return {_decoded(name): _decoded(value) for name, _, value in pairs}


@lru_cache(maxsize=4096)
def _decoded(text: str) -> str:
    """Remembered, since the names and most values are the same in every request."""
    return unquote_plus(text)
