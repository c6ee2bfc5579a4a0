"""The engine's runs: arrivals, plans, incidents, and the days that are shown."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _arrivals()
    _plans()
    _incidents()
    _certificates()
    _days()


def _arrivals() -> None:
    op.create_table(
        "arrival",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("event_id", sa.String, nullable=False),
        sa.Column("arrived_at", MOMENT, nullable=False),
        sa.Column("environment", sa.String, nullable=False),
        sa.Column("job", sa.String, nullable=True),
        sa.Column("run", sa.String, nullable=True),
        sa.Column("event", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_arrival"),
        sa.UniqueConstraint("environment", "source", "event_id", name="uq_arrival_environment"),
    )
    op.create_index("ix_arrival_arrived_at", "arrival", ["arrived_at"])
    op.create_index("ix_arrival_run", "arrival", ["environment", "run"])


def _plans() -> None:
    op.create_table(
        "stored_plan",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.Column("set_by", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stored_plan"),
    )


def _incidents() -> None:
    op.create_table(
        "incident",
        sa.Column("key", sa.String, nullable=False),
        sa.Column("environment", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("severity", sa.Integer, nullable=False),
        sa.Column("job", sa.String, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("draft_id", sa.Integer, nullable=True),
        sa.Column("closing_draft_id", sa.Integer, nullable=True),
        sa.Column("auto_at", MOMENT, nullable=True),
        sa.Column("dismissed_at", MOMENT, nullable=True),
        sa.Column("dismissed_by", sa.String, nullable=True),
        sa.Column("dismissed_reason", sa.String, nullable=True),
        sa.PrimaryKeyConstraint("key", name="pk_incident"),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name="fk_incident_draft_id_draft"),
        sa.ForeignKeyConstraint(["closing_draft_id"], ["draft.id"], name="fk_incident_closing_draft_id_draft"),
    )
    op.create_index("ix_incident_closed_at", "incident", ["environment", "closed_at"])
    op.create_index("ix_incident_draft_id", "incident", ["draft_id"])
    op.create_index("ix_incident_closing_draft_id", "incident", ["closing_draft_id"])


def _certificates() -> None:
    op.create_table(
        "certificate_reading",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("expires", sa.Date, nullable=False),
        sa.Column("read_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_certificate_reading"),
    )


def _days() -> None:
    op.create_table(
        "job_day",
        sa.Column("environment", sa.String, nullable=False),
        sa.Column("job", sa.String, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("nominal", sa.Date, nullable=False),
        sa.Column("deadline_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("run", sa.String, nullable=True),
        sa.Column("number", sa.Integer, nullable=True),
        sa.Column("started_at", MOMENT, nullable=True),
        sa.Column("delivered_at", MOMENT, nullable=True),
        sa.Column("files", sa.Integer, nullable=True),
        sa.Column("persons", sa.Integer, nullable=True),
        sa.Column("figures", sa.JSON, nullable=False),
        sa.Column("incidents", sa.JSON, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("environment", "job", "due_at", name="pk_job_day"),
    )
    op.create_index("ix_job_day_nominal", "job_day", ["nominal"])
    op.create_index("ix_job_day_updated_at", "job_day", ["updated_at"])


def downgrade() -> None:
    op.drop_table("job_day")
    op.drop_table("certificate_reading")
    op.drop_table("incident")
    op.drop_table("stored_plan")
    op.drop_table("arrival")
