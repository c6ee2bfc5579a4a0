"""Alarms of drafts that wait no longer."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from notices.alarms import close, open_alarms
from notices.drafts import waiting_from
from notices.watching.keys import RUN


def settled(session: Session) -> list[str]:
    """The keys of the open alarms that nobody has to see to any more."""
    return [alarm.key for alarm in open_alarms(session, RUN) if waiting_from(session, alarm.key) is None]


def close_settled(session: Session, keys: Iterable[str], now: datetime) -> None:
    """Close them, as their drafts have been published or thrown away."""
    for key in keys:
        close(session, key, now, "Utkastet är publicerat eller kastat.")
