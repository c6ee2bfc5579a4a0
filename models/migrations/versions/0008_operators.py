"""Who may work at the desk."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_TABLES = ("spent_challenge", "sign_in_lane", "recovery_code", "passkey", "desk_session", "operator")


def upgrade() -> None:
    _operator()
    _desk_session()
    _passkey()
    _recovery_code()
    _sign_in_lane()
    _spent_challenge()


def downgrade() -> None:
    for table in _TABLES:
        op.drop_table(table)


def _operator() -> None:
    op.create_table(
        "operator",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("name_key", sa.String, nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("language", sa.String),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("disabled_at", _MOMENT),
        sa.Column("password_hash", sa.String),
        sa.Column("totp_secret", sa.LargeBinary),
        sa.Column("totp_step", sa.Integer, nullable=False),
        sa.Column("invitation_hash", sa.String),
        sa.Column("invitation_until", _MOMENT),
        sa.Column("issuer", sa.String),
        sa.Column("subject", sa.String),
        sa.PrimaryKeyConstraint("id", name="pk_operator"),
        sa.UniqueConstraint("name_key", name="uq_operator_name_key"),
        sa.UniqueConstraint("invitation_hash", name="uq_operator_invitation_hash"),
        sa.UniqueConstraint("issuer", "subject", name="uq_operator_issuer"),
    )


def _desk_session() -> None:
    op.create_table(
        "desk_session",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("operator_id", sa.Integer, nullable=False),
        sa.Column("token_hash", sa.String, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False),
        sa.Column("confirmed_at", _MOMENT),
        sa.Column("ended_at", _MOMENT),
        sa.Column("source_address", sa.String, nullable=False),
        sa.Column("agent", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_desk_session"),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name="fk_desk_session_operator_id_operator"),
        sa.UniqueConstraint("token_hash", name="uq_desk_session_token_hash"),
    )
    op.create_index("ix_desk_session_operator_id", "desk_session", ["operator_id"])
    op.create_index("ix_desk_session_seen_at", "desk_session", ["seen_at"])


def _passkey() -> None:
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("operator_id", sa.Integer, nullable=False),
        sa.Column("credential_id", sa.LargeBinary, nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("sign_count", sa.Integer, nullable=False),
        sa.Column("label", sa.String, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("used_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_passkey"),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name="fk_passkey_operator_id_operator"),
        sa.UniqueConstraint("credential_id", name="uq_passkey_credential_id"),
    )
    op.create_index("ix_passkey_operator_id", "passkey", ["operator_id"])


def _recovery_code() -> None:
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("operator_id", sa.Integer, nullable=False),
        sa.Column("code_hash", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_recovery_code"),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name="fk_recovery_code_operator_id_operator"),
        sa.UniqueConstraint("code_hash", name="uq_recovery_code_code_hash"),
    )
    op.create_index("ix_recovery_code_operator_id", "recovery_code", ["operator_id"])


def _sign_in_lane() -> None:
    op.create_table(
        "sign_in_lane",
        sa.Column("key", sa.String, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("closed_until", _MOMENT),
        sa.Column("tried_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_sign_in_lane"),
    )
    op.create_index("ix_sign_in_lane_tried_at", "sign_in_lane", ["tried_at"])


def _spent_challenge() -> None:
    op.create_table(
        "spent_challenge",
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_spent_challenge"),
    )
    op.create_index("ix_spent_challenge_until", "spent_challenge", ["until"])
