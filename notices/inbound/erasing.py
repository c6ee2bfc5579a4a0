"""Forgetting who wrote, and what."""

from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from models.inbound import InboundMessage
from models.registration import Registration


def erase_received_before(session: Session, moment: datetime) -> int:
    """Forget who wrote what was received before a moment, and the words. Returns how many messages.

    What an address wrote is kept while a registration of it is: it proves how that came about, and how it ended.
    """
    known = select(Registration.address_hash).where(Registration.address_hash.is_not(None))
    return _erase(session, InboundMessage.received_at < moment, InboundMessage.address_hash.not_in(known))


def erase_from(session: Session, digest: str) -> int:
    """Forget all that one address has written. Returns how many messages."""
    return _erase(session, InboundMessage.address_hash == digest)


def _erase(session: Session, *which: ColumnElement[bool]) -> int:
    """The id, the order and our own reply stay, so that a message that comes again is known."""
    erased = session.execute(
        update(InboundMessage)
        .where(InboundMessage.address_hash.is_not(None), *which)
        .values(address_hash=None, address=None, body="")
        .returning(InboundMessage.provider_id)
    )
    return len(erased.all())
