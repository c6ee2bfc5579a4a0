"""Reading the audit: newest first for people, oldest first as JSON Lines for whoever keeps it."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import AuditEntry
from notices.audit.chain import canonical, written

_AT_ONCE = 1_000


def entries(
    session: Session,
    *,
    subjects: Sequence[str] = (),
    actor: str | None = None,
    act: str | None = None,
    before: int | None = None,
    limit: int = 100,
) -> list[AuditEntry]:
    """The newest entries, newest first; of some subjects, one actor or one act only, where they are given.

    `before` is the position of the last entry of the page that was read: what came earlier follows.
    """
    chosen = select(AuditEntry).order_by(AuditEntry.position.desc()).limit(limit)
    if subjects:
        chosen = chosen.where(AuditEntry.subject.in_(subjects))
    if actor is not None:
        chosen = chosen.where(AuditEntry.actor == actor)
    if act is not None:
        chosen = chosen.where(AuditEntry.act == act)
    if before is not None:
        chosen = chosen.where(AuditEntry.position < before)
    return list(session.scalars(chosen))


def lines(session: Session, since: datetime | None = None) -> Iterator[str]:
    """Each entry as a line of JSON, oldest first. Without its `hash`, a line is what the hash was taken over."""
    chosen = select(AuditEntry).order_by(AuditEntry.position).execution_options(yield_per=_AT_ONCE)
    if since:
        chosen = chosen.where(AuditEntry.at >= since)
    with session.scalars(chosen) as found:
        for entry in found:
            yield canonical(json.loads(written(entry)) | {"hash": entry.hash})
            session.expunge(entry)
