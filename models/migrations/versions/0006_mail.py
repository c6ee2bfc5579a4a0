"""What the channel of mail needs."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
_OF_NO_NOTICE = "SELECT id FROM broadcast WHERE notice_id IS NULL"


def upgrade() -> None:
    op.add_column("registration", sa.Column("shared", sa.Boolean, nullable=False, server_default=sa.false()))
    _let_broadcasts_be_of_no_notice(True)
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("mailbox_hash", sa.String, nullable=False),
        sa.Column("asker_hash", sa.String, nullable=False),
        sa.Column("address", sa.LargeBinary, nullable=False),
        sa.Column("shared", sa.Boolean, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("settled_at", MOMENT),
        sa.Column("error_code", sa.String),
        sa.PrimaryKeyConstraint("id", name="pk_letter"),
    )
    op.create_index("ix_letter_mailbox", "letter", ["mailbox_hash", "asked_at"])
    op.create_index("ix_letter_asker", "letter", ["asker_hash", "asked_at"])
    op.create_index("ix_letter_due", "letter", ["settled_at", "due_at"])


def downgrade() -> None:
    op.drop_table("letter")
    op.execute(f"DELETE FROM delivery WHERE broadcast_id IN ({_OF_NO_NOTICE})")
    op.execute("DELETE FROM broadcast WHERE notice_id IS NULL")
    _let_broadcasts_be_of_no_notice(False)
    op.execute("ALTER TABLE registration DROP COLUMN shared")


def _let_broadcasts_be_of_no_notice(may: bool) -> None:
    with op.batch_alter_table("broadcast") as table:
        table.alter_column("notice_id", existing_type=sa.Integer, nullable=may)
