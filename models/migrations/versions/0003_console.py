"""What was sent while no provider is there."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "console_message",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("address_hash", sa.String, nullable=False),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_console_message"),
    )
    op.create_index("ix_console_message_address_hash", "console_message", ["address_hash"])


def downgrade() -> None:
    op.drop_table("console_message")
