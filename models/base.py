"""What all tables share: naming of constraints, moments in UTC, frozen documents."""

import enum
from datetime import UTC, datetime
from typing import Any, ClassVar

from pydantic import TypeAdapter
from sqlalchemy import JSON, DateTime, Dialect, Enum, MetaData
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from models.content import Content

# Named constraints, so that a migration can drop what an earlier one made, on both databases.
NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

LARGEST_ID = 2**31 - 1  # what fits an integer column on both databases


class Base(DeclarativeBase):
    """The root of all tables."""

    metadata = MetaData(naming_convention=NAMES)
    # Enums are kept as their short values in plain text: a new act needs no change of the table.
    type_annotation_map: ClassVar = {
        enum.Enum: Enum(enum.Enum, native_enum=False, length=20, values_callable=lambda terms: [t.value for t in terms])
    }


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept and given back in UTC. SQLite has no zones, so they are put on here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value!r}")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


_CONTENT = TypeAdapter(Content)


class ContentDocument(TypeDecorator[Content]):
    """The frozen text of one revision, as JSON."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Content | None, dialect: Dialect) -> Any:
        return value and _CONTENT.dump_python(value, mode="json", exclude_defaults=True)

    def process_result_value(self, value: Any, dialect: Dialect) -> Content | None:
        return None if value is None else _CONTENT.validate_python(value)
