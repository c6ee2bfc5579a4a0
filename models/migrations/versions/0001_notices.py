"""Notices, their revisions and threads, the log of changes, and search."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _notices()
    _log()
    _search()


def _notices() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("slug", sa.String, nullable=False),
        sa.Column("short", sa.String, nullable=False),
        sa.Column("dated", sa.Boolean, nullable=False),
        sa.Column("published_at", MOMENT),
        sa.Column("publish_at", MOMENT),
        sa.Column("withdrawn_at", MOMENT),
        sa.Column("withdrawn_reason", sa.String),
        sa.Column("imported", sa.String),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sa.UniqueConstraint("slug", name="uq_notice_slug"),
        sa.UniqueConstraint("short", name="uq_notice_short"),
    )
    op.create_index("ix_notice_published", "notice", ["published_at", "id"])
    op.create_index("ix_notice_publish_at", "notice", ["publish_at"])
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column(
            "notice_id", sa.Integer, sa.ForeignKey("notice.id", name="fk_revision_notice_id_notice"), nullable=False
        ),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("reason", sa.String),
        sa.Column("content", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_revision"),
        sa.UniqueConstraint("notice_id", "number", name="uq_revision_notice_id"),
    )
    op.create_table(
        "thread",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_thread"),
        sa.UniqueConstraint("title", name="uq_thread_title"),
    )
    op.create_table(
        "thread_notice",
        sa.Column(
            "thread_id",
            sa.Integer,
            sa.ForeignKey("thread.id", name="fk_thread_notice_thread_id_thread"),
            nullable=False,
        ),
        sa.Column(
            "notice_id",
            sa.Integer,
            sa.ForeignKey("notice.id", name="fk_thread_notice_notice_id_notice"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("thread_id", "notice_id", name="pk_thread_notice"),
    )
    op.create_index("ix_thread_notice_notice_id", "thread_notice", ["notice_id"])


def _log() -> None:
    op.create_table(
        "change",
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("notice_id", sa.Integer, sa.ForeignKey("notice.id", name="fk_change_notice_id_notice")),
        sa.Column("version", sa.Integer),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_change"),
    )
    position = op.create_table(
        "position",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("value", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_position"),
    )
    # `identity` tells this database from another one at the same address.
    op.bulk_insert(position, [{"name": "log", "value": 0}, {"name": "identity", "value": secrets.randbelow(2**31)}])
    op.create_table(
        "preamble",
        sa.Column("section", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("closing", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("section", name="pk_preamble"),
    )


def _search() -> None:
    if op.get_bind().dialect.name == "sqlite":
        # å, ä and ö are letters of their own in Swedish, so their marks are kept.
        op.execute(
            "CREATE VIRTUAL TABLE search_entry USING fts5("
            "title, body, tokenize = 'unicode61 remove_diacritics 0', prefix = '3 4 5')"
        )
        return
    op.execute("CREATE TABLE search_entry (notice_id INTEGER PRIMARY KEY, words TSVECTOR NOT NULL)")
    op.execute("CREATE INDEX ix_search_entry_words ON search_entry USING gin (words)")


def downgrade() -> None:
    for table in (
        "search_entry",
        "preamble",
        "position",
        "change",
        "thread_notice",
        "thread",
        "revision",
        "notice",
    ):
        op.drop_table(table)
