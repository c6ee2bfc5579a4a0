"""What is published at its time: notices, drafts that can no longer be called back, reminders; and the feed's hub."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import structlog

from models.draft import Draft
from notices import clock, websub
from notices.drafts import release_next
from notices.errors import Conflict
from notices.parts import Parts
from notices.publishing import Publisher
from notices.reminding.opening import remind
from notices.repeating import repeated
from notices.schedule.job import AT_ONCE, Job

log = structlog.get_logger(__name__)

_OFTEN = timedelta(seconds=1)


def jobs(parts: Parts) -> Iterator[Job]:
    """The jobs."""
    yield Job("publish_due", partial(_publish_due, parts), _OFTEN)
    yield Job("release_drafts", partial(_release_drafts, parts), _OFTEN)
    yield Job("remind", partial(_remind, parts), timedelta(seconds=5), first=AT_ONCE)
    if parts.settings.websub_hub:
        yield Job("tell_hub", partial(_tell_hub, parts), timedelta(seconds=2))


def _publish_due(parts: Parts) -> None:
    with parts.database.writing() as session:
        publisher = Publisher(session, parts.service, "tidtabell", clock.now(), parts.settings.address)
        for notice in publisher.release_due():
            log.info("published_on_time", notice=notice.slug)


def _release_drafts(parts: Parts) -> None:
    """Each in a transaction of its own."""
    try:
        while draft := _release_one(parts):
            log.info("draft_released", draft=draft.id, state=draft.state.value)
    except Conflict as error:
        log.warning("draft_met_another_act", error=str(error))  # it still waits, for the next tick


def _release_one(parts: Parts) -> Draft | None:
    with parts.database.writing() as session:
        return release_next(session, parts.service, parts.settings.address, clock.now())


def _remind(parts: Parts) -> None:
    opened = repeated(
        parts.database, lambda session: remind(session, parts.service, parts.settings.address, clock.now())
    )
    for broadcast in opened:
        log.info("reminded", notice=broadcast.notice_id, of=broadcast.cause.value)


def _tell_hub(parts: Parts) -> None:
    websub.tell(parts.database, parts.site.drawer.builder)
