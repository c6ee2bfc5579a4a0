"""A broadcast is expanded a part at a time."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("broadcast", sa.Column("rest_after", sa.Integer, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("broadcast") as broadcast:
        broadcast.drop_column("rest_after")
