"""The service as it is in force: what `service.toml` says, with what administrators have changed."""

import json
from datetime import datetime
from functools import lru_cache

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from models.adjustment import Adjustment
from notices.adjustments.parts import QUIET, code_of, with_value
from notices.service import Service
from notices.telling import is_quiet

_Change = tuple[str, str, tuple[str, ...]]


def adjusted(session: Session, service: Service) -> Service:
    """The service with the changes that hold now. What the file no longer has is passed over."""
    latest = select(Adjustment.part, func.max(Adjustment.number)).group_by(Adjustment.part)
    rows = session.scalars(select(Adjustment).where(tuple_(Adjustment.part, Adjustment.number).in_(latest)))
    changes = tuple(_frozen(row) for row in rows if row.part == QUIET or code_of(row.part) in service.templates)
    return _with(service, changes) if changes else service


def is_quiet_now(service: Service, session: Session, now: datetime) -> bool:
    """Whether these are the quiet hours that are in force."""
    return is_quiet(adjusted(session, service).sms, now)


def _frozen(row: Adjustment) -> _Change:
    return row.part, json.dumps(row.value or {}), tuple(row.asked)


@lru_cache(maxsize=16)
def _with(service: Service, changes: tuple[_Change, ...]) -> Service:
    """Kept, as it is asked for in each transaction and changed once a month."""
    for part, value, asked in sorted(changes):
        service = with_value(service, part, json.loads(value), asked)
    return service
