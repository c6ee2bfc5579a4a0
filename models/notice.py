"""Notices, their frozen revisions, the threads that tie them, and the log of changes."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, ContentDocument, Moment
from models.content import Content
from models.terms import Act

thread_notice = Table(
    "thread_notice",
    Base.metadata,
    Column("thread_id", ForeignKey("thread.id"), primary_key=True),
    Column("notice_id", ForeignKey("notice.id"), primary_key=True, index=True),
)


class Revision(Base):
    """One version of a notice as it was published: never changed, never removed."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("notice_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    number: Mapped[int]
    act: Mapped[Act]
    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str]
    reason: Mapped[str | None]
    content: Mapped[Content] = mapped_column(ContentDocument)


class Thread(Base):
    """A story that several notices tell together. A notice can belong to several."""

    __tablename__ = "thread"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(unique=True)
    notices: Mapped[list["Notice"]] = relationship(secondary=thread_notice, back_populates="threads")


class Notice(Base):
    """One published item with a stable address. What it says stands in its revisions.

    `dated` is true where only the date of publication is known; `published_at` is then midnight in
    Stockholm. `publish_at` is set, and `published_at` is not, while it waits for its time.
    """

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_published", "published_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    short: Mapped[str] = mapped_column(unique=True)
    dated: Mapped[bool] = mapped_column(default=False)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    publish_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_reason: Mapped[str | None]
    # When it is next to be seen whether somebody is to be reminded of it; None where nobody is.
    remind_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    # Whether to tell of it when its time comes; None leaves it to the rules of `service.toml`.
    tell: Mapped[bool | None]
    # What the last import of this notice said, so that importing it again adds nothing.
    imported: Mapped[str | None]
    # The number of the current revision. Two acts at once on one notice collide here, and one of them is told.
    version: Mapped[int] = mapped_column()

    revisions: Mapped[list[Revision]] = relationship(order_by=Revision.number)
    threads: Mapped[list[Thread]] = relationship(secondary=thread_notice, back_populates="notices")
    current: Mapped[Revision] = relationship(
        primaryjoin="and_(Revision.notice_id == Notice.id, Revision.number == Notice.version)",
        viewonly=True,
        uselist=False,
    )

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012


class Change(Base):
    """One line of the log that everything else follows: the site, the channels, the hub.

    `position` has no gaps and grows in the order of commits, so whoever has read up to a position has
    missed nothing before it. `notice_id` is None where a page's preamble changed.
    """

    __tablename__ = "change"

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id"))
    version: Mapped[int | None]
    act: Mapped[Act]
    at: Mapped[datetime] = mapped_column(Moment)


class Position(Base):
    """How far something has come in the log of changes.

    The row `log` is the log's own end; the row `identity` tells this database from every other.
    """

    __tablename__ = "position"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]


class Preamble(Base):
    """The heading and the words that stand over a section's notices, where they were imported."""

    __tablename__ = "preamble"

    section: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    body: Mapped[str]
    closing: Mapped[str]
