"""Since when the provider is asked for what came in, and what of it is known already."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models.inbound import TELEPHONE, InboundMessage, Listening
from models.registration import Channel
from notices.inbound.incoming import Incoming

# What was read is read again for so long: clocks differ, and a message may come late into the provider's list.
OVERLAP = timedelta(minutes=5)
_AT_ONCE = 500


def listening_since(session: Session, now: datetime) -> datetime:
    """Since when the provider is to be asked: since it was last, but never for what was sent before we listened."""
    listening = session.get(Listening, Channel.SMS)
    if listening is None:
        begun = _first_heard(session) or now
        listening = Listening(channel=Channel.SMS, begun_at=begun, read_until=begun)
        session.add(listening)
    return max(listening.begun_at, listening.read_until - OVERLAP)


def read_until(session: Session, moment: datetime) -> None:
    """All that came in before a moment has been received."""
    earlier = update(Listening).where(Listening.channel == Channel.SMS, Listening.read_until < moment)
    session.execute(earlier.values(read_until=moment))


def sort_out(session: Session, messages: Sequence[Incoming]) -> list[Incoming]:
    """Those that are new. Of the others it is noted when they were sent, which no webhook tells."""
    new = []
    for start in range(0, len(messages), _AT_ONCE):
        some = messages[start : start + _AT_ONCE]
        known = _known(session, [message.provider_id for message in some])
        new += [message for message in some if message.provider_id not in known]
        untimed = {id for id, sent_at in known.items() if sent_at is None}
        _note(session, (message for message in some if message.provider_id in untimed))
    return new


def _first_heard(session: Session) -> datetime | None:
    """When the first message came from the provider, before it was ever asked."""
    heard = InboundMessage.provider_id.not_like(f"{TELEPHONE}%")
    return session.scalar(select(func.min(InboundMessage.received_at)).where(heard))


def _known(session: Session, ids: Iterable[str]) -> dict[str, datetime | None]:
    rows = session.execute(
        select(InboundMessage.provider_id, InboundMessage.sent_at).where(InboundMessage.provider_id.in_(ids))
    )
    return {row[0]: row[1] for row in rows}


def _note(session: Session, messages: Iterable[Incoming]) -> None:
    rows = [{"provider_id": message.provider_id, "sent_at": message.sent_at} for message in messages]
    if rows:
        session.execute(update(InboundMessage), rows)
