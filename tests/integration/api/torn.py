"""Whether a publication was wholly done or wholly not, once the process that did it has been killed."""

from sqlalchemy import select

from models.audit import AuditEntry
from models.delivery import Broadcast
from models.notice import Change, Notice
from models.registration import Channel
from models.token import KeptAnswer
from notices import audit
from notices.database import Database


def check_whole(database: Database) -> set[str]:
    """The titles that are published. AssertionError where one is published in part, or the audit does not hold."""
    with database.reading() as session:
        audit.verify(session)
        notices = session.scalars(select(Notice)).all()
        ids = {notice.id for notice in notices}
        assert {change.notice_id for change in session.scalars(select(Change))} - {None} == ids
        told = session.scalars(select(Broadcast.notice_id).where(Broadcast.channel == Channel.SMS))
        assert set(told) == ids
        entered = session.scalars(select(AuditEntry.subject).where(AuditEntry.act == "publish"))
        assert set(entered) == {f"notice:{id}" for id in ids}
        assert len(session.scalars(select(KeptAnswer.key)).all()) == len(ids)
        return {notice.current.content.title for notice in notices}
