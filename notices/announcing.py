"""Opening the broadcast of an act, in the act's own transaction; and ending what it has made untrue."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.content import Update
from models.delivery import Broadcast, BroadcastEnd, Cause
from models.notice import Change, Notice
from models.registration import Channel, Registration
from models.terms import Act
from notices.channels.mail.composing import compose as mail_of
from notices.channels.sms_text import compose
from notices.delivery.opening import end_broadcasts, open_broadcast
from notices.reminding.following import follow
from notices.service import Service
from notices.telling import Tell, not_before, told_by

_ENDS = (Act.CANCEL, Act.END, Act.WITHDRAW, Act.REOPEN)  # what was said before, and not sent yet, no longer holds


def announce(
    session: Session,
    change: Change,
    notice: Notice,
    *,
    service: Service,
    address: str,
    tell: Tell,
    update: Update | None,
    reason: str,
) -> None:
    """Tell of the act by the channels that `tell` says. `address` is the notice's short one."""
    content, act = notice.current.content, change.act
    if act is Act.JOIN:
        return
    follow(session, notice, service.sms, change.at)
    channels = told_by(tell, service.sms, content, act)
    if Channel.SMS in channels:
        text = compose(content, act, service=service, address=address, update=update, reason=reason).text
        later = not_before(service.sms, content, change.at)
        open_broadcast(session, change, notice, act, text, Channel.SMS, now=change.at, not_before=later)
    if Channel.MAIL in channels and _mail_is_read(session):
        mail = mail_of(content, act, service=service, address=address, update=update, reason=reason)
        text, subject, html = mail.text, mail.subject, mail.html
        open_broadcast(session, change, notice, act, text, Channel.MAIL, now=change.at, subject=subject, html=html)
    for channel in set(Channel) - channels if act in _ENDS else ():
        end_broadcasts(session, notice, BroadcastEnd.UNTRUE, change.at, channel)


def _mail_is_read(session: Session) -> bool:
    """Whether anybody is told by mail, and has not been told that it ends. A mail wakes nobody, and is sent at once."""
    reader = exists().where(Registration.channel == Channel.MAIL, Registration.ended_at.is_(None))
    farewell = exists().where(Broadcast.cause == Cause.FAREWELL, Broadcast.ended_at.is_(None))
    return bool(session.scalar(select(reader & ~farewell)))
