"""One statement for many deliveries, each with values of its own, as each database does it fastest."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Update, bindparam
from sqlalchemy.orm import Session

from models.delivery import Delivery
from notices.by_column import columns_of, unnested

# How a row says which delivery it means, and which of its attempts.
ROW, ATTEMPT = "row", "attempt"
_MEANT = {ROW: "id", ATTEMPT: "attempts"}


def write_each(session: Session, statement: Update, rows: Sequence[Mapping[str, Any]]) -> None:
    """Let a statement happen to the delivery of each row, if it is still at that attempt, with the row's values."""
    names = list(rows[0])
    if session.get_bind().dialect.name == "postgresql":
        given = unnested({name: Delivery.__table__.c[_MEANT.get(name, name)].type for name in names})
        session.connection().execute(_with(statement, dict(given.c)), columns_of(rows, names))
    else:
        session.connection().execute(_with(statement, {name: bindparam(name) for name in names}), rows)


def _with(statement: Update, given: Mapping[str, Any]) -> Update:
    own = {name: value for name, value in given.items() if name not in _MEANT}
    return statement.where(Delivery.id == given[ROW], Delivery.attempts == given[ATTEMPT]).values(own)
