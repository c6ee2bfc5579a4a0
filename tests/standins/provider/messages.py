"""A message as the provider keeps it: what was asked, when each status comes, and the resource that tells of it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache
from typing import Literal

from tests.standins.provider.config import Config, Number, Outcome, Status

Direction = Literal["outbound-api", "outbound-reply", "inbound"]
API = "/2010-04-01"


@dataclass(frozen=True, slots=True)
class Step:
    """A status, and how many seconds after acceptance it comes."""

    after_s: float
    status: Status


@dataclass(frozen=True, slots=True)
class Message:
    """`created` is in seconds since the epoch. A message is never changed: its status follows from the time."""

    sid: str
    account_sid: str
    direction: Direction
    from_: str
    to: str
    body: str
    segments: int
    created: float
    steps: tuple[Step, ...]
    error_code: int | None = None
    callback: str | None = None
    service: str | None = None

    @property
    def uri(self) -> str:
        return f"{API}/Accounts/{self.account_sid}/Messages/{self.sid}.json"

    def step(self, now: float) -> Step:
        """The newest step that has come."""
        age = now - self.created
        return next((step for step in reversed(self.steps) if step.after_s <= age), self.steps[0])

    def sent(self, now: float) -> float | None:
        """When it was sent, in seconds since the epoch; None before that."""
        if self.direction == "inbound":
            return self.created
        return next(
            (self.created + step.after_s for step in self.steps if step.status == "sent" and self._is_past(step, now)),
            None,
        )

    def reached_the_phone(self, now: float) -> bool:
        """Delivered, or sent by a carrier that never reports more."""
        step = self.step(now)
        return step.status == "delivered" or (step.status == "sent" and step is self.steps[-1])

    def _is_past(self, step: Step, now: float) -> bool:
        return step.after_s <= now - self.created


def steps(config: Config, number: Number, *, by_service: bool) -> tuple[Step, ...]:
    """The statuses that a message to this number goes through, in the documented order."""
    first: Status = "accepted" if by_service else "queued"
    start = (Step(0, "accepted"), Step(0, "queued")) if by_service else (Step(0, first),)
    sending = Step(config.sending_after, "sending")
    sent = Step(config.sent_after, "sent")
    rest: dict[Outcome, tuple[Step, ...]] = {
        "queued": (),
        "failed": (Step(config.settled_after, "failed"),),
        "sent": (sending, sent),
        "delivered": (sending, sent, Step(config.settled_after, "delivered")),
        "undelivered": (sending, sent, Step(config.settled_after, "undelivered")),
    }
    return start + rest[number.outcome]


def resource(message: Message, now: float) -> dict[str, object]:
    """The documented fields. The callback's address is not among them."""
    return _resource(message, message.step(now), message.sent(now))


def created(message: Message) -> dict[str, object]:
    """The same in the answer to the creation: with the first status, nothing sent yet."""
    return _resource(message, message.steps[0], None)


def _resource(message: Message, step: Step, sent: float | None) -> dict[str, object]:
    error_code = message.error_code if step.status in {"failed", "undelivered"} else None
    waits_for_a_sender = message.service is not None and step.status == "accepted"
    return {
        "account_sid": message.account_sid,
        "api_version": API.strip("/"),
        "body": message.body,
        "date_created": rfc2822(message.created),
        "date_sent": None if sent is None else rfc2822(sent),
        "date_updated": rfc2822(message.created + step.after_s),
        "direction": message.direction,
        "error_code": error_code,
        "error_message": None if error_code is None else f"Error {error_code}",
        "from": None if waits_for_a_sender else message.from_,
        "messaging_service_sid": message.service,
        "num_media": "0",
        "num_segments": "0" if waits_for_a_sender else str(message.segments),
        "price": None,
        "price_unit": "USD",
        "sid": message.sid,
        "status": step.status,
        "subresource_uris": {"media": message.uri.replace(".json", "/Media.json")},
        "to": message.to,
        "uri": message.uri,
    }


def rfc2822(moment: float) -> str:
    return _rfc2822(int(moment))


@lru_cache(maxsize=4096)
def _rfc2822(second: int) -> str:
    return format_datetime(datetime.fromtimestamp(second, UTC))
