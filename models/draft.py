"""What operators are writing: drafts, all that was ever saved in them, and who sits in one just now."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Moment
from models.notice import Notice
from models.terms import Act

Fields = dict[str, str | list[str]]
"""The fields of the form as somebody typed them, also where they are wrong: a text, or the codes that were chosen."""


class DraftState(StrEnum):
    """Where a draft stands."""

    OPEN = "open"  # somebody writes
    AWAITING_APPROVAL = "awaiting_approval"  # another publisher has to read it first
    LEAVING = "leaving"  # published when `leaves_at` comes, and can be called back until then
    PUBLISHED = "published"
    DISCARDED = "discarded"


class Draft(Base):
    """One act that somebody is writing: a new notice, or something to be said in one that there is.

    `notice_id` is the notice that the act is done to, and, of a new notice, set once it is published.
    `notice_version` is that notice's version when the draft was begun. `origin` is "desk", "desk:<template's code>",
    "api" or "run:<key>", and `evidence` what a run showed. `tell` are the channels to tell by; None leaves it to the
    rules of `service.toml`. `asked_*` is who pressed publish, when and from where; `written_on` the day from which the
    words for times then counted. `problem` says why it came back.
    """

    __tablename__ = "draft"
    __table_args__ = (Index("ix_draft_state", "state", "leaves_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[Act]
    notice_id: Mapped[int | None] = mapped_column(ForeignKey(Notice.id), index=True)
    notice_version: Mapped[int | None]
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int]
    state: Mapped[DraftState]
    origin: Mapped[str] = mapped_column(index=True)
    evidence: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    tell: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by: Mapped[str]
    updated_at: Mapped[datetime] = mapped_column(Moment)
    updated_by: Mapped[str]
    publish_at: Mapped[datetime | None] = mapped_column(Moment)
    leaves_at: Mapped[datetime | None] = mapped_column(Moment)
    written_on: Mapped[date | None]
    asked_at: Mapped[datetime | None] = mapped_column(Moment)
    asked_by: Mapped[str | None]
    asked_from: Mapped[str | None]
    approved_at: Mapped[datetime | None] = mapped_column(Moment)
    approved_by: Mapped[str | None]
    emergency_reason: Mapped[str | None]
    problem: Mapped[str | None]


class DraftVersion(Base):
    """What one save held, kept so that nobody's words are lost.

    `number` is the draft's version that the save made. `set_aside` names the fields whose words are not in it, as
    somebody else had changed them meanwhile.
    """

    __tablename__ = "draft_version"
    __table_args__ = (UniqueConstraint("draft_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey(Draft.id))
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str]
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    set_aside: Mapped[dict[str, Any]] = mapped_column(JSON)


class DraftPresence(Base):
    """When somebody was last seen in a draft."""

    __tablename__ = "draft_presence"

    draft_id: Mapped[int] = mapped_column(ForeignKey(Draft.id), primary_key=True)
    who: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(Moment)
