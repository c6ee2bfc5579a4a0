"""The delivery of broadcasts: every channel has threads of its own, so that nothing else waits for its provider."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from threading import Event
from typing import TypeVar

import structlog

from models.registration import Channel
from notices import clock
from notices.alarming.broadcasts import STOPPED
from notices.alarming.links import to_alarms
from notices.alarms import raise_alarm
from notices.delivery.delivering import ChannelStopped, deliver
from notices.delivery.outbox import Outbox
from notices.delivery.recovery import recover
from notices.mailing.farewell import close_if_over
from notices.mailing.offer import mail_offer
from notices.parts import Parts
from notices.schedule.job import Job

log = structlog.get_logger(__name__)

_DELIVER, _RECOVER = timedelta(seconds=0.5), timedelta(seconds=15)

S = TypeVar("S", bound=str)


def jobs(parts: Parts, outboxes: Mapping[Channel, Outbox], stopping: Event) -> Iterator[Job]:
    """The jobs, for each channel that is on."""
    for channel, outbox in outboxes.items():
        yield Job(f"deliver_{channel}", partial(deliver_due, parts, outbox, stopping), _DELIVER)
        yield Job(f"recover_{channel}", partial(_recover, outbox), _RECOVER)


def deliver_due(parts: Parts, outbox: Outbox, stopping: Event) -> None:
    """Send what is due in a channel; the last thing that the mail channel does is to say farewell."""
    if outbox.channel is Channel.MAIL and (offer := mail_offer(parts.settings)):
        close_if_over(parts.database, offer, parts.service, parts.settings.address, clock.now())
    send("delivered", parts, outbox, lambda: deliver(outbox, clock.now, stopping.is_set))


def send(what: str, parts: Parts, outbox: Outbox, work: Callable[[], Counter[S]]) -> None:
    """Do what sends, and log what came of it; where a setting stops the channel, alarm those on call."""
    try:
        happened = work()
    except ChannelStopped as error:
        log.error("channel_stopped", code=error.code, what=str(error))  # noqa: TRY400  (the sentence says it all)
        with parts.database.writing() as session:
            link = to_alarms(parts.settings.address)
            raise_alarm(session, f"{STOPPED}{outbox.channel}", str(error), link, clock.now())
    else:
        if happened:
            log.info(what, channel=outbox.channel.value, **{str(event): count for event, count in happened.items()})


def _recover(outbox: Outbox) -> None:
    if settled := recover(outbox, clock.now):
        log.info("settled", deliveries=settled)
