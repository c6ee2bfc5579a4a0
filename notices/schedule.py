"""The whole timetable, a line per job. APScheduler is a clock in memory; the truth stays in the tables."""

import gc
import signal
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from threading import Event
from types import FrameType
from typing import TypeVar

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy.exc import OperationalError

from models.draft import Draft
from models.registration import Channel
from notices import clock, websub
from notices.alarming.broadcasts import OVER, SENT, STOPPED, close_what_goes_again, in_trouble
from notices.alarming.canary import canary_number, keep_canary
from notices.alarming.contacts import forget_contacts
from notices.alarming.finding import report
from notices.alarming.links import to_alarms
from notices.alarming.overdue import KEPT, OVERDUE, overdue
from notices.alarming.telling import Teller
from notices.alarms import raise_alarm
from notices.catching_up import catch_up
from notices.channels.provider import SendError
from notices.delivery.delivering import ChannelStopped, deliver
from notices.delivery.hearing import hear
from notices.delivery.outbox import Outbox
from notices.delivery.recovery import recover
from notices.drafts import release_next
from notices.errors import Conflict
from notices.forgetting import forget_before
from notices.mailing.farewell import close_if_over
from notices.mailing.letters import forget_letters
from notices.mailing.links import Links
from notices.mailing.offer import mail_offer
from notices.mailing.posting import Postman
from notices.parts import Parts
from notices.publishing import Publisher
from notices.receivers.standing import forget_receivers
from notices.reminding.opening import remind
from notices.repeating import repeated
from notices.replying import send_replies
from notices.site.board import board
from notices.site.reading import read_all
from notices.situation import situation
from notices.tokens import forget_answers
from notices.watching.certificates import Inspector
from notices.watching.watchman import Watchman

log = structlog.get_logger(__name__)

_THREADS = 32  # more than there are jobs: none waits for another that waits for a provider

S = TypeVar("S", bound=str)


