"""What a fictitious telephone and the service have said to each other."""

from operator import attrgetter

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.inbound import InboundMessage
from notices.channels.console import shown
from notices.secrecy import Secrecy
from notices.site.pages.telephone import Said

MOST = 50


def conversation(session: Session, secrecy: Secrecy, number: str) -> list[Said]:
    """The latest texts between us and a number, oldest first: its own, our replies, and what the worker sent."""
    digest = secrecy.digest(number)
    heard = session.scalars(
        select(InboundMessage)
        .where(InboundMessage.address_hash == digest)
        .order_by(InboundMessage.received_at.desc())
        .limit(MOST)
    )
    talk = [said for message in heard for said in _exchange(message)]
    talk += [Said(message.at, message.body, ours=True) for message in shown(session, digest, MOST)]
    return sorted(talk, key=attrgetter("at"))[-MOST:]


def _exchange(message: InboundMessage) -> list[Said]:
    asked = Said(message.received_at, message.body, ours=False)
    return [asked, Said(message.received_at, message.reply, ours=True)] if message.reply else [asked]
