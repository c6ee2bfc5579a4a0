"""The engines that report, their tokens, and the addresses that they ping."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "engine",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("jobs", sa.JSON, nullable=False),
        sa.Column("environment", sa.String, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.String, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_engine"),
        sa.UniqueConstraint("name", name="uq_engine_name"),
    )
    op.create_table(
        "engine_token",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("engine_id", sa.Integer, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_engine_token"),
        sa.ForeignKeyConstraint(["engine_id"], ["engine.id"], name="fk_engine_token_engine_id_engine"),
        sa.UniqueConstraint("digest", name="uq_engine_token_digest"),
    )
    op.create_index("ix_engine_token_engine_id", "engine_token", ["engine_id"])
    op.create_table(
        "ping_address",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("engine_id", sa.Integer, nullable=False),
        sa.Column("uuid_digest", sa.String, nullable=False),
        sa.Column("slug", sa.String, nullable=False),
        sa.Column("job", sa.String, nullable=False),
        sa.Column("heard_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_ping_address"),
        sa.ForeignKeyConstraint(["engine_id"], ["engine.id"], name="fk_ping_address_engine_id_engine"),
        sa.UniqueConstraint("uuid_digest", name="uq_ping_address_uuid_digest"),
        sa.UniqueConstraint("engine_id", "slug", name="uq_ping_address_engine_id"),
    )
    op.create_table(
        "open_ping",
        sa.Column("address_id", sa.Integer, nullable=False),
        sa.Column("rid", sa.String, nullable=False),
        sa.Column("run", sa.String, nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("address_id", "rid", name="pk_open_ping"),
        sa.ForeignKeyConstraint(["address_id"], ["ping_address.id"], name="fk_open_ping_address_id_ping_address"),
    )


def downgrade() -> None:
    op.drop_table("open_ping")
    op.drop_table("ping_address")
    op.drop_table("engine_token")
    op.drop_table("engine")
