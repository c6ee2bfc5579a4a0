"""Opening the broadcast of an act, in the act's own transaction; and ending what it has made untrue."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.content import Update
from models.delivery import Broadcast, BroadcastEnd, Cause
from models.notice import Change, Notice
from models.registration import Channel, Registration
from models.terms import ENDED, Act
from notices.adjustments import adjusted
from notices.channels.mail.composing import compose as mail_of
from notices.channels.sms_text import compose
from notices.channels.webhook_text import compose as webhook_of
from notices.delivery.opening import MAKE_UNTRUE, end_broadcasts, open_broadcast
from notices.reminding.following import follow
from notices.service import Service
from notices.telling import Tell, not_before, told_by, wakes


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
    rules = adjusted(session, service).sms
    follow(session, notice, rules, change.at)
    channels = told_by(tell, rules, content, act)
    if tell is not False:
        # Of every act, as the feeds are: nobody is woken by it, and a program goes by what it has heard last.
        channels |= {Channel.WEBHOOK}
    if Channel.SMS in channels:
        text = compose(content, act, service=service, address=address, update=update, reason=reason).text
        later, urgent = not_before(rules, content, change.at), wakes(content)
        open_broadcast(session, change, notice, act, text, Channel.SMS, now=change.at, not_before=later, urgent=urgent)
    if Channel.WEBHOOK in channels and _is_received(session):
        event = webhook_of(change, notice, service=service, short=address, update=update, reason=reason)
        open_broadcast(session, change, notice, act, event, Channel.WEBHOOK, now=change.at)
    if Channel.MAIL in channels and _mail_is_read(session):
        mail = mail_of(content, act, service=service, address=address, update=update, reason=reason)
        text, subject, html = mail.text, mail.subject, mail.html
        open_broadcast(session, change, notice, act, text, Channel.MAIL, now=change.at, subject=subject, html=html)
    for channel in set(Channel) - channels if _makes_untrue(act, update) else ():
        end_broadcasts(session, notice, BroadcastEnd.UNTRUE, change.at, channel)
    if act is Act.CORRECT and Channel.SMS not in channels:
        correct_waiting(session, notice, service, address)


def _makes_untrue(act: Act, update: Update | None) -> bool:
    """Whether what was said before, and is not sent yet, no longer holds."""
    return act in MAKE_UNTRUE or (act is Act.UPDATE and update is not None and update.status in ENDED)


def correct_waiting(session: Session, notice: Notice, service: Service, address: str) -> None:
    """Let the SMS that waits for the quiet hours to end say the notice as it now is, though nobody is told again.

    One that is being sent goes on as it was: some have it already, and by its words it is found at the provider.
    """
    waits = select(Broadcast).where(
        Broadcast.notice_id == notice.id,
        Broadcast.channel == Channel.SMS,
        Broadcast.cause == Cause.ACT,
        Broadcast.expanded_at.is_(None),
        Broadcast.ended_at.is_(None),
    )
    content = notice.current.content
    for broadcast in session.scalars(waits.with_for_update()):
        update = next((update for update in content.updates if update.at == broadcast.created_at), None)
        broadcast.text = compose(content, broadcast.act, service=service, address=address, update=update).text


def _is_received(session: Session) -> bool:
    receiver = exists().where(Registration.channel == Channel.WEBHOOK, Registration.ended_at.is_(None))
    return bool(session.scalar(select(receiver)))


def _mail_is_read(session: Session) -> bool:
    """Whether anybody is told by mail, and has not been told that it ends. A mail wakes nobody, and is sent at once."""
    reader = exists().where(Registration.channel == Channel.MAIL, Registration.ended_at.is_(None))
    farewell = exists().where(Broadcast.cause == Cause.FAREWELL, Broadcast.ended_at.is_(None))
    return bool(session.scalar(select(reader & ~farewell)))
