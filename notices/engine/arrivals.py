"""What came, in its table: once, whatever comes again."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Executable, Table, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.run import Arrival
from notices.by_column import columns_of, unnested
from notices.engine.accepting import Row

_TABLE = cast(Table, Arrival.__table__)
_TYPES = {column.name: column.type for column in _TABLE.columns if not column.primary_key}
# Put together once: that takes longer than carrying them out.
_BY_COLUMN = postgresql.insert(_TABLE).from_select(list(_TYPES), select(*unnested(_TYPES).c)).on_conflict_do_nothing()
_BY_ROW = sqlite.insert(_TABLE).on_conflict_do_nothing()


def store(session: Session, rows: Sequence[Row]) -> None:
    """Store those that are new, in their order."""
    if rows and _takes_columns(session):
        session.execute(_BY_COLUMN, columns_of(rows, _TYPES))
    elif rows:
        session.execute(_BY_ROW, list(rows))


def store_counted(session: Session, rows: Sequence[Row]) -> int:
    """The same, which takes longer. Returns how many were new."""
    if not rows:
        return 0
    statement: Executable
    given: Any
    if _takes_columns(session):
        statement, given = _BY_COLUMN.returning(_TABLE.c.id), columns_of(rows, _TYPES)
    else:
        statement, given = _BY_ROW.returning(_TABLE.c.id), list(rows)
    return len(session.scalars(statement, given).all())


def _takes_columns(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"
