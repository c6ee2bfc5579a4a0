"""Looking after what is sent: that it leaves, that it arrives at the canary, that it does not fail for many."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from textwrap import shorten

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from models.delivery import Broadcast
from models.notice import Notice
from models.registration import Channel
from notices.adjustments import is_quiet_now
from notices.alarming.arriving import Arrivals
from notices.alarming.failures import tallies
from notices.alarming.finding import Finding
from notices.alarming.links import to_alarms, to_deliveries
from notices.alarms import close, open_alarms
from notices.delivery import gateways
from notices.service import Service

SENT, STOPPED = "broadcast:", "channel:"
OVER = "Utskicket har kommit fram, eller är inte längre nytt."
_WATCHED = timedelta(hours=3)
_CALM = timedelta(minutes=5)  # a trial comes more often
_SUBJECT = 60  # signs


def in_trouble(session: Session, service: Service, address: str, now: datetime, *, has_canary: bool) -> list[Finding]:
    """The broadcasts of the last hours that do not leave, do not arrive, or fail for many.

    Also older ones, as long as nobody has taken the alarm. `address` is the service's public one; `has_canary` says
    whether a canary is to be told of each.
    """
    rules = service.alarms
    within = timedelta(minutes=rules.canary_within_minutes)
    arrivals = Arrivals(session, within, has_canary, now)
    untaken = {alarm.key for alarm in open_alarms(session, SENT) if alarm.taken_at is None}
    asleep = is_quiet_now(service, session, now) or is_quiet_now(service, session, now - within)
    watched = _watched(session, {int(key.split(":")[1]) for key in untaken}, now)
    broadcasts = [broadcast for broadcast in watched if broadcast.urgent or not asleep]
    tally = tallies(session, [broadcast.id for broadcast in broadcasts])
    found = []
    for broadcast in broadcasts:
        title, link = _about(session, broadcast, address)
        arrives, fails = arrivals.trouble(broadcast, title), tally[broadcast.id].trouble(title, rules.failed_share)
        found += [
            Finding(f"{SENT}{broadcast.id}:{kind}", trouble, link)
            for kind, trouble in (("canary", arrives), ("failed", fails))
            if trouble
        ]
    return found


def close_what_goes_again(session: Session, now: datetime) -> None:
    """Close the alarms of channels that were stopped, once they are open and have not been stopped for a while."""
    for alarm in open_alarms(session, STOPPED):
        gateway = gateways.look(session, Channel(alarm.key.removeprefix(STOPPED)))
        if not gateways.on_trial(gateway) and alarm.seen_at <= now - _CALM:
            close(session, alarm.key, now, "Leverantören tar emot igen.")


def _about(session: Session, broadcast: Broadcast, address: str) -> tuple[str, str]:
    """What the broadcast is about, and where to look."""
    if broadcast.notice_id is None:
        return broadcast.subject or shorten(broadcast.text, _SUBJECT, placeholder=" …"), to_alarms(address)
    notice = session.get_one(Notice, broadcast.notice_id)
    return notice.current.content.title, to_deliveries(address, notice.id)


def _watched(session: Session, alarmed: Collection[int], now: datetime) -> Sequence[Broadcast]:
    """The broadcasts that were begun lately, those that should have been, and those of the alarms."""
    begun = Broadcast.expanded_at > now - _WATCHED
    waits = and_(Broadcast.expanded_at.is_(None), Broadcast.ended_at.is_(None), Broadcast.not_before <= now)
    chosen = select(Broadcast).where(or_(begun, waits, Broadcast.id.in_(alarmed)))
    return session.scalars(chosen.order_by(Broadcast.id)).all()
