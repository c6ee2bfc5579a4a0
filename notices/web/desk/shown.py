"""Notices as the desk shows them: from the database, so also one that waits for its time, in its reader's language."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.notice import Notice, Thread
from notices.errors import NotFound
from notices.site.building import Builder
from notices.site.frame import Frame
from notices.site.pages.entries import Entry, entry
from notices.site.published import Published, Snapshot, Story
from notices.site.reading import read_some
from notices.web.desk.desk import Desk


@dataclass(frozen=True, slots=True)
class Shown:
    """One notice: its row, and what a page shows of it. `frame` knows of the notices in its stories, too."""

    row: Notice
    one: Entry
    frame: Frame

    @property
    def stories(self) -> list[tuple[Story, list[Published]]]:
        """Each story that it is part of, with the notices in it, oldest first."""
        known = self.frame.snapshot
        mine = (known.stories[i] for i in self.one.notice.threads)
        return [(story, [known.notices[i] for i in story.notices]) for story in mine]


def find_notice(session: Session, number: int) -> Notice:
    """The notice of that number. Raises NotFound."""
    notice = session.get(Notice, number)
    if notice is None:
        raise NotFound(f"Ingen notis har nummer {number}.")
    return notice


def show(desk: Desk, session: Session, number: int) -> Shown:
    """The notice of that number, as it is now. Raises NotFound."""
    row = find_notice(session, number)
    beside = {notice.id for thread in row.threads for notice in thread.notices}
    frame = _frame(desk, session, beside | {number})
    return Shown(row, entry(frame, frame.snapshot.notices[number]), frame)


def show_all(desk: Desk, session: Session, numbers: Collection[int]) -> list[Entry]:
    """Those notices, in that order."""
    frame = _frame(desk, session, numbers)
    known = frame.snapshot.notices
    return [entry(frame, known[number]) for number in numbers if number in known]


def threads(session: Session) -> list[Thread]:
    """All stories, by their titles."""
    return list(session.scalars(select(Thread).order_by(Thread.title)))


def _frame(desk: Desk, session: Session, numbers: Collection[int]) -> Frame:
    known = read_some(session, Notice.id.in_(numbers))
    waiting = dict(session.execute(select(Notice.id, Notice.publish_at).where(Notice.id.in_(numbers))).all())
    builder: Builder = desk.parts.site.drawer.builder
    return builder.frames(_at_their_time(known, waiting), desk.clock())[desk.language == "en"]


def _at_their_time(known: Snapshot, waiting: dict[int, datetime | None]) -> Snapshot:
    """What waits stands as if it were published when its time comes."""
    notices = {
        i: replace(notice, published_at=at, changed_at=at) if (at := waiting.get(i)) else notice
        for i, notice in known.notices.items()
    }
    return replace(known, notices=notices)
