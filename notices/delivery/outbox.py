"""What the delivery of one channel is made of."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.registration import Channel
from notices.channels.provider import Provider
from notices.database import Database
from notices.delivery.recipients import Recipients
from notices.secrecy import Secrecy


@dataclass(frozen=True, slots=True)
class Times:
    """How long what may take.

    `lease`: how long a worker has for what it has claimed. `grace`: how long after that the provider's own list is
    trusted not to have a message that it does not show. `news`: how long a broadcast is worth being tried.
    """

    lease: timedelta = timedelta(seconds=60)
    grace: timedelta = timedelta(seconds=15)
    news: timedelta = timedelta(days=1)
    # What is left of a lease, beyond the provider's own time-out, when the last attempt under it may begin.
    margin: timedelta = timedelta(seconds=5)


def _never(_session: Session, _now: datetime) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Outbox:
    """One channel's outbox, as one worker empties it.

    `rate` (messages a second) and `concurrency` (messages under way at once) are those of all workers together.
    `is_quiet` says whether it is the time at which only what is urgent is sent.
    """

    database: Database
    provider: Provider
    secrecy: Secrecy
    recipients: Recipients
    rate: float
    concurrency: int
    channel: Channel = Channel.SMS
    times: Times = Times()
    is_quiet: Callable[[Session, datetime], bool] = _never
    worker: str = field(default_factory=lambda: uuid.uuid4().hex)

    @property
    def longest(self) -> timedelta:
        """How long before the end of its lease an attempt has to begin."""
        return timedelta(seconds=self.provider.timeout_s) + self.times.margin
