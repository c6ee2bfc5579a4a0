"""Who sits in the same draft just now."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.draft import Draft, DraftPresence
from notices.drafts.writer import Writer

LASTS = timedelta(seconds=30)
# The same words, and the same meaning, on both.
_INSERT: dict[str, Callable[[type[DraftPresence]], Any]] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else in the draft, and when they were last seen there."""

    who: str
    seen_at: datetime


def presence(writer: Writer, draft: Draft) -> list[Other]:
    """Say that one is in the draft, and learn who else is: those seen within half a minute, by name.

    To be called whenever a draft is opened, and every ten seconds while it is.
    """
    row = {"draft_id": draft.id, "who": writer.who, "seen_at": writer.now}
    insert = _INSERT[writer.session.get_bind().dialect.name](DraftPresence).values(row)
    writer.session.execute(
        insert.on_conflict_do_update(index_elements=["draft_id", "who"], set_={"seen_at": writer.now})
    )
    return [other for other in seen(writer.session, draft, writer.now) if other.who != writer.who]


def seen(session: Session, draft: Draft, now: datetime) -> list[Other]:
    """Who is in a draft, by name."""
    rows = session.execute(
        select(DraftPresence.who, DraftPresence.seen_at)
        .where(DraftPresence.draft_id == draft.id, DraftPresence.seen_at > now - LASTS)
        .order_by(DraftPresence.who)
    )
    return [Other(who, seen_at) for who, seen_at in rows]
