"""What is known of an incident: its times, what was said and by whom, who was told, and the audit of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.audit import AuditEntry
from models.content import Content
from models.draft import Draft
from models.notice import Notice, Revision
from models.registration import Channel
from models.terms import Act, Status
from models.when import When
from notices import audit
from notices.audit import Head
from notices.delivery.figures import Standing, figures
from notices.drafts import drafts_of
from notices.incident_export.deadlines import Deadline, deadlines

_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Incident:
    """All of it, as of `now`. What nobody has stated is None.

    `happened` is as the author stated it; the other times are moments in UTC. `discovered` is when the first draft of
    the notice was begun, by `discovered_by`. `head` is the end of the audit, to be compared later.
    """

    now: datetime
    address: str
    content: Content
    happened: When | None
    discovered: datetime | None
    discovered_by: str | None
    published: datetime | None
    over: datetime | None
    verified: datetime | None
    corrected: tuple[datetime, ...]
    withdrawn: datetime | None
    deadlines: tuple[Deadline, ...]
    revisions: tuple[Revision, ...]
    deliveries: dict[Channel, Standing]
    entries: tuple[AuditEntry, ...]
    head: Head


def incident_of(session: Session, notice: Notice, address: str, now: datetime) -> Incident:
    """Gather what is known of a notice; `address` is its public one. Raises Touched where the audit is not whole."""
    drafts = drafts_of(session, notice.id)
    first = next((draft for draft in drafts if draft.act is Act.PUBLISH), None)
    revisions = tuple(notice.revisions)
    discovered = first.created_at if first else None
    return Incident(
        now=now,
        address=address,
        content=notice.current.content,
        happened=notice.current.content.time,
        discovered=discovered,
        discovered_by=_discoverer(first) if first else None,
        published=notice.published_at,
        over=_first(revisions, Status.RESOLVED, Status.COMPLETED),
        verified=_first(revisions, Status.VERIFIED),
        corrected=tuple(revision.at for revision in revisions if revision.act is Act.CORRECT),
        withdrawn=notice.withdrawn_at,
        deadlines=deadlines(discovered or notice.published_at or now),
        revisions=revisions,
        deliveries=figures(session, notice.id),
        entries=tuple(_entries(session, notice, drafts)),
        head=audit.verify(session),
    )


def _discoverer(first: Draft) -> str:
    return "körningsövervakningen" if first.origin.startswith("run:") else first.created_by


def _first(revisions: Sequence[Revision], *statuses: Status) -> datetime | None:
    """When it last came to stand so; an incident that was opened again is not over."""
    since: datetime | None = None
    for revision in revisions:
        if revision.content.status not in statuses:
            since = since if revision.content.status is Status.VERIFIED else None
        elif since is None:
            since = revision.at
    return since


def _entries(session: Session, notice: Notice, drafts: Sequence[Draft]) -> Iterator[AuditEntry]:
    """What the audit holds of the notice and of its drafts, oldest first."""
    subjects = [f"notice:{notice.id}", *(f"draft:{draft.id}" for draft in drafts)]
    yield from reversed(audit.entries(session, subjects=subjects, limit=_MOST))
