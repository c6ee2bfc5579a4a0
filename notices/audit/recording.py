"""Appending to the audit, in the transaction of the act itself: both are kept, or neither."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import AuditEntry, AuditHead
from notices.audit.chain import canonical, hash_of


def record(
    session: Session,
    *,
    actor: str,
    act: str,
    subject: str,
    before: object | None,
    after: object | None,
    source_address: str | None,
    now: datetime,
) -> AuditEntry:
    """Append one entry: `actor` did `act` to `subject` ("notice:7", "draft:3", "operator:2") at `now`.

    `before` and `after` say what it changed: whatever JSON can hold, and dataclasses, enums and moments; None where
    there is nothing to say. What is here is never erased, so never put a whole phone number or mail address, a
    password or a token into it. `source_address` is the caller's IP address, and None for a command or a job.

    The audit has one end, so others who record wait from here until this transaction is over.
    """
    # What is in the session may be older than what another transaction has committed meanwhile.
    latest = select(AuditHead).with_for_update().execution_options(populate_existing=True)
    head = session.scalars(latest).one()
    entry = AuditEntry(
        position=head.position + 1,
        at=now,
        actor=actor,
        source_address=source_address,
        act=act,
        subject=subject,
        before=None if before is None else canonical(before),
        after=None if after is None else canonical(after),
        previous=head.hash,
    )
    entry.hash = hash_of(entry)
    session.add(entry)
    head.position, head.hash = entry.position, entry.hash
    session.flush()
    return entry
