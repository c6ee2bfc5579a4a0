"""Asking for receipts that never came: they were sent while we could not be reached, and the provider has given up.

A message that was taken may have failed since, for good or so that it has to be sent again.
"""

import asyncio
from datetime import datetime, timedelta

from sqlalchemy import func, or_, update

from models.delivery import Delivery, State
from notices.delivery.outbox import Outbox
from notices.delivery.receipts import FINAL, receipt
from notices.delivery.recovery import Unknown, ask, select_unknown

_AFTER = timedelta(minutes=15)  # in which most receipts come
_FOR = timedelta(days=1)
_MOST = 200


def hear(outbox: Outbox, now: datetime) -> int:
    """Ask for the last word on messages of the last day of which nothing was heard lately. Returns how many."""
    asked = asyncio.run(ask(outbox, silent)) if (silent := _silent(outbox, now)) else []
    with outbox.database.writing() as session:
        for one in asked:
            for message in one.found:
                taken = message.taken
                receipt(session, one.delivery_id, one.attempt, taken.provider_id, taken.status, taken.error_code, now)
            heard = update(Delivery).where(Delivery.id == one.delivery_id, Delivery.state == State.ACCEPTED)
            session.execute(heard.values(reported_at=now))
    return len(asked)


def _silent(outbox: Outbox, now: datetime) -> list[Unknown]:
    not_final = or_(Delivery.provider_status.is_(None), Delivery.provider_status.not_in(FINAL))
    latest = func.coalesce(Delivery.reported_at, Delivery.settled_at)
    which = (Delivery.state == State.ACCEPTED) & (Delivery.due_at > now - _FOR) & not_final & (latest < now - _AFTER)
    with outbox.database.reading() as session:
        return select_unknown(session, outbox.channel, which, _MOST)
