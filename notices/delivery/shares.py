"""Dividing what the provider takes, in messages a second and at once, between the workers that are sending.

Each worker holds some of the slots for messages under way, and sends at the same part of the rate. A newcomer gets
its part when the others have let go of it, so that the sum is never more than the whole.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from models.delivery import Sender
from models.registration import Channel


def share(
    session: Session, channel: Channel, worker: str, *, whole: int, under_way: int, now: datetime, lasts: timedelta
) -> int:
    """How many messages this worker may have under way. Called under the gateway's lock, and again before it lapses.

    `under_way` is how many it has now: those it cannot let go of yet.
    """
    session.execute(delete(Sender).where(Sender.channel == channel, Sender.until <= now, Sender.worker != worker))
    others = select(func.count(), func.coalesce(func.sum(Sender.slots), 0))
    count, taken = session.execute(others.where(Sender.channel == channel, Sender.worker != worker)).one()
    slots = max(0, min(max(1, whole // (count + 1)), whole - taken))
    session.merge(Sender(worker=worker, channel=channel, slots=max(slots, under_way), until=now + lasts))
    return slots


def leave(session: Session, worker: str) -> None:
    """Give one's slots to the others."""
    session.execute(delete(Sender).where(Sender.worker == worker))
