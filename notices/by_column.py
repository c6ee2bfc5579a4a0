"""Many rows handed to PostgreSQL a column at a time: a statement for each row takes five times the time there.

SQLite takes no columns, and gains nothing from them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ARRAY, Column, TableValuedAlias, bindparam, func
from sqlalchemy.types import TypeEngine


def unnested(types: Mapping[str, TypeEngine[Any]], name: str = "given") -> TableValuedAlias:
    """The rows as a table with these columns. Each is a parameter of its own name: see `columns_of`."""
    arrays = [bindparam(column, type_=ARRAY(type)) for column, type in types.items()]
    columns: list[Column[Any]] = [Column(column, type) for column, type in types.items()]
    return func.unnest(*arrays).table_valued(*columns, name=name).render_derived()


def columns_of(rows: Sequence[Mapping[str, Any]], names: Iterable[str]) -> dict[str, list[Any]]:
    """The parameters."""
    return {name: [row[name] for row in rows] for name in names}
