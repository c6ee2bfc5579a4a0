"""One statement for many rows, each with values of its own, as each database does it fastest."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ARRAY, Column, ColumnElement, Update, bindparam, func
from sqlalchemy.orm import Session

from models.delivery import Delivery

# How a row says which delivery it means, and which of its attempts.
ROW, ATTEMPT = "row", "attempt"
_MEANT = {ROW: "id", ATTEMPT: "attempts"}


def write_each(session: Session, statement: Update, rows: Sequence[Mapping[str, Any]]) -> None:
    """Let a statement happen to the delivery of each row, if it is still at that attempt, with the row's values.

    PostgreSQL is handed a column at a time: a statement for each row takes five times the time there. SQLite takes no
    columns, and gains nothing from them.
    """
    names = list(rows[0])
    if session.get_bind().dialect.name == "postgresql":
        values: dict[str, Any] = {name: [row[name] for row in rows] for name in names}
        session.connection().execute(_with(statement, _unnested(names)), values)
    else:
        session.connection().execute(_with(statement, {name: bindparam(name) for name in names}), rows)


def _with(statement: Update, given: Mapping[str, Any]) -> Update:
    own = {name: value for name, value in given.items() if name not in _MEANT}
    return statement.where(Delivery.id == given[ROW], Delivery.attempts == given[ATTEMPT]).values(own)


def _unnested(names: Sequence[str]) -> Mapping[str, ColumnElement[Any]]:
    types = {name: Delivery.__table__.c[_MEANT.get(name, name)].type for name in names}
    arrays = [bindparam(name, type_=ARRAY(type)) for name, type in types.items()]
    columns: list[Column[Any]] = [Column(name, type) for name, type in types.items()]
    given = func.unnest(*arrays).table_valued(*columns, name="given").render_derived()
    return {name: given.c[name] for name in names}
