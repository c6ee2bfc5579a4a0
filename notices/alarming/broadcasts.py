"""Looking after what is sent: that it leaves, that it arrives at the canary, that it does not fail for many."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from textwrap import shorten

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from models.delivery import Broadcast
from models.notice import Notice
from models.registration import Channel
from notices.alarming.arriving import Arrivals
from notices.alarming.failures import Tally, tallies
from notices.alarming.links import to_notice, to_service
from notices.alarms import close, open_alarms, raise_alarm
from notices.delivery import gateways
from notices.service import AlarmRules

ARRIVES, FAILS, STOPPED = "canary:", "failed:", "channel:"
_WATCHED = timedelta(hours=3)
_CALM = timedelta(minutes=5)  # a trial comes more often
_SUBJECT = 60  # signs
_Trouble = tuple[str, str | None]


def look_after_broadcasts(
    session: Session, rules: AlarmRules, address: str, now: datetime, *, has_canary: bool
) -> None:
    """Alarm of each broadcast of the last hours that is in trouble, and close the alarms of what no longer is.

    `address` is the service's public one; `has_canary` says whether a canary is to be told of each.
    """
    arrivals = Arrivals(session, timedelta(minutes=rules.canary_within_minutes), has_canary, now)
    alarmed = {alarm.key: alarm for prefix in (ARRIVES, FAILS) for alarm in open_alarms(session, prefix)}
    broadcasts = _watched(session, [int(key.partition(":")[2]) for key in alarmed], now)
    found = tallies(session, [broadcast.id for broadcast in broadcasts])
    for broadcast in broadcasts:
        title, link = _about(session, broadcast, address)
        for key, trouble in _troubles(arrivals, found.get(broadcast.id, Tally()), broadcast, title, rules.failed_share):
            alarm = alarmed.get(key)
            if trouble and alarm and alarm.taken_at and not _is_new(broadcast, now):
                close(session, key, now, "Larmet togs, och mer händer inte med utskicket.")
            elif trouble:
                raise_alarm(session, key, trouble, link, now)
            elif alarm:
                close(session, key, now, "Utskicket har kommit fram, eller gäller inte längre.")


def close_what_goes_again(session: Session, now: datetime) -> None:
    """Close the alarms of channels that were stopped, once they are open and have not been stopped for a while."""
    for alarm in open_alarms(session, STOPPED):
        gateway = gateways.look(session, Channel(alarm.key.removeprefix(STOPPED)))
        if not gateways.on_trial(gateway) and alarm.seen_at <= now - _CALM:
            close(session, alarm.key, now, "Leverantören tar emot igen.")


def _troubles(
    arrivals: Arrivals, tally: Tally, broadcast: Broadcast, title: str, failed_share: float
) -> Iterator[_Trouble]:
    """Each alarm that the broadcast can have, by its key, with what is wrong, or None."""
    yield f"{ARRIVES}{broadcast.id}", arrivals.trouble(broadcast, title)
    fails = tally.words(title) if tally.is_bad(failed_share) else None
    yield f"{FAILS}{broadcast.id}", fails


def _about(session: Session, broadcast: Broadcast, address: str) -> tuple[str, str]:
    """What the broadcast is about, and where to look."""
    if broadcast.notice_id is None:
        return broadcast.subject or shorten(broadcast.text, _SUBJECT, placeholder=" …"), to_service(address)
    notice = session.get_one(Notice, broadcast.notice_id)
    return notice.current.content.title, to_notice(address, notice.short)


def _is_new(broadcast: Broadcast, now: datetime) -> bool:
    return broadcast.ended_at is None or (broadcast.expanded_at or broadcast.not_before) > now - _WATCHED


def _watched(session: Session, alarmed: Sequence[int], now: datetime) -> Sequence[Broadcast]:
    """The broadcasts that were begun lately or should have been, and those of which there is an alarm."""
    begun = Broadcast.expanded_at > now - _WATCHED
    waits = and_(Broadcast.expanded_at.is_(None), Broadcast.ended_at.is_(None), Broadcast.not_before <= now)
    chosen = select(Broadcast).where(or_(begun, waits, Broadcast.id.in_(alarmed)))
    return session.scalars(chosen.order_by(Broadcast.id)).all()
