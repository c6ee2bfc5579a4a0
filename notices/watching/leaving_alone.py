"""What a setting lets out without a person: named kinds, after some minutes, with time to call it back."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.draft import Draft as Written
from models.draft import DraftState
from models.run import Incident
from models.terms import Environment
from notices.drafts import Unfinished, Writer, seen, submit
from notices.service import AutoPublish, FourEyes, Service
from notices.watching.keeping import WHO


def due(session: Session, service: Service, now: datetime) -> list[tuple[str, AutoPublish]]:
    """The incidents whose drafts leave by themselves now. One that a person has touched, or sits in, does not."""
    return [
        (row.key, rule)
        for rule in service.runs.auto_publish
        for row, written in session.execute(
            select(Incident, Written)
            .join(Written, Written.id == Incident.draft_id)
            .where(
                Incident.kind == rule.kind,
                Incident.environment == Environment.PRODUCTION.value,
                Incident.closed_at.is_(None),
                Incident.dismissed_at.is_(None),
                Incident.auto_at.is_(None),
                Written.state == DraftState.OPEN,
                Written.updated_by == WHO,
                Written.created_at <= now - timedelta(minutes=rule.after_minutes),
            )
        )
        if not seen(session, written, now)
    ]


def let_leave(session: Session, service: Service, key: str, rule: AutoPublish, now: datetime) -> bool:
    """Press publish in the setting's name: it leaves when the time to call it back is over. Once for each incident.

    Another's approval is not asked for: whoever wrote the setting has given it.
    """
    row = session.get_one(Incident, key, with_for_update=True)
    if row.auto_at is not None or row.draft_id is None:
        return False
    row.auto_at = now
    approved = service.model_copy(update={"four_eyes": FourEyes()})
    writer = Writer(session, approved, WHO, now, may_publish=True)
    written = session.get_one(Written, row.draft_id)
    try:
        submit(writer, written, written.version, publish_at=now + timedelta(minutes=rule.call_back_minutes))
    except Unfinished as error:  # a person has to write what is missing, and reads why
        written.problem = str(error)
        return False
    return True
