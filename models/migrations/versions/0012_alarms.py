"""What the operators on call are told, and the canary."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0010"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _alarms()
    _on_call()


def _alarms() -> None:
    op.create_table(
        "alarm",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("link", sa.String, nullable=False),
        sa.Column("urgent", sa.Boolean, nullable=False),
        sa.Column("raised_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("rounds", sa.Integer, nullable=False),
        sa.Column("tell_at", MOMENT, nullable=False),
        sa.Column("taken_at", MOMENT),
        sa.Column("taken_by", sa.String),
        sa.Column("closed_at", MOMENT),
        sa.Column("closed_reason", sa.String),
        sa.PrimaryKeyConstraint("id", name="pk_alarm"),
    )
    still_open = sa.text("closed_at IS NULL")
    op.create_index(
        "uq_alarm_open", "alarm", ["key"], unique=True, sqlite_where=still_open, postgresql_where=still_open
    )
    op.create_index("ix_alarm_closed_at", "alarm", ["closed_at"])
    op.create_table(
        "alarm_telling",
        sa.Column("alarm_id", sa.Integer, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("contact", sa.String, nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("provider_id", sa.String),
        sa.Column("error_code", sa.String),
        sa.PrimaryKeyConstraint("alarm_id", "round", "number", name="pk_alarm_telling"),
        sa.ForeignKeyConstraint(["alarm_id"], ["alarm.id"], name="fk_alarm_telling_alarm_id_alarm"),
    )


def _on_call() -> None:
    op.create_table(
        "on_call",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("address_hash", sa.String),
        sa.Column("address", sa.LargeBinary),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("set_by", sa.String, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("ended_by", sa.String),
        sa.PrimaryKeyConstraint("id", name="pk_on_call"),
    )
    now = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_on_call_now",
        "on_call",
        ["channel", "address_hash"],
        unique=True,
        sqlite_where=now,
        postgresql_where=now,
    )


def downgrade() -> None:
    for table in ("on_call", "alarm_telling", "alarm"):
        op.drop_table(table)
