"""Who was told what, when, with which receipt: one row for each recipient, the number masked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.delivery import Broadcast, Cause, Delivery, State
from models.registration import Channel, Registration
from models.terms import Act
from notices.secrecy import Secrecy


@dataclass(frozen=True, slots=True)
class Proof:
    """One word to one recipient. `number` is masked, and empty once it is erased."""

    delivery_id: int
    act: Act
    cause: Cause
    version: int
    channel: Channel
    number: str
    state: State
    provider_id: str | None
    provider_status: str | None
    error_code: str | None
    attempts: int
    sent_at: datetime | None
    settled_at: datetime | None
    reported_at: datetime | None


def proof(
    session: Session, secrecy: Secrecy, notice_id: int, *, after: int = 0, most: int | None = None
) -> Iterator[Proof]:
    """All that was told, or was to be told, of a notice; oldest first. `after` and `most` give a page of it.

    Raises ConfigurationError where the numbers were encrypted with another key.
    """
    rows = session.execute(
        select(Broadcast, Delivery, Registration.address)
        .join(Delivery, Delivery.broadcast_id == Broadcast.id)
        .join(Registration, Registration.id == Delivery.registration_id)
        .where(Broadcast.notice_id == notice_id, Delivery.id > after)
        .order_by(Delivery.id)
        .limit(most)
        .execution_options(yield_per=1000)
    )
    for broadcast, delivery, address in rows:
        yield Proof(
            delivery_id=delivery.id,
            act=broadcast.act,
            cause=broadcast.cause,
            version=broadcast.version,
            channel=broadcast.channel,
            number=secrecy.shown(address),
            state=delivery.state,
            provider_id=delivery.provider_id,
            provider_status=delivery.provider_status,
            error_code=delivery.error_code,
            attempts=delivery.attempts,
            sent_at=delivery.sent_at,
            settled_at=delivery.settled_at,
            reported_at=delivery.reported_at,
        )
