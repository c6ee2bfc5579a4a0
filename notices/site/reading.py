"""From the database's rows to the site's plain data."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from models.notice import Change, Notice, Position, Preamble, Revision, Thread
from models.terms import Act
from notices.site.published import Published, Snapshot, Story, Version, Words

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
EMPTY = Snapshot(position=0, changed_at=LONG_AGO, notices={}, stories={}, preambles={})


def position(session: Session) -> int:
    """The end of the log of changes."""
    return session.scalars(select(Position.value).where(Position.name == "log")).one()


def identity(session: Session) -> int:
    """A number drawn when the database was made, by which the site knows it from any other."""
    return session.scalars(select(Position.value).where(Position.name == "identity")).one()


def read_all(session: Session) -> Snapshot:
    """Everything that is published."""
    return _with(session, EMPTY, _published(session, select(Notice).where(Notice.published_at.is_not(None))))


def read_since(session: Session, known: Snapshot) -> tuple[Snapshot, frozenset[int]]:
    """What is published now, given what was known, and the ids of the notices that changed."""
    ids = frozenset(session.scalars(select(Change.notice_id).where(Change.position > known.position).distinct())) - {
        None
    }
    changed = _published(session, select(Notice).where(Notice.id.in_(ids)))
    return _with(session, known, changed), frozenset(i for i in ids if i is not None)


def read_versions(session: Session, notice_id: int) -> list[Version]:
    """Every frozen revision of a notice, newest first."""
    rows = session.scalars(select(Revision).where(Revision.notice_id == notice_id).order_by(Revision.number.desc()))
    return [Version(r.number, r.act, r.at, r.reason, r.content) for r in rows]


def _with(session: Session, known: Snapshot, changed: Iterable[Published]) -> Snapshot:
    return replace(
        known,
        position=position(session),
        changed_at=session.scalar(select(func.max(Change.at))) or LONG_AGO,
        notices={**known.notices, **{notice.id: notice for notice in changed}},
        stories=_stories(session),
        preambles={p.section: Words(p.title, p.body, p.closing) for p in session.scalars(select(Preamble))},
    )


def _stories(session: Session) -> dict[int, Story]:
    threads = session.scalars(select(Thread).options(selectinload(Thread.notices)))
    return {t.id: Story(t.id, t.title, tuple(n.id for n in sorted(t.notices, key=_age))) for t in threads}


def _age(notice: Notice) -> tuple[datetime, int]:
    return notice.published_at or LONG_AGO, notice.id


def _published(session: Session, chosen: Select[Notice]) -> list[Published]:
    corrected = _corrections(session)
    rows = session.scalars(chosen.options(joinedload(Notice.current), selectinload(Notice.threads)))
    return [_one(row, corrected.get(row.id)) for row in rows]


def _corrections(session: Session) -> dict[int, datetime]:
    rows = session.execute(
        select(Revision.notice_id, func.max(Revision.at))
        .where(Revision.act == Act.CORRECT)
        .group_by(Revision.notice_id)
    )
    return {row[0]: row[1] for row in rows}


def _one(row: Notice, corrected_at: datetime | None) -> Published:
    revision = row.current
    published_at = row.published_at or LONG_AGO
    return Published(
        id=row.id,
        slug=row.slug,
        short=row.short,
        published_at=published_at,
        dated=row.dated,
        changed_at=max(published_at, revision.at, *(update.at for update in revision.content.updates)),
        version=row.version,
        content=revision.content,
        threads=tuple(sorted(thread.id for thread in row.threads)),
        withdrawn_at=row.withdrawn_at,
        withdrawn_reason=row.withdrawn_reason,
        corrected_at=corrected_at,
    )
