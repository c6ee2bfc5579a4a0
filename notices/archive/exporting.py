"""A section's published notices as a page of the archive."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.notice import Notice, Preamble
from notices.archive.page import ArchivedNotice, ArchivedPage, ArchivedUpdate
from notices.clock import day_of
from notices.service import Section


def export_page(session: Session, section: Section) -> ArchivedPage:
    """A section's published notices as a page of the archive, newest first. What was withdrawn is left out."""
    preamble = session.get(Preamble, section.code)
    rows = session.scalars(
        select(Notice)
        .where(Notice.published_at.is_not(None), Notice.withdrawn_at.is_(None))
        .order_by(Notice.published_at.desc(), Notice.id.desc())
    )
    return ArchivedPage(
        title=preamble.title if preamble else section.title.sv,
        preamble=preamble.body if preamble else section.preamble.sv,
        notices=tuple(archived(row) for row in rows if row.current.content.section == section.code),
        closing=(preamble.closing or None) if preamble else None,
    )


def archived(row: Notice) -> ArchivedNotice:
    """A notice as the page would show it."""
    content = row.current.content
    return ArchivedNotice(
        title=content.title,
        published=day_of(row.published_at or row.current.at),
        body=content.body,
        updates=tuple(ArchivedUpdate(day_of(update.at), update.body) for update in content.updates if update.body),
    )
