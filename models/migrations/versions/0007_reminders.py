"""Reminders of planned events, and indexes of the few deliveries and registrations that are asked for often."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
FAILED = sa.text("provider_status IN ('failed', 'undelivered', 'canceled')")
CANARY = sa.text("source = 'canary'")


def upgrade() -> None:
    op.add_column("notice", sa.Column("remind_at", MOMENT))
    op.create_index("ix_notice_remind_at", "notice", ["remind_at"])
    op.add_column("broadcast", sa.Column("moment", MOMENT))
    op.add_column("broadcast", sa.Column("until", MOMENT))
    # An index and no constraint: SQLite would have to make the whole table anew.
    op.create_index("uq_broadcast_reminder", "broadcast", ["notice_id", "channel", "cause", "moment"], unique=True)
    op.create_index("ix_delivery_failed", "delivery", ["settled_at"], sqlite_where=FAILED, postgresql_where=FAILED)
    op.create_index("ix_registration_canary", "registration", ["id"], sqlite_where=CANARY, postgresql_where=CANARY)


def downgrade() -> None:
    op.drop_index("ix_registration_canary", "registration")
    op.drop_index("ix_delivery_failed", "delivery")
    op.drop_index("uq_broadcast_reminder", "broadcast")
    op.drop_index("ix_notice_remind_at", "notice")
    for table, column in (("broadcast", "until"), ("broadcast", "moment"), ("notice", "remind_at")):
        # Alembic would make the whole table anew on SQLite, which its foreign keys do not allow.
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
