"""Who is told, what they sent us, and the outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _registrations()
    _inbound()
    _outbox()
    _gateways()
    op.add_column("notice", sa.Column("tell", sa.Boolean))


def _registrations() -> None:
    op.create_table(
        "registration",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("address_hash", sa.String),
        sa.Column("address", sa.LargeBinary),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("legal_basis", sa.String),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("ended_reason", sa.String(20)),
        sa.Column("erased_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_registration"),
    )
    active = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_registration_active",
        "registration",
        ["channel", "address_hash"],
        unique=True,
        sqlite_where=active,
        postgresql_where=active,
    )
    op.create_index("ix_registration_address_hash", "registration", ["address_hash"])
    op.create_index("ix_registration_period", "registration", ["channel", "started_at", "ended_at"])


def _inbound() -> None:
    op.create_table(
        "inbound_message",
        sa.Column("provider_id", sa.String, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("address_hash", sa.String),
        sa.Column("address", sa.LargeBinary),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("order", sa.String, nullable=False),
        sa.Column("reply", sa.String),
        sa.PrimaryKeyConstraint("provider_id", name="pk_inbound_message"),
    )
    op.create_index("ix_inbound_message_received_at", "inbound_message", ["received_at"])
    op.create_index("ix_inbound_message_address_hash", "inbound_message", ["address_hash"])


def _outbox() -> None:
    op.create_table(
        "broadcast",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("notice_id", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("not_before", MOMENT, nullable=False),
        sa.Column("expanded_at", MOMENT),
        sa.Column("ended_at", MOMENT),
        sa.Column("ended_reason", sa.String(20)),
        sa.PrimaryKeyConstraint("id", name="pk_broadcast"),
        sa.UniqueConstraint("position", "channel", name="uq_broadcast_position"),
        sa.ForeignKeyConstraint(["position"], ["change.position"], name="fk_broadcast_position_change"),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_broadcast_notice_id_notice"),
    )
    op.create_index("ix_broadcast_notice_id", "broadcast", ["notice_id"])
    op.create_index("ix_broadcast_ended_at", "broadcast", ["ended_at"])
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("broadcast_id", sa.Integer, nullable=False),
        sa.Column("registration_id", sa.Integer, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("failed_attempt", sa.Integer, nullable=False),
        sa.Column("lease_until", MOMENT),
        sa.Column("provider_id", sa.String),
        sa.Column("provider_status", sa.String),
        sa.Column("error_code", sa.String),
        sa.Column("sent_at", MOMENT),
        sa.Column("settled_at", MOMENT),
        sa.Column("reported_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint("broadcast_id", "registration_id", name="uq_delivery_broadcast_id"),
        sa.UniqueConstraint("provider_id", name="uq_delivery_provider_id"),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcast.id"], name="fk_delivery_broadcast_id_broadcast"),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name="fk_delivery_registration_id_registration"
        ),
    )
    op.create_index("ix_delivery_due", "delivery", ["state", "due_at", "id"])
    op.create_index("ix_delivery_registration_id", "delivery", ["registration_id"])


def _gateways() -> None:
    gateway = op.create_table(
        "gateway",
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("closed_until", MOMENT),
        sa.PrimaryKeyConstraint("channel", name="pk_gateway"),
    )
    op.bulk_insert(gateway, [{"channel": "sms", "failures": 0}, {"channel": "mail", "failures": 0}])
    op.create_table(
        "sender",
        sa.Column("worker", sa.String, nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("slots", sa.Integer, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("worker", name="pk_sender"),
    )


def downgrade() -> None:
    # Alembic would make the whole table anew on SQLite, which its foreign keys do not allow.
    op.execute("ALTER TABLE notice DROP COLUMN tell")
    for table in ("sender", "gateway", "delivery", "broadcast", "inbound_message", "registration"):
        op.drop_table(table)
