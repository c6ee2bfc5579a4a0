"""What is answered to messages that were fetched after an outage."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("inbound_message", sa.Column("sent_at", MOMENT))
    op.drop_index("ix_inbound_message_address_hash", "inbound_message")
    op.create_index("ix_inbound_message_address", "inbound_message", ["address_hash", "received_at"])
    op.create_table(
        "reply",
        sa.Column("message_id", sa.String, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("lease_until", MOMENT),
        sa.Column("sent_at", MOMENT),
        sa.Column("provider_id", sa.String),
        sa.Column("error_code", sa.String),
        sa.Column("settled_at", MOMENT),
        sa.PrimaryKeyConstraint("message_id", name="pk_reply"),
        sa.UniqueConstraint("provider_id", name="uq_reply_provider_id"),
        sa.ForeignKeyConstraint(
            ["message_id"], ["inbound_message.provider_id"], name="fk_reply_message_id_inbound_message"
        ),
    )
    op.create_index("ix_reply_due", "reply", ["state", "due_at"])
    op.create_table(
        "listening",
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("read_until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("channel", name="pk_listening"),
    )


def downgrade() -> None:
    op.drop_table("listening")
    op.drop_table("reply")
    op.drop_index("ix_inbound_message_address", "inbound_message")
    op.create_index("ix_inbound_message_address_hash", "inbound_message", ["address_hash"])
    op.drop_column("inbound_message", "sent_at")
