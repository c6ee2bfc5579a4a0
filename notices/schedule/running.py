"""Runs the timetable. APScheduler is a clock in memory; the truth stays in the tables."""

import gc
import signal
from functools import partial
from threading import Event
from types import FrameType

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy.exc import OperationalError

from notices import clock
from notices.parts import Parts
from notices.schedule import alarms, forgetting, mail, publishing, runs, sending, texting
from notices.schedule.job import Job

log = structlog.get_logger(__name__)

_THREADS = 32  # more than there are jobs: none waits for another that waits for a provider


def run(parts: Parts) -> None:
    """Run the timetable until the process is told to end; a job under way is finished first."""
    stopping = Event()
    scheduler = BackgroundScheduler(
        timezone="Europe/Stockholm",
        # A late tick is still run, and ticks that piled up are run once: each job asks the tables what is due.
        executors={"default": ThreadPoolExecutor(_THREADS)},
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    for job in timetable(parts, stopping):
        _add(scheduler, job)

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    log.info("worker_started", jobs=[job.name for job in scheduler.get_jobs()])
    # What is there from the start stays: the collector need not look through it while messages are sent.
    gc.collect()
    gc.freeze()
    scheduler.start()
    stopping.wait()  # a signal may come at any moment, also before the start
    scheduler.shutdown(wait=False)


def timetable(parts: Parts, stopping: Event) -> list[Job]:
    """Every job of this worker, by what is switched on."""
    outboxes = {outbox.channel: outbox for outbox in parts.outboxes()}
    return [
        *publishing.jobs(parts),
        *sending.jobs(parts, outboxes, stopping),
        *texting.jobs(parts, outboxes, stopping),
        *mail.jobs(parts, outboxes),
        *alarms.jobs(parts, outboxes),
        *runs.jobs(parts),
        *forgetting.jobs(parts),
    ]


def _add(scheduler: BackgroundScheduler, job: Job) -> None:
    first = {} if job.first is None else {"next_run_time": clock.now() + job.first}
    work = partial(_when_reached, job)
    if job.every:
        scheduler.add_job(work, "interval", seconds=job.every.total_seconds(), name=job.name, **first)
    if job.daily_at:
        hour, minute = job.daily_at
        scheduler.add_job(work, "cron", hour=hour, minute=minute, name=job.name, **first)


def _when_reached(job: Job) -> None:
    """Do a job; without the database say so in a line, as the next tick tries again."""
    try:
        job.work()
    except OperationalError as error:
        log.warning("database_not_reached", job=job.name, error=str(error.orig).strip())
