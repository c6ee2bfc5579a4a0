"""What only the telephone channel needs: its canary, and what the provider is asked for or answered late."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial
from threading import Event

import structlog

from models.registration import Channel
from notices import clock
from notices.alarming.canary import canary_number, keep_canary
from notices.catching_up import catch_up
from notices.channels.provider import SendError
from notices.delivery.hearing import hear
from notices.delivery.outbox import Outbox
from notices.parts import Parts
from notices.replying import send_replies
from notices.schedule.job import AT_ONCE, Job
from notices.schedule.sending import send
from notices.site.board import board
from notices.site.reading import read_all
from notices.situation import situation

log = structlog.get_logger(__name__)


def jobs(parts: Parts, outboxes: Mapping[Channel, Outbox], stopping: Event) -> Iterator[Job]:
    """The jobs; with the console there is no provider to ask."""
    yield Job("keep_canary", partial(_keep_canary, parts, Event()), timedelta(seconds=30), first=AT_ONCE)
    if parts.settings.sms_provider != "console":
        outbox = outboxes[Channel.SMS]
        yield Job("catch_up", partial(_catch_up, parts, outbox), timedelta(minutes=5), first=AT_ONCE)
        yield Job("hear", partial(_hear, outbox), timedelta(minutes=1))
        yield Job("reply", partial(_reply, parts, outbox, stopping), timedelta(seconds=5))


def _keep_canary(parts: Parts, kept: Event) -> None:
    """Once; without the database it is tried again."""
    if not kept.is_set():
        keep_canary(parts.database, parts.receiver.secrecy, canary_number(parts.settings), clock.now())
        kept.set()


def _catch_up(parts: Parts, outbox: Outbox) -> None:
    """Receive what came in while we could not be reached; what is known already changes nothing."""
    try:
        caught_up = catch_up(parts.receiver, outbox.provider, partial(_situation, parts), clock.now)
    except SendError as error:
        log.warning("provider_not_reached", code=error.code)
        return
    if caught_up:
        log.info("caught_up", messages=caught_up)


def _situation(parts: Parts) -> str:
    """How things are, by the database: the worker holds no site."""
    with parts.database.reading() as session:
        now = clock.now()
        return situation(board(read_all(session, now), now), parts.service, parts.settings.address)


def _hear(outbox: Outbox) -> None:
    if heard := hear(outbox, clock.now()):
        log.info("receipts_asked_for", deliveries=heard)


def _reply(parts: Parts, outbox: Outbox, stopping: Event) -> None:
    send("replied", parts, outbox, lambda: send_replies(outbox, clock.now, stopping.is_set))
