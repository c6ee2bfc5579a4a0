"""The whole timetable, a line per job. APScheduler is a clock in memory; the truth stays in the tables."""

import signal
from collections.abc import Callable
from types import FrameType

import structlog
from apscheduler.schedulers.blocking import BlockingScheduler
from sqlalchemy.exc import OperationalError

from notices import clock, websub
from notices.parts import Parts
from notices.publishing import Publisher

log = structlog.get_logger(__name__)


def run(parts: Parts) -> None:
    """Run the timetable until the process is told to end; a job under way is finished first."""
    scheduler = BlockingScheduler(
        timezone="Europe/Stockholm",
        # A late tick is still run, and ticks that piled up are run once: each job asks the tables what is due.
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    scheduler.add_job(_when_reached, "interval", seconds=1, args=[_publish_due, parts], name="publish_due")
    if parts.settings.websub_hub:
        scheduler.add_job(_when_reached, "interval", seconds=2, args=[_tell_hub, parts], name="tell_hub")

    def stop(_signal: int, _frame: FrameType | None) -> None:
        scheduler.shutdown(wait=False)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    log.info("worker_started", jobs=[job.name for job in scheduler.get_jobs()])
    scheduler.start()


def _when_reached(job: Callable[[Parts], None], parts: Parts) -> None:
    """Run a job; without the database say so in a line, as the next tick tries again."""
    try:
        job(parts)
    except OperationalError as error:
        log.warning("database_not_reached", job=job.__name__.strip("_"), error=str(error.orig).strip())


def _tell_hub(parts: Parts) -> None:
    websub.tell(parts.database, parts.site.drawer.builder)


def _publish_due(parts: Parts) -> None:
    with parts.database.writing() as session:
        publisher = Publisher(session, parts.service, "tidtabell", clock.now(), parts.settings.address)
        for notice in publisher.release_due():
            log.info("published_on_time", notice=notice.slug)
