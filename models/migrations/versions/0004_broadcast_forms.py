"""A broadcast has a cause, and the forms that a mail has."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("broadcast") as table:
        table.add_column(sa.Column("cause", sa.String(20), nullable=False, server_default="act"))
        table.add_column(sa.Column("subject", sa.String))
        table.add_column(sa.Column("html", sa.String))
        table.drop_constraint("uq_broadcast_position", type_="unique")
        table.create_unique_constraint("uq_broadcast_position", ["position", "channel", "cause"])


def downgrade() -> None:
    # Reminders and farewells share their position with the act's own word, which there was alone before.
    op.execute("DELETE FROM delivery WHERE broadcast_id IN (SELECT id FROM broadcast WHERE cause <> 'act')")
    op.execute("DELETE FROM broadcast WHERE cause <> 'act'")
    with op.batch_alter_table("broadcast") as table:
        table.drop_constraint("uq_broadcast_position", type_="unique")
        table.create_unique_constraint("uq_broadcast_position", ["position", "channel"])
        table.drop_column("html")
        table.drop_column("subject")
        table.drop_column("cause")
