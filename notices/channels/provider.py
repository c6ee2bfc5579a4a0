"""What delivery needs of a provider, and what can come of handing it a message."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Protocol


class Verdict(Enum):
    """What a failure to send says of the message."""

    REFUSED = auto()  # it will never be taken
    LATER = auto()  # it was not taken now; try again
    UNREACHED = auto()  # the provider was not reached at all; try again
    STOPPED = auto()  # nothing will be taken until somebody puts a setting right
    UNKNOWN = auto()  # it may have been taken. Never send it again before that is known


class SendError(Exception):
    """A message was not accepted, or nobody knows. `code` is the provider's own, or a word of ours."""

    def __init__(self, verdict: Verdict, code: str) -> None:
        super().__init__(f"{verdict.name.lower()}: {code}")
        self.verdict = verdict
        self.code = code


@dataclass(frozen=True, slots=True)
class Message:
    """What is told. A channel that has no subject, no second form and no conversations uses the text alone.

    `thread` is the same for all words of one notice. `at` is when it was written; it is part of what a message is:
    the same words with another `at` are another message.
    """

    text: str
    subject: str | None = None
    html: str | None = None
    thread: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """Which delivery, and its how-manieth attempt: what the provider's receipts have to name."""

    delivery_id: int
    number: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that the provider has accepted: its id there, and the provider's first word of it."""

    provider_id: str
    status: str
    error_code: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A message in the provider's own list, either way. `created_at` may be cut to whole seconds."""

    taken: Taken
    sender: str
    body: str
    created_at: datetime


class Line(Protocol):
    """An open connection to the provider."""

    async def send(self, to: str, message: Message, attempt: Attempt | None) -> Taken:
        """Hand over one message, to an address of the channel's kind (an E.164 number, a mail address).

        Without an attempt it is of no delivery, and no receipt is asked for. Raises SendError, and nothing else, where
        it was not accepted.
        """

    async def sent_to(self, address: str, since: datetime) -> Sequence[Listed]:
        """What we have sent to an address since then. SendError(UNREACHED) where the provider does not answer."""

    async def received(self, since: datetime) -> Sequence[Listed]:
        """What has been sent to us since then, oldest first. SendError as above."""


class Provider(Protocol):
    """Somebody who brings messages to their receivers."""

    @property
    def timeout_s(self) -> float:
        """The longest that `send` can take, in seconds."""

    def opened(self) -> AbstractAsyncContextManager[Line]:
        """A connection, to be used in one event loop."""
