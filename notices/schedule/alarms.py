"""What those on call are told: what is overdue, deliveries in trouble, and the telling itself."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial

import structlog

from models.registration import Channel
from notices import clock
from notices.alarming.broadcasts import OVER, SENT, close_what_goes_again, in_trouble
from notices.alarming.canary import canary_number
from notices.alarming.finding import report
from notices.alarming.overdue import KEPT, OVERDUE, overdue
from notices.alarming.telling import Teller
from notices.delivery.outbox import Outbox
from notices.parts import Parts
from notices.schedule.job import SOON, Job

log = structlog.get_logger(__name__)

_LOOK = timedelta(minutes=1)


def jobs(parts: Parts, outboxes: Mapping[Channel, Outbox]) -> Iterator[Job]:
    """The jobs."""
    teller = Teller(parts.database, parts.service, parts.settings, outboxes)
    yield Job("tell_on_call", partial(_tell_on_call, teller), timedelta(seconds=2), first=SOON)
    yield Job("look_for_overdue", partial(_look_for_overdue, parts), _LOOK, first=SOON)
    yield Job("look_after_broadcasts", partial(_look_after_broadcasts, parts), _LOOK, first=SOON)


def _tell_on_call(teller: Teller) -> None:
    for told in teller.tell_on_call(clock.now()):
        call = told.call
        log.info("on_call_told", alarm=call.alarm_id, round=call.round, to=call.contact.masked, error=told.error_code)


def _look_for_overdue(parts: Parts) -> None:
    now = clock.now()
    with parts.database.reading() as session:
        found = overdue(session, parts.settings.address, now)
    with parts.database.writing() as session:
        report(session, OVERDUE, found, now, KEPT)


def _look_after_broadcasts(parts: Parts) -> None:
    settings, now = parts.settings, clock.now()
    with parts.database.reading() as session:
        found = in_trouble(session, parts.service, settings.address, now, has_canary=bool(canary_number(settings)))
    with parts.database.writing() as session:
        report(session, SENT, found, now, OVER)
        close_what_goes_again(session, now)
