"""What is erased when its time has come: once a night."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import structlog

from notices import clock
from notices.alarming.contacts import forget_contacts
from notices.forgetting import forget_before
from notices.mailing.letters import forget_letters
from notices.parts import Parts
from notices.receivers.standing import forget_receivers
from notices.schedule.job import Job
from notices.tokens import forget_answers

log = structlog.get_logger(__name__)


def jobs(parts: Parts) -> Iterator[Job]:
    """The job."""
    yield Job("erase", partial(_erase, parts), daily_at=(3, 15))


def _erase(parts: Parts) -> None:
    now = clock.now()
    before = now - timedelta(days=parts.settings.retention_days)
    with parts.database.writing() as session:
        forgotten = forget_before(session, parts.receiver.secrecy, before, now)
        forget_contacts(session, before)
        forget_letters(session, now)
        forget_answers(session, now)
        forget_receivers(session)
    log.info("forgotten", registrations=forgotten.registrations, messages=forgotten.messages)
