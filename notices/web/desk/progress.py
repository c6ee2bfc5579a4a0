"""How far a notice's deliveries have come, channel by channel."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.delivery import Broadcast, Delivery, State
from models.registration import Channel
from notices.delivery.dead import count_dead
from notices.delivery.figures import CANARIES, Standing, figures


@dataclass(frozen=True, slots=True)
class Way:
    """One channel. `all` are those that were to be told and still are."""

    channel: Channel
    all: int
    standing: Standing

    @property
    def taken(self) -> int:
        """How many the provider has and has not said that it failed with."""
        return max(self.all - self.standing.pending - self.standing.unknown - self.standing.failed, 0)

    @property
    def goes_on(self) -> bool:
        """Whether more happens without anybody doing anything."""
        return self.standing.oldest is not None


@dataclass(frozen=True, slots=True)
class Progress:
    """How a notice stands at a moment. `dead` is how many did not get through, our own canary's among them."""

    notice_id: int
    at: datetime
    ways: tuple[Way, ...]
    dead: int

    @property
    def goes_on(self) -> bool:
        return any(way.goes_on for way in self.ways)


def progress_of(session: Session, notice_id: int, now: datetime) -> Progress:
    """How far it has come in each channel in which it was told."""
    told = _told(session, notice_id)
    standings = figures(session, notice_id).items()
    ways = tuple(Way(channel, told.get(channel, 0), standing) for channel, standing in standings)
    return Progress(notice_id, now, ways, count_dead(session, notice_id))


def _told(session: Session, notice_id: int) -> dict[Channel, int]:
    """How many deliveries there are by channel, without those that were not to be sent after all."""
    of_notice = select(Broadcast.channel, func.count()).join(Delivery, Delivery.broadcast_id == Broadcast.id)
    sent = of_notice.where(
        Broadcast.notice_id == notice_id, Delivery.state != State.DROPPED, Delivery.registration_id.not_in(CANARIES)
    )
    return {row[0]: row[1] for row in session.execute(sent.group_by(Broadcast.channel))}
