"""How Alembic reaches the database: through the connection that `notices.migrating` hands over."""

from alembic import context

from models import (  # noqa: F401  (the tables register themselves)
    adjustment,
    alarm,
    audit,
    console_message,
    delivery,
    draft,
    engine,
    inbound,
    letter,
    notice,
    operator,
    receiver,
    registration,
    run,
    sign_in,
    token,
)
from models.base import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
