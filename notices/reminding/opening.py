"""The worker's job: open the broadcast of a reminder when its time has come, once."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from models.delivery import Broadcast, Cause
from models.notice import Change, Notice
from models.registration import Channel
from models.terms import Act
from notices.adjustments import adjusted
from notices.channels.sms_text import compose_reminder
from notices.clock import day_of
from notices.delivery.opening import end_outdated, open_reminder
from notices.reminding.following import plan_of
from notices.reminding.planning import Planned
from notices.service import Service
from notices.telling import is_quiet

# What says when the event is: whoever hears of it then need not be reminded of what was due earlier.
_SAY_WHEN = (Act.PUBLISH, Act.RESCHEDULE)


def remind(session: Session, service: Service, address: str, now: datetime) -> list[Broadcast]:
    """Open the reminders whose time has come, of each notice as it now stands; `address` is the service's public one.

    In the quiet hours none is opened. One whose words hold no longer is passed over, so that nobody gets it late.
    Safe to call from many processes at once.
    """
    end_outdated(session, now)
    service = adjusted(session, service)
    if is_quiet(service.sms, now):
        return []
    due = select(Notice).where(Notice.remind_at <= now).order_by(Notice.id).with_for_update(skip_locked=True)
    return [opened for notice in session.scalars(due) for opened in _remind(session, service, address, notice, now)]


def _remind(session: Session, service: Service, address: str, notice: Notice, now: datetime) -> Iterator[Broadcast]:
    planned = plan_of(notice, service.sms)
    notice.remind_at = min((one.due for one in planned if one.due > now), default=None)
    said_at = session.scalar(
        select(func.max(Change.at)).where(Change.notice_id == notice.id, Change.act.in_(_SAY_WHEN))
    )
    for one in planned:
        if said_at and said_at < one.due <= now < one.until and not _is_known(session, notice, one):
            yield _open(session, service, f"{address}/n/{notice.short}", notice, one, now)


def _is_known(session: Session, notice: Notice, planned: Planned) -> bool:
    known = exists().where(
        Broadcast.notice_id == notice.id,
        Broadcast.channel == Channel.SMS,
        Broadcast.cause == Cause(planned.reminder),
        Broadcast.moment == planned.moment,
    )
    return bool(session.scalar(select(known)))


def _open(  # noqa: PLR0917  (all that a reminder is)
    session: Session, service: Service, address: str, notice: Notice, planned: Planned, now: datetime
) -> Broadcast:
    text = compose_reminder(notice.current.content, planned.lead, day_of(now), service=service, address=address).text
    latest = select(Change).where(Change.notice_id == notice.id).order_by(Change.position.desc()).limit(1)
    return open_reminder(
        session,
        session.scalars(latest).one(),
        notice,
        text,
        Channel.SMS,
        cause=Cause(planned.reminder),
        moment=planned.moment,
        until=planned.until,
        now=now,
    )
