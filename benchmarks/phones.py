"""Phones that text the service by the provider's webhook: as fast as they are answered, or at a steady pace."""

import http.client
import random
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from urllib.parse import urlencode, urlsplit

from twilio.request_validator import RequestValidator

from tests.standins.provider.config import Config

TOKEN = Config().auth_token
OURS = "+46701740600"
AT_ONCE = 8
_ORDERS = ("LEFIP", "lefip stopp", "STOPP", "LEFIP STATUS", "Lefip hjälp", "INFO", "TEST", " ”LEFIP”. ")
_LENGTHS = (0, 3, 30, 160, 1600)
# Where signs are taken from: letters first, in the end also emoji.
_ALPHABETS = (0x80, 0x100, 0x3000, 0xD800, 0x20000)
_HALVES = range(0xD800, 0xE000)  # of signs, which no form can carry


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent to the server, made ready beforehand."""

    method: str
    path: str
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The status, and how many seconds after its time it had come."""

    status: int
    after_s: float


def texts(address: str, seed: int, count: int) -> list[Request]:
    """So many messages, each from a phone of its own: one in three an order, the others anything at all."""
    chance = random.Random(seed)
    return [_text(address, f"SM{seed:08}{n:024}", f"+4670{seed:02}{n:05}", _body(chance)) for n in range(count)]


def _body(chance: random.Random) -> str:
    if chance.random() < 1 / 3:
        return chance.choice(_ORDERS)
    alphabet = chance.choice(_ALPHABETS)
    signs = (chance.randrange(alphabet) for _ in range(chance.choice(_LENGTHS)))
    return "".join(chr(sign) for sign in signs if sign not in _HALVES)


def _text(address: str, sid: str, sender: str, body: str) -> Request:
    form = {"MessageSid": sid, "From": sender, "To": OURS, "Body": body, "NumMedia": "0", "SmsStatus": "received"}
    signature = RequestValidator(TOKEN).compute_signature(f"{address}/sms/inbound", form)
    headers = (("Content-Type", "application/x-www-form-urlencoded"), ("X-Twilio-Signature", str(signature)))
    return Request("POST", "/sms/inbound", urlencode(form).encode(), headers)


def send(address: str, requests: Iterable[Request], rate: float = 0) -> list[Answer]:
    """Send them all, eight at a time. With a rate, so many fall due in a second, whether earlier ones are answered."""
    begun = time.perf_counter()
    waiting: SimpleQueue[tuple[Request, float] | None] = SimpleQueue()
    for number, request in enumerate(requests):
        waiting.put((request, begun + number / rate if rate else 0))
    for _ in range(AT_ONCE):
        waiting.put(None)
    with ThreadPoolExecutor(AT_ONCE) as phones:
        done = phones.map(lambda _: list(_sent(urlsplit(address).netloc, waiting)), range(AT_ONCE))
        return [answer for answers in done for answer in answers]


def _sent(host: str, waiting: "SimpleQueue[tuple[Request, float] | None]") -> Iterator[Answer]:
    connection = http.client.HTTPConnection(host, timeout=30)
    while turn := waiting.get():
        request, due = turn
        at = due or time.perf_counter()
        time.sleep(max(0, at - time.perf_counter()))
        connection.request(request.method, request.path, request.body, dict(request.headers))
        answer = connection.getresponse()
        answer.read()
        yield Answer(answer.status, time.perf_counter() - at)
    connection.close()
