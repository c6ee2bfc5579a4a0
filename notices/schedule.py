"""The whole timetable, a line per job. APScheduler is a clock in memory; the truth stays in the tables."""

import gc
import signal
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from threading import Event
from types import FrameType

import structlog
from apscheduler.schedulers.blocking import BlockingScheduler
from sqlalchemy.exc import OperationalError

from notices import clock, websub
from notices.catching_up import inbound_since
from notices.channels.provider import SendError
from notices.delivery.delivering import ChannelStopped, deliver
from notices.delivery.outbox import Outbox
from notices.delivery.recovery import recover
from notices.forgetting import forget_before
from notices.parts import Parts
from notices.publishing import Publisher

log = structlog.get_logger(__name__)

LONGEST_OUTAGE = timedelta(days=2)


def run(parts: Parts) -> None:
    """Run the timetable until the process is told to end; a job under way is finished first."""
    scheduler = BlockingScheduler(
        timezone="Europe/Stockholm",
        # A late tick is still run, and ticks that piled up are run once: each job asks the tables what is due.
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    scheduler.add_job(_when_reached, "interval", seconds=1, args=[_publish_due, parts], name="publish_due")
    # Each job has a thread of its own, so that nothing else waits for the provider.
    outbox = parts.outbox()
    stopping = Event()
    for name, job, every in (("deliver", _deliver, 0.5), ("recover", _recover, 15)):
        scheduler.add_job(
            _when_reached, "interval", seconds=every, args=[partial(job, outbox, stopping), parts], name=name
        )
    scheduler.add_job(_when_reached, "cron", hour=3, minute=15, args=[_erase, parts], name="erase")
    if parts.settings.sms_provider != "console":
        scheduler.add_job(
            _when_reached,
            "interval",
            minutes=5,
            next_run_time=clock.now(),
            args=[partial(_catch_up, outbox), parts],
            name="catch_up",
        )
    if parts.settings.websub_hub:
        scheduler.add_job(_when_reached, "interval", seconds=2, args=[_tell_hub, parts], name="tell_hub")

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()
        scheduler.shutdown(wait=False)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    log.info("worker_started", jobs=[job.name for job in scheduler.get_jobs()])
    # What is there from the start stays: the collector need not look through it while messages are sent.
    gc.collect()
    gc.freeze()
    scheduler.start()


def _when_reached(job: Callable[[Parts], None], parts: Parts) -> None:
    """Run a job; without the database say so in a line, as the next tick tries again."""
    try:
        job(parts)
    except OperationalError as error:
        log.warning("database_not_reached", error=str(error.orig).strip())


def _deliver(outbox: Outbox, stopping: Event, _parts: Parts) -> None:
    try:
        happened = deliver(outbox, clock.now, stopping.is_set)
    except ChannelStopped as error:
        log.error("channel_stopped", code=error.code, what=str(error))  # noqa: TRY400  (the sentence says it all)
    else:
        if happened:
            log.info("delivered", **{event.value: count for event, count in happened.items()})


def _recover(outbox: Outbox, _stopping: Event, _parts: Parts) -> None:
    if settled := recover(outbox, clock.now):
        log.info("settled", deliveries=settled)


def _catch_up(outbox: Outbox, parts: Parts) -> None:
    """Receive what came in while we could not be reached; what is known already changes nothing."""
    try:
        messages = inbound_since(outbox.provider, clock.now() - LONGEST_OUTAGE)
    except SendError as error:
        log.warning("provider_not_reached", code=error.code)
        return
    for message in messages:
        parts.receiver.receive(message, "", clock.now())


def _erase(parts: Parts) -> None:
    now = clock.now()
    with parts.database.writing() as session:
        forgotten = forget_before(
            session, parts.receiver.secrecy, now - timedelta(days=parts.settings.retention_days), now
        )
    log.info("forgotten", registrations=forgotten.registrations, messages=forgotten.messages)


def _tell_hub(parts: Parts) -> None:
    websub.tell(parts.database, parts.site.drawer.builder)


def _publish_due(parts: Parts) -> None:
    with parts.database.writing() as session:
        publisher = Publisher(session, parts.service, "tidtabell", clock.now(), parts.settings.address)
        for notice in publisher.release_due():
            log.info("published_on_time", notice=notice.slug)
