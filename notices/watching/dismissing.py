""" "Inget fel, därför att …": an operator's word on a draft. It holds for that case, and not for ever."""

from sqlalchemy import select

from models.draft import Draft
from models.run import Incident
from notices import audit
from notices.alarms import close
from notices.drafts import Writer, discard
from notices.errors import IllegalAct
from notices.publishing.steps import require_reason
from notices.watching.keys import origin_of


def incident_of(writer: Writer, draft: Draft) -> Incident | None:
    """The incident for which the draft was begun; None where no run began it."""
    return writer.session.scalar(select(Incident).where(Incident.draft_id == draft.id))


def dismiss(writer: Writer, draft: Draft, reason: str) -> None:
    """Say that it is no trouble, and why: the draft is thrown away, and the rule is silent until all is right again.

    Raises InvalidNotice without a reason, IllegalAct where no run began the draft, or it has left.
    """
    require_reason(reason, "Skriv varför det inte är något fel.")
    incident = incident_of(writer, draft)
    if incident is None:
        raise IllegalAct("Utkastet kommer inte från en körning. Kasta det i stället.")
    said = reason.strip()
    discard(writer, draft, f"Inget fel, därför att: {said}")
    if incident.closed_at is None and incident.dismissed_at is None:
        incident.dismissed_at, incident.dismissed_by, incident.dismissed_reason = writer.now, writer.who, said
    close(writer.session, origin_of(incident.key), writer.now, f"Inget fel, därför att: {said}")
    audit.record(
        writer.session,
        actor=writer.who,
        act="dismiss",
        subject=f"draft:{draft.id}",
        before=None,
        after={"incident": incident.key, "reason": said},
        source_address=writer.source_address,
        now=writer.now,
    )
