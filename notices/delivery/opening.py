"""Opening a broadcast, and ending those that have become untrue. Takes the same time however many are registered."""

from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from models.delivery import Broadcast, BroadcastEnd, Cause
from models.notice import Change, Notice
from models.registration import Channel
from models.terms import Act

# What was said before, and not sent yet, no longer holds.
MAKE_UNTRUE = (Act.RESCHEDULE, Act.CANCEL, Act.END, Act.WITHDRAW, Act.REOPEN)


def open_broadcast(  # noqa: PLR0917  (all that a broadcast is)
    session: Session,
    change: Change,
    notice: Notice,
    act: Act,
    text: str,
    channel: Channel,
    *,
    now: datetime,
    not_before: datetime | None = None,
    urgent: bool = True,
    subject: str | None = None,
    html: str | None = None,
) -> Broadcast:
    """Tell all who are registered now, from `not_before` on (else at once). Older words of the notice fall."""
    end_broadcasts(session, notice, BroadcastEnd.SUPERSEDED, now, channel)
    broadcast = Broadcast(
        position=change.position,
        notice_id=notice.id,
        version=notice.version,
        act=act,
        channel=channel,
        text=text,
        subject=subject,
        html=html,
        created_at=now,
        not_before=max(now, not_before or now),
        urgent=urgent,
    )
    session.add(broadcast)
    session.flush()
    return broadcast


def open_reminder(
    session: Session,
    change: Change,
    notice: Notice,
    text: str,
    channel: Channel,
    *,
    cause: Cause,
    moment: datetime,
    until: datetime,
    now: datetime,
) -> Broadcast:
    """Remind all who are registered now, and nobody from `until` on. What else is told of the notice stands beside it.

    `change` is the latest of the notice. Raises IntegrityError where somebody else has opened the same one.
    """
    broadcast = Broadcast(
        position=change.position,
        notice_id=notice.id,
        version=notice.version,
        act=change.act,
        channel=channel,
        cause=cause,
        moment=moment,
        until=until,
        text=text,
        created_at=now,
        not_before=now,
        urgent=False,
    )
    session.add(broadcast)
    session.flush()
    return broadcast


def end_outdated(session: Session, now: datetime) -> None:
    """No longer send the reminders whose words no longer hold."""
    outdated = update(Broadcast).where(Broadcast.ended_at.is_(None), Broadcast.until <= now)
    session.execute(outdated.values(ended_at=now, ended_reason=BroadcastEnd.UNTRUE))


def end_broadcasts(
    session: Session, notice: Notice, reason: BroadcastEnd, now: datetime, channel: Channel | None = None
) -> None:
    """No longer send what is not sent yet of a notice's broadcasts, in one channel or in all."""
    ended = update(Broadcast).where(Broadcast.notice_id == notice.id, Broadcast.ended_at.is_(None))
    if channel:
        ended = ended.where(Broadcast.channel == channel)
    session.execute(ended.values(ended_at=now, ended_reason=reason))


def go_on(session: Session, broadcast_id: int, now: datetime) -> None:
    """Take up a broadcast again that was wholly sent, for what the provider could not pass on, if it still holds."""
    broadcast = session.get_one(Broadcast, broadcast_id)
    if broadcast.ended_reason is BroadcastEnd.SENT and not is_overtaken(session, broadcast, now):
        broadcast.ended_at = broadcast.ended_reason = None


def is_overtaken(session: Session, broadcast: Broadcast, now: datetime) -> bool:
    """Whether what it says is no longer the latest word, or no longer true."""
    if broadcast.until and broadcast.until <= now:
        return True
    newer_word = exists().where(
        Broadcast.notice_id == broadcast.notice_id,
        Broadcast.channel == broadcast.channel,
        Broadcast.position > broadcast.position,
        Broadcast.cause == Cause.ACT,
    )
    made_untrue = exists().where(
        Change.notice_id == broadcast.notice_id, Change.position > broadcast.position, Change.act.in_(MAKE_UNTRUE)
    )
    return bool(session.scalar(select(newer_word | made_untrue)))
