"""Forgetting who was told and what they wrote: on the day that is set for it, or when somebody asks."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from models.console_message import ConsoleMessage
from models.letter import Letter
from models.registration import Channel
from notices.inbound import erase_from, erase_received_before
from notices.mailing.addresses import mailbox
from notices.registrations import Registry
from notices.secrecy import Secrecy


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many registrations, and how many messages from subscribers. That there were some is still known."""

    registrations: int
    messages: int


def forget_before(session: Session, secrecy: Secrecy, moment: datetime, now: datetime) -> Forgotten:
    """Forget whose registrations ended before a moment, and what was written before it by those we no longer know."""
    registrations = sum(Registry(session, secrecy, channel, now).erase_ended_before(moment) for channel in Channel)
    session.flush()  # what an address wrote is kept while it is known, and it no longer is
    session.execute(delete(ConsoleMessage).where(ConsoleMessage.at < moment))
    return Forgotten(registrations, erase_received_before(session, moment))


def channel_of(address: str) -> Channel:
    """The channel to which an address belongs: a number, a mail address, or the address of a receiver of webhooks."""
    if "://" in address:
        return Channel.WEBHOOK
    return Channel.MAIL if "@" in address else Channel.SMS


def forget(session: Session, secrecy: Secrecy, number: str, now: datetime) -> Forgotten:
    """Forget one number, or mail address, and all that it wrote. Raises IllegalAct while it is registered."""
    registrations = Registry(session, secrecy, channel_of(number), now).erase(number)
    digest = secrecy.digest(number)
    session.execute(delete(Letter).where(Letter.mailbox_hash == secrecy.digest(mailbox(number))))
    session.execute(delete(ConsoleMessage).where(ConsoleMessage.address_hash == digest))
    return Forgotten(registrations, erase_from(session, digest))
