"""Drafts, their approval, and the audit."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
BEGINNING = "0" * 64
_SQLITE = (
    "CREATE TRIGGER audit_entry_kept_{event} BEFORE {event} ON audit_entry "
    "BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END"
)
_POSTGRESQL_FUNCTION = (
    "CREATE FUNCTION audit_is_only_added_to() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit is only added to'; END $$"
)
_POSTGRESQL = (
    "CREATE TRIGGER audit_entry_kept_{event} BEFORE {event} ON audit_entry "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_only_added_to()"
)


def upgrade() -> None:
    _audit()
    _guard()
    _draft()
    _versions()


def _audit() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("source_address", sa.String),
        sa.Column("act", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("before", sa.String),
        sa.Column("after", sa.String),
        sa.Column("previous", sa.String, nullable=False),
        sa.Column("hash", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_audit_entry"),
    )
    op.create_index("ix_audit_entry_at", "audit_entry", ["at"])
    op.create_index("ix_audit_entry_subject", "audit_entry", ["subject"])
    head = op.create_table(
        "audit_head",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("hash", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_audit_head"),
    )
    op.bulk_insert(head, [{"name": "head", "position": 0, "hash": BEGINNING}])


def _guard() -> None:
    """The database itself refuses to change or remove an entry, whatever program asks."""
    if op.get_bind().dialect.name == "sqlite":
        _guard_by(_SQLITE, "UPDATE", "DELETE")
    else:
        op.execute(_POSTGRESQL_FUNCTION)
        _guard_by(_POSTGRESQL, "UPDATE", "DELETE", "TRUNCATE")


def _guard_by(trigger: str, *events: str) -> None:
    for event in events:
        op.execute(trigger.format(event=event))


def _draft() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("notice_id", sa.Integer),
        sa.Column("notice_version", sa.Integer),
        sa.Column("fields", sa.JSON, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("origin", sa.String, nullable=False),
        sa.Column("evidence", sa.JSON),
        sa.Column("tell", sa.JSON),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.String, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("updated_by", sa.String, nullable=False),
        sa.Column("publish_at", MOMENT),
        sa.Column("leaves_at", MOMENT),
        sa.Column("written_on", sa.Date),
        sa.Column("asked_at", MOMENT),
        sa.Column("asked_by", sa.String),
        sa.Column("asked_from", sa.String),
        sa.Column("approved_at", MOMENT),
        sa.Column("approved_by", sa.String),
        sa.Column("emergency_reason", sa.String),
        sa.Column("problem", sa.String),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_draft_notice_id_notice"),
    )
    op.create_index("ix_draft_state", "draft", ["state", "leaves_at"])
    op.create_index("ix_draft_notice_id", "draft", ["notice_id"])
    op.create_index("ix_draft_origin", "draft", ["origin"])


def _versions() -> None:
    op.create_table(
        "draft_version",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("draft_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("fields", sa.JSON, nullable=False),
        sa.Column("set_aside", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_draft_version"),
        sa.UniqueConstraint("draft_id", "number", name="uq_draft_version_draft_id"),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name="fk_draft_version_draft_id_draft"),
    )
    op.create_table(
        "draft_presence",
        sa.Column("draft_id", sa.Integer, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("draft_id", "who", name="pk_draft_presence"),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name="fk_draft_presence_draft_id_draft"),
    )


def downgrade() -> None:
    for table in ("draft_presence", "draft_version", "draft", "audit_head", "audit_entry"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION audit_is_only_added_to()")
