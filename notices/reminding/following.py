"""What an act on a notice means for its reminders, in the act's own transaction."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.delivery import Broadcast, BroadcastEnd, Cause
from models.notice import Notice
from notices.reminding.planning import Planned, plan
from notices.service import SmsRules


def follow(session: Session, notice: Notice, rules: SmsRules, now: datetime) -> None:
    """See to it that the notice is looked at when it asks for reminders, and that none is sent that no longer holds."""
    planned = plan_of(notice, rules)
    notice.remind_at = now if planned else None
    still_true = {(Cause(one.reminder), one.moment) for one in planned}
    going_on = select(Broadcast).where(
        Broadcast.notice_id == notice.id, Broadcast.cause != Cause.ACT, Broadcast.ended_at.is_(None)
    )
    for broadcast in session.scalars(going_on):
        if (broadcast.cause, broadcast.moment) not in still_true:
            broadcast.ended_at, broadcast.ended_reason = now, BroadcastEnd.UNTRUE


def plan_of(notice: Notice, rules: SmsRules) -> tuple[Planned, ...]:
    """The reminders of a notice as it now stands."""
    return () if notice.withdrawn_at else plan(notice.current.content, rules)
