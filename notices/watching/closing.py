"""The closing update: proposed when what was published is over, with the facts."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.draft import Draft as Written
from models.draft import DraftState, Fields
from models.notice import Notice
from models.run import Incident
from models.terms import Act
from notices.checks import closed_operations
from notices.drafts import ANSWER, begin, discard, waiting_from
from notices.runs.judgement.verdict import Rule
from notices.runs.wording import closing_of
from notices.watching.evidence import evidence_of
from notices.watching.keeping import Keeper, draft_of, first_allowed, is_ours
from notices.watching.keys import origin_of

# A draft that a person lets wait for longer than this after the trouble is over says so by itself.
_LOOKED_FOR = timedelta(days=14)


def over_and_published(session: Session, now: datetime) -> list[tuple[str, str]]:
    """The incidents that are over and whose notices go on with no closing word in sight: key and environment."""
    rows = session.execute(
        select(Incident.key, Incident.environment, Notice)
        .join(Written, Written.id == Incident.draft_id)
        .join(Notice, Notice.id == Written.notice_id)
        .where(
            Incident.closed_at > now - _LOOKED_FOR,
            Incident.closing_draft_id.is_(None),
            Incident.dismissed_at.is_(None),
            Written.state == DraftState.PUBLISHED,
            Notice.withdrawn_at.is_(None),
        )
    )
    return [(key, environment) for key, environment, notice in rows if _act(notice)]


def propose_closing(keeper: Keeper, key: str) -> bool:
    """Begin the draft of the closing word; False where the notice says already that it is over."""
    session = keeper.session
    row = session.get_one(Incident, key, with_for_update=True)
    written = session.get_one(Written, row.draft_id)
    notice = session.get_one(Notice, written.notice_id)
    draft = draft_of(row)
    act = _act(notice)
    if act is None or draft.closed is None or row.closing_draft_id is not None:
        return False
    waiting = waiting_from(session, origin_of(key))
    if waiting and waiting.state is DraftState.OPEN and is_ours(waiting):
        discard(keeper.writer, waiting, f"Det är över: {draft.closing}.")
    fields: Fields = {**closing_of(draft, keeper.plan, keeper.service)}
    if act is Act.END and draft.kind is Rule.INTAKE_CLOSED:
        fields |= {f"{ANSWER}{code}": "öppen igen." for code in closed_operations(notice.current.content)}
    begun = begin(keeper.writer, act, notice, fields=fields, origin=origin_of(key), evidence=evidence_of(draft))
    row.closing_draft_id = begun.id
    keeper.tell_on_call(row, begun, f"Det är över: {draft.closing}. Ett utkast som säger det väntar.")
    return True


def _act(notice: Notice) -> Act | None:
    """It ends what has a course; what has none is updated; what somebody has ended needs no more words."""
    return first_allowed(notice, Act.END) if notice.current.content.status else first_allowed(notice, Act.UPDATE)
