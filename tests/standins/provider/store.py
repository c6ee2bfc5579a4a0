"""All that the stand-in remembers, in the order in which it came."""

import secrets
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import count

from tests.standins.provider.messages import Message


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request to send: what became of it (an HTTP status, `reset` or `hang`), and the message if it was accepted.

    `at` is in seconds since the epoch.
    """

    at: float
    to: str | None
    body: str | None
    ended: str
    sid: str | None


@dataclass(frozen=True, slots=True)
class Posted:
    """One request to the service's webhooks: the HTTP status that it got, or why it got none. `at` as above."""

    at: float
    url: str
    form: dict[str, str]
    status: int | None
    error: str | None


@dataclass
class Store:
    """`messages` are by sid, `to` by recipient; `accepted` are those that came through the API."""

    messages: dict[str, Message] = field(default_factory=dict)
    to: defaultdict[str, list[Message]] = field(default_factory=lambda: defaultdict(list))
    accepted: list[Message] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    posted: list[Posted] = field(default_factory=list)
    # Other in every run, so that a sid of an earlier run is unknown.
    _run: str = field(default_factory=lambda: secrets.token_hex(8))
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def new_sid(self) -> str:
        return f"SM{self._run}{next(self._numbers):016x}"

    def keep(self, message: Message) -> None:
        self.messages[message.sid] = message
        self.to[message.to].append(message)
        if message.direction == "outbound-api":
            self.accepted.append(message)

    def phones(self, now: float) -> dict[str, list[str]]:
        """The texts that each phone has got, oldest first."""
        return {
            number: [message.body for message in messages if message.reached_the_phone(now)]
            for number, messages in self.to.items()
            if any(message.direction != "inbound" for message in messages)
        }
