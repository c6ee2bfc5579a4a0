"""What administrators change of the settings."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "adjustment",
        sa.Column("part", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("value", sa.JSON, nullable=True),
        sa.Column("asked", sa.JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("part", "number", name="pk_adjustment"),
    )


def downgrade() -> None:
    op.drop_table("adjustment")
