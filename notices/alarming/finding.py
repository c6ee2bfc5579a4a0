"""What was found to be wrong, and the alarms that follow from it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from notices.alarms import close, open_alarms, raise_alarm


@dataclass(frozen=True, slots=True)
class Finding:
    """A trouble of which there is to be an alarm, as `raise_alarm` takes it."""

    key: str
    what: str
    link: str
    urgent: bool = True


def report(session: Session, prefix: str, found: Collection[Finding], now: datetime, over: str) -> None:
    """Alarm of all that was found, and close the other alarms whose keys begin so, with the words that it is over."""
    for one in found:
        raise_alarm(session, one.key, one.what, one.link, now, urgent=one.urgent)
    keys = {one.key for one in found}
    for alarm in open_alarms(session, prefix):
        if alarm.key not in keys:
            close(session, alarm.key, now, over)
