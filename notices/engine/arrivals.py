"""What came, in its table: once, whatever comes again."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.run import Arrival
from notices.engine.accepting import Row

_TABLE = cast(Table, Arrival.__table__)
_INSERT: Mapping[str, Callable[[Table], Any]] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}
# Put together once: that takes longer than carrying them out.
_STORE = {name: insert(_TABLE).on_conflict_do_nothing() for name, insert in _INSERT.items()}
_COUNTED = {name: store.returning(_TABLE.c.id) for name, store in _STORE.items()}


def store(session: Session, rows: Sequence[Row]) -> None:
    """Store those that are new, in their order."""
    if rows:
        session.execute(_STORE[_dialect(session)], list(rows))


def store_counted(session: Session, rows: Sequence[Row]) -> int:
    """The same, which takes longer. Returns how many were new."""
    return len(session.scalars(_COUNTED[_dialect(session)], list(rows)).all()) if rows else 0


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name
