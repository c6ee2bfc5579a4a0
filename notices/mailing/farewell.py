"""The end of the channel of mail: what was told until then is still sent, then a farewell, then nothing."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, select, true, update
from sqlalchemy.orm import Session

from models.delivery import Broadcast, BroadcastEnd, Cause, Delivery, State
from models.registration import Channel, EndReason, Registration
from models.terms import Act
from notices.channels.mail.words import Words
from notices.database import Database
from notices.delivery import gateways
from notices.delivery.sending import NOT_ALLOWED
from notices.mailing.offer import MailOffer
from notices.mailing.wording import says_farewell
from notices.publishing import Publisher
from notices.service import Service

_PATIENCE = timedelta(days=7)
_GOES_ON = (Registration.channel == Channel.MAIL, Registration.ended_at.is_(None))
_UNDER_WAY = (Broadcast.channel == Channel.MAIL, Broadcast.ended_at.is_(None))


def close_if_over(database: Database, offer: MailOffer, service: Service, address: str, now: datetime) -> None:
    """When the last day has gone, say farewell to everybody once, and end their registrations.

    To be called before each round of sending, by as many workers as there are. `address` is the public one.
    """
    closes_at = offer.closes_at
    if offer.until is None or closes_at is None or now < closes_at:
        return
    with database.reading() as session:
        if _is_closed(session, closes_at):
            return
    with database.writing() as session:
        gateways.lock(session, Channel.MAIL)  # one worker at a time
        _end_late_words(session, closes_at, now)
        if _is_any(session, *_UNDER_WAY):  # words of the last day, or the farewell itself
            return
        _end_told(session, closes_at, now)
        if not _is_closed(session, closes_at):
            _open(Publisher(session, service, "tidtabell", now), says_farewell(service, address, offer.until))


def _is_closed(session: Session, closes_at: datetime) -> bool:
    """Whether the farewell has been said, and nobody is left who could be told anything."""
    return (
        _is_any(session, *_farewell_since(closes_at))
        and not _is_any(session, *_UNDER_WAY)
        and not _is_any(session, *_GOES_ON)
    )


def _end_late_words(session: Session, closes_at: datetime, now: datetime) -> None:
    """What was published after the last day is not told by mail."""
    late = update(Broadcast).where(*_UNDER_WAY, Broadcast.created_at >= closes_at, Broadcast.cause != Cause.FAREWELL)
    session.execute(late.values(ended_at=now, ended_reason=BroadcastEnd.CLOSED))


def _end_told(session: Session, closes_at: datetime, now: datetime) -> None:
    """End the registrations of all whose farewell is settled. The rest stay for a week: another is opened for them.

    A farewell that was given up may have found the mail server gone for the whole of a day.
    """
    told = exists().where(
        Delivery.registration_id == Registration.id,
        Delivery.state.in_((State.ACCEPTED, State.REFUSED)) | (Delivery.error_code == NOT_ALLOWED),
        Delivery.broadcast_id == Broadcast.id,
        *_farewell_since(closes_at),
    )
    which = told if now < closes_at + _PATIENCE else true()
    ended = update(Registration).where(*_GOES_ON, which).execution_options(synchronize_session=False)
    session.execute(ended.values(ended_at=now, ended_reason=EndReason.CHANNEL_CLOSED))


def _open(publisher: Publisher, words: Words) -> None:
    change = publisher.close_channel()
    farewell = Broadcast(
        position=change.position,
        version=0,
        act=Act.END,
        channel=Channel.MAIL,
        cause=Cause.FAREWELL,
        text=words.text,
        subject=words.subject,
        html=words.html,
        created_at=publisher.now,
        not_before=publisher.now,
    )
    publisher.session.add(farewell)
    publisher.session.flush()


def _farewell_since(closes_at: datetime) -> tuple[ColumnElement[bool], ...]:
    """A channel can be opened again, with another last day, and then has another farewell."""
    return Broadcast.channel == Channel.MAIL, Broadcast.cause == Cause.FAREWELL, Broadcast.created_at >= closes_at


def _is_any(session: Session, *which: ColumnElement[bool]) -> bool:
    return bool(session.scalar(select(exists().where(*which))))
