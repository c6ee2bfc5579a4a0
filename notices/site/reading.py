"""From the database's rows to the site's plain data."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby

from sqlalchemy import JSON, ColumnElement, func, select, type_coerce
from sqlalchemy.orm import Session, joinedload, selectinload

from models.notice import Change, Notice, Position, Preamble, Revision, Thread, thread_notice
from models.terms import Act, Status
from notices.site.published import Published, Snapshot, Story, Version, Words
from notices.site.runs.reading import read_runs

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
EMPTY = Snapshot(position=0, changed_at=LONG_AGO, notices={}, stories={}, preambles={})


def position(session: Session) -> int:
    """The end of the log of changes."""
    return session.scalars(select(Position.value).where(Position.name == "log")).one()


def identity(session: Session) -> int:
    """A number drawn when the database was made, by which the site knows it from any other."""
    return session.scalars(select(Position.value).where(Position.name == "identity")).one()


def read_all(session: Session, now: datetime) -> Snapshot:
    """Everything that is published, and the runs that are shown at `now`."""
    return _with_runs(session, _with(session, EMPTY, Notice.published_at.is_not(None)), now)


def read_since(session: Session, known: Snapshot, now: datetime) -> tuple[Snapshot, frozenset[int]]:
    """What is published now, given what was known, and the ids of the notices that changed."""
    ids = frozenset(session.scalars(select(Change.notice_id).where(Change.position > known.position).distinct())) - {
        None
    }
    snapshot = _with_runs(session, _with(session, known, Notice.id.in_(ids)), now)
    return snapshot, frozenset(i for i in ids if i is not None)


def read_some(session: Session, chosen: ColumnElement[bool]) -> Snapshot:
    """The chosen notices and the stories in which they stand, also of notices that wait for their time."""
    return _with(session, EMPTY, chosen)


def read_versions(session: Session, notice_id: int) -> list[Version]:
    """Every frozen revision of a notice, newest first."""
    rows = session.scalars(select(Revision).where(Revision.notice_id == notice_id).order_by(Revision.number.desc()))
    return [Version(r.number, r.act, r.at, r.reason, r.content) for r in rows]


def _with_runs(session: Session, snapshot: Snapshot, now: datetime) -> Snapshot:
    return replace(snapshot, runs=read_runs(session, snapshot.runs, now))


def _with(session: Session, known: Snapshot, changed: ColumnElement[bool]) -> Snapshot:
    """What was known, with the changed notices and the stories in which they stand read anew."""
    return replace(
        known,
        position=position(session),
        changed_at=session.scalar(select(func.max(Change.at))) or LONG_AGO,
        notices={**known.notices, **{notice.id: notice for notice in _published(session, changed)}},
        stories={**known.stories, **_stories(session, changed)},
        preambles={p.section: Words(p.title, p.body, p.closing) for p in session.scalars(select(Preamble))},
    )


def _stories(session: Session, changed: ColumnElement[bool]) -> dict[int, Story]:
    """The stories of the changed notices, each with all of its notices."""
    touched = select(thread_notice.c.thread_id).join(Notice).where(changed)
    rows = session.execute(
        select(Thread.id, Thread.title, Notice.id)
        .join(Thread.notices)
        .where(Thread.id.in_(touched))
        .order_by(Thread.id, Notice.published_at.nulls_first(), Notice.id)
    )
    told = groupby(rows, lambda row: (row[0], row[1]))
    return {id: Story(id, title, tuple(row[2] for row in members)) for (id, title), members in told}


def _published(session: Session, chosen: ColumnElement[bool]) -> list[Published]:
    corrected, begun = _corrections(session, chosen), _first_statuses(session, chosen)
    rows = session.scalars(
        select(Notice).where(chosen).options(joinedload(Notice.current), selectinload(Notice.threads))
    )
    return [_one(row, corrected.get(row.id), begun.get(row.id)) for row in rows]


def _corrections(session: Session, chosen: ColumnElement[bool]) -> dict[int, datetime]:
    """When each of the notices was last corrected."""
    rows = session.execute(
        select(Revision.notice_id, func.max(Revision.at))
        .where(Revision.act == Act.CORRECT, Revision.notice_id.in_(select(Notice.id).where(chosen)))
        .group_by(Revision.notice_id)
    )
    return {row[0]: row[1] for row in rows}


def _first_statuses(session: Session, chosen: ColumnElement[bool]) -> dict[int, Status]:
    """With which status each of the notices was first published, where it had one."""
    status = type_coerce(Revision.content, JSON)["status"].as_string()
    rows = session.execute(
        select(Revision.notice_id, status)
        .where(Revision.number == 1, Revision.notice_id.in_(select(Notice.id).where(chosen)))
        .where(status.is_not(None))
    )
    return {row[0]: Status(row[1]) for row in rows}


def _one(row: Notice, corrected_at: datetime | None, first_status: Status | None) -> Published:
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
        first_status=first_status,
    )