def run(parts: Parts) -> None:
    """Run the timetable until the process is told to end; a job under way is finished first."""
    scheduler = BackgroundScheduler(
        timezone="Europe/Stockholm",
        # A late tick is still run, and ticks that piled up are run once: each job asks the tables what is due.
        executors={"default": ThreadPoolExecutor(_THREADS)},
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    scheduler.add_job(_when_reached, "interval", seconds=1, args=[_publish_due, parts], name="publish_due")
    scheduler.add_job(_when_reached, "interval", seconds=1, args=[_release_drafts, parts], name="release_drafts")
    scheduler.add_job(
        _when_reached, "interval", seconds=5, next_run_time=clock.now(), args=[_remind, parts], name="remind"
    )
    # Each job has a thread of its own, so that nothing else waits for the provider.
    outboxes = {outbox.channel: outbox for outbox in parts.outboxes()}
    stopping = Event()
    for outbox in outboxes.values():
        for kind, job, every in (("deliver", _deliver, 0.5), ("recover", _recover, 15)):
            work = partial(job, outbox, stopping)
            scheduler.add_job(
                _when_reached, "interval", seconds=every, args=[work, parts], name=f"{kind}_{outbox.channel}"
            )
    if mail := outboxes.get(Channel.MAIL):
        postman = Postman(mail, parts.service, Links(parts.settings.secret, parts.settings.address))
        letters = partial(_send_letters, postman)
        scheduler.add_job(_when_reached, "interval", seconds=2, args=[letters, parts], name="send_letters")
    teller = Teller(parts.database, parts.service, parts.settings, outboxes)
    soon = clock.now() + timedelta(seconds=2)  # when the canary is in step
    for name, look, every in (
        ("tell_on_call", partial(_tell_on_call, teller), 2),
        ("look_for_overdue", _look_for_overdue, 60),
        ("look_after_broadcasts", _look_after_broadcasts, 60),
    ):
        scheduler.add_job(_when_reached, "interval", seconds=every, next_run_time=soon, args=[look, parts], name=name)
    watchman = Watchman(parts.database, parts.service, parts.settings.address)
    watch = partial(_watch, watchman)
    scheduler.add_job(_when_reached, "interval", seconds=1, args=[watch, parts], name="watch")
    read_certificates = partial(_read_certificates, watchman, Inspector(parts.database, parts.settings.address))
    scheduler.add_job(
        _when_reached, "interval", minutes=5, next_run_time=soon, args=[read_certificates, parts], name="certificates"
    )
    if parts.settings.engine_health_url:
        seconds = parts.settings.engine_health_seconds
        ask = _asking(parts, timedelta(seconds=seconds))
        scheduler.add_job(_when_reached, "interval", seconds=seconds, args=[ask, parts], name="ask_engine")
    keep = partial(_keep_canary, Event())
    scheduler.add_job(
        _when_reached, "interval", seconds=30, next_run_time=clock.now(), args=[keep, parts], name="keep_canary"
    )
    scheduler.add_job(_when_reached, "cron", hour=3, minute=15, args=[_erase, parts], name="erase")
    if parts.settings.sms_provider != "console":
        scheduler.add_job(
            _when_reached,
            "interval",
            minutes=5,
            next_run_time=clock.now(),
            args=[partial(_catch_up, outboxes[Channel.SMS]), parts],
            name="catch_up",
        )
        hear_ = partial(_hear, outboxes[Channel.SMS])
        scheduler.add_job(_when_reached, "interval", minutes=1, args=[hear_, parts], name="hear")
        reply = partial(_reply, outboxes[Channel.SMS], stopping)
        scheduler.add_job(_when_reached, "interval", seconds=5, args=[reply, parts], name="reply")
    if parts.settings.websub_hub:
        scheduler.add_job(_when_reached, "interval", seconds=2, args=[_tell_hub, parts], name="tell_hub")

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


def _when_reached(job: Callable[[Parts], None], parts: Parts) -> None:
    """Run a job; without the database say so in a line, as the next tick tries again."""
    try:
        job(parts)
    except OperationalError as error:
        log.warning("database_not_reached", error=str(error.orig).strip())


def _deliver(outbox: Outbox, stopping: Event, parts: Parts) -> None:
    if outbox.channel is Channel.MAIL and (offer := mail_offer(parts.settings)):
        close_if_over(parts.database, offer, parts.service, parts.settings.address, clock.now())
    _send("delivered", outbox, parts, lambda: deliver(outbox, clock.now, stopping.is_set))


def _send_letters(postman: Postman, parts: Parts) -> None:
    """Those that ask a mailbox something; none once mail is no longer offered."""
    offer = mail_offer(parts.settings)
    if offer and offer.is_open(clock.now()):
        _send("letters_sent", postman.outbox, parts, lambda: postman.send_letters(clock.now))


def _send(what: str, outbox: Outbox, parts: Parts, work: Callable[[], Counter[S]]) -> None:
    """Send, and log what came of it; where a setting stops the channel, alarm those on call."""
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


def _recover(outbox: Outbox, _stopping: Event, _parts: Parts) -> None:
    if settled := recover(outbox, clock.now):
        log.info("settled", deliveries=settled)


def _hear(outbox: Outbox, _parts: Parts) -> None:
    if heard := hear(outbox, clock.now()):
        log.info("receipts_asked_for", deliveries=heard)


def _tell_on_call(teller: Teller, _parts: Parts) -> None:
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


def _watch(watchman: Watchman, _parts: Parts) -> None:
    try:
        kept = watchman.watch(clock.now())
    except Conflict as error:
        log.warning("watch_met_another_act", error=str(error))  # it begins anew, at the next tick
    else:
        if kept:
            log.info("watched", **kept)


def _read_certificates(watchman: Watchman, inspector: Inspector, _parts: Parts) -> None:
    """By the worker that watches: once a day each."""
    if watchman.is_watching:
        inspector.look(clock.now())


def _asking(parts: Parts, every: timedelta) -> Callable[[Parts], None]:
    """A job that asks the engine how it is."""
    from notices.engine.asking import Asker, NotAnswered  # noqa: PLC0415  (with requests, and not every engine is asked)

    asker = Asker(parts.database, parts.settings.engine_health_url, every, parts.settings.engine_health_timeout)

    def ask(_parts: Parts) -> None:
        try:
            heard = asker.ask(clock.now())
        except NotAnswered as error:
            log.warning("engine_not_heard", error=str(error))
            return
        if heard and heard.wrong:
            log.warning("engine_not_understood", events=len(heard.wrong), field=heard.wrong[0].field)
        if heard and heard.new:
            log.info("engine_heard", events=heard.new)

    return ask


def _keep_canary(kept: Event, parts: Parts) -> None:
    """Once; without the database it is tried again."""
    if not kept.is_set():
        keep_canary(parts.database, parts.receiver.secrecy, canary_number(parts.settings), clock.now())
        kept.set()


def _catch_up(outbox: Outbox, parts: Parts) -> None:
    """Receive what came in while we could not be reached; what is known already changes nothing."""
    try:
        caught_up = catch_up(parts.receiver, outbox.provider, partial(_situation, parts), clock.now)
    except SendError as error:
        log.warning("provider_not_reached", code=error.code)
        return
    if caught_up:
        log.info("caught_up", messages=caught_up)


def _reply(outbox: Outbox, stopping: Event, parts: Parts) -> None:
    _send("replied", outbox, parts, lambda: send_replies(outbox, clock.now, stopping.is_set))


def _situation(parts: Parts) -> str:
    """How things are, by the database: the worker holds no site."""
    with parts.database.reading() as session:
        now = clock.now()
        return situation(board(read_all(session, now), now), parts.service, parts.settings.address)


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


def _tell_hub(parts: Parts) -> None:
    websub.tell(parts.database, parts.site.drawer.builder)


def _remind(parts: Parts) -> None:
    opened = repeated(
        parts.database, lambda session: remind(session, parts.service, parts.settings.address, clock.now())
    )
    for broadcast in opened:
        log.info("reminded", notice=broadcast.notice_id, of=broadcast.cause.value)


def _release_drafts(parts: Parts) -> None:
    """Let out the drafts that can no longer be called back, each in a transaction of its own."""
    try:
        while draft := _release_one(parts):
            log.info("draft_released", draft=draft.id, state=draft.state.value)
    except Conflict as error:
        log.warning("draft_met_another_act", error=str(error))  # it still waits, for the next tick


def _release_one(parts: Parts) -> Draft | None:
    with parts.database.writing() as session:
        return release_next(session, parts.service, parts.settings.address, clock.now())


def _publish_due(parts: Parts) -> None:
    with parts.database.writing() as session:
        publisher = Publisher(session, parts.service, "tidtabell", clock.now(), parts.settings.address)
        for notice in publisher.release_due():
            log.info("published_on_time", notice=notice.slug)
