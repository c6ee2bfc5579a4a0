"""Run health: the engine's runs are judged, its certificates read, and the engine asked where it cannot report."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

import structlog

from notices import clock
from notices.alarming.links import to_alarms
from notices.errors import Conflict
from notices.parts import Parts
from notices.schedule.job import SOON, Job
from notices.watching.certificates import Inspector
from notices.watching.watchman import Watchman

log = structlog.get_logger(__name__)


def jobs(parts: Parts) -> Iterator[Job]:
    """The jobs; an engine is asked only where a setting says its address."""
    watchman = Watchman(parts.database, parts.service, parts.settings.address)
    inspector = Inspector(parts.database, to_alarms(parts.settings.address))
    yield Job("watch", partial(_watch, watchman), timedelta(seconds=1))
    yield Job("certificates", partial(_read_certificates, watchman, inspector), timedelta(minutes=5), first=SOON)
    if parts.settings.engine_health_url:
        every = timedelta(seconds=parts.settings.engine_health_seconds)
        yield Job("ask_engine", asking(parts, every), every)


def _watch(watchman: Watchman) -> None:
    try:
        kept = watchman.watch(clock.now())
    except Conflict as error:
        log.warning("watch_met_another_act", error=str(error))  # it begins anew, at the next tick
    else:
        if kept:
            log.info("watched", **kept)


def _read_certificates(watchman: Watchman, inspector: Inspector) -> None:
    """By the worker that watches: once a day each."""
    if watchman.is_watching:
        inspector.look(clock.now())


def asking(parts: Parts, every: timedelta) -> Callable[[], None]:
    """What asks the engine how it is."""
    from notices.engine.asking import Asker, NotAnswered  # noqa: PLC0415  (with requests, and not every engine is asked)

    asker = Asker(parts.database, parts.settings.engine_health_url, every, parts.settings.engine_health_timeout)

    def ask() -> None:
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
