"""The least of HTTP/1.1 that the API needs, over asyncio's own transports.

A web framework answers politely. This one can also reset the connection, or say nothing at all, and is fast enough
not to be what a benchmark measures.
"""

import asyncio
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from http import HTTPStatus

RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class Ending(Enum):
    REPLY = "reply"
    RESET = "reset"
    HANG = "hang"


@dataclass(frozen=True, slots=True)
class Request:
    """Header names are in lower case."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes of a request, `delay_s` after it came."""

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json"
    delay_s: float = 0
    ending: Ending = Ending.REPLY

    def after(self, delay_s: float) -> "Answer":
        return replace(self, delay_s=delay_s) if delay_s else self


class Load:
    """How many requests are being answered now, and at most so far."""

    def __init__(self) -> None:
        self.now = 0
        self.peak = 0

    def enter(self) -> None:
        self.now += 1
        self.peak = max(self.peak, self.now)

    def leave(self) -> None:
        self.now -= 1


class Connection(asyncio.Protocol):
    """One client's connection, which is kept alive. Its requests are answered one at a time, in order."""

    def __init__(self, answer: Callable[[Request], Answer], load: Load, open_: "set[Connection]") -> None:
        self._answer = answer
        self._load = load
        self._open = open_
        self._buffer = bytearray()
        self._busy = False
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._open.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._open.discard(self)
        self._leave()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        self._begin()

    def reset(self) -> None:
        """Close so that the client sees a reset, and not an orderly end."""
        raw: socket.socket = self._transport.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        self._transport.abort()

    def _begin(self) -> None:
        if self._busy:
            return
        parsed = parse(self._buffer)
        if parsed is None:
            return
        request, size = parsed
        del self._buffer[:size]
        self._busy = True
        self._load.enter()
        answer = self._answer(request)
        if answer.delay_s:
            asyncio.get_running_loop().call_later(answer.delay_s, self._end, answer)
        else:
            self._end(answer)

    def _end(self, answer: Answer) -> None:
        if not self._busy or answer.ending is Ending.HANG:
            return  # the client has left meanwhile, or waits in vain until it does
        if answer.ending is Ending.RESET:
            self.reset()
            return
        self._transport.write(written(answer, self._load.now))
        self._leave()
        self._begin()

    def _leave(self) -> None:
        if self._busy:
            self._busy = False
            self._load.leave()


def parse(buffer: bytearray) -> tuple[Request, int] | None:
    """The first request in the buffer and its size in bytes; None while some of it has yet to come."""
    end = buffer.find(b"\r\n\r\n")
    if end < 0:
        return None
    first, *lines = buffer[:end].decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if "transfer-encoding" in headers:
        raise ValueError("the stand-in reads only bodies whose length is given")
    size = end + 4 + int(headers.get("content-length", 0))
    if len(buffer) < size:
        return None
    method, target, _ = first.split(" ")
    path, _, query = target.partition("?")
    return Request(method, path, query, headers, bytes(buffer[end + 4 : size])), size


def written(answer: Answer, concurrent: int) -> bytes:
    """The answer as bytes, with the header in which the provider tells how many requests it was answering."""
    return (
        f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase.upper()}\r\n"
        f"Content-Type: {answer.content_type}\r\n"
        f"Content-Length: {len(answer.body)}\r\n"
        f"Twilio-Concurrent-Requests: {concurrent}\r\n\r\n"
    ).encode() + answer.body
