"""What was told last, and what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.delivery import Broadcast
from models.notice import Notice
from models.registration import Channel
from notices.delivery.figures import Standing, figures

_LATEST = 3  # each is counted, and may have gone to very many


@dataclass(frozen=True, slots=True)
class Told:
    """One notice, and how it stands in each channel in which it was told."""

    notice_id: int
    title: str
    standings: dict[Channel, Standing]


def told_last(session: Session) -> Iterator[Told]:
    """The notices that were told last, the latest first."""
    last = func.max(Broadcast.id)
    told = select(Broadcast.notice_id).where(Broadcast.notice_id.is_not(None)).group_by(Broadcast.notice_id)
    for notice_id in session.scalars(told.order_by(last.desc()).limit(_LATEST)).all():
        notice = session.get_one(Notice, notice_id)
        yield Told(notice.id, notice.current.content.title, figures(session, notice.id))
