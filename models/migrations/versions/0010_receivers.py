"""Tokens of the API, and receivers of webhooks."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
_OF_WEBHOOKS = "SELECT id FROM broadcast WHERE channel = 'webhook'"


def upgrade() -> None:
    _tokens()
    _receivers()
    op.execute("INSERT INTO gateway (channel, failures) VALUES ('webhook', 0)")


def downgrade() -> None:
    op.drop_table("receiver")
    op.drop_table("kept_answer")
    op.drop_table("token")
    op.execute(f"DELETE FROM delivery WHERE broadcast_id IN ({_OF_WEBHOOKS})")
    op.execute("DELETE FROM broadcast WHERE channel = 'webhook'")
    op.execute("DELETE FROM registration WHERE channel = 'webhook'")
    op.execute("DELETE FROM sender WHERE channel = 'webhook'")
    op.execute("DELETE FROM gateway WHERE channel = 'webhook'")


def _tokens() -> None:
    op.create_table(
        "token",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("scopes", sa.JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.String, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_token"),
        sa.UniqueConstraint("name", name="uq_token_name"),
        sa.UniqueConstraint("digest", name="uq_token_digest"),
    )
    op.create_table(
        "kept_answer",
        sa.Column("token_id", sa.Integer, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("request", sa.String, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("headers", sa.JSON, nullable=False),
        sa.Column("body", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("token_id", "key", name="pk_kept_answer"),
        sa.ForeignKeyConstraint(["token_id"], ["token.id"], name="fk_kept_answer_token_id_token"),
    )
    op.create_index("ix_kept_answer_at", "kept_answer", ["at"])


def _receivers() -> None:
    op.create_table(
        "receiver",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("registration_id", sa.Integer, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("secret", sa.LargeBinary, nullable=False),
        sa.Column("contact", sa.LargeBinary, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("last_error", sa.String),
        sa.Column("last_error_at", MOMENT),
        sa.Column("last_taken_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_receiver"),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name="fk_receiver_registration_id_registration"
        ),
        sa.UniqueConstraint("registration_id", name="uq_receiver_registration_id"),
        sa.UniqueConstraint("digest", name="uq_receiver_digest"),
    )
