"""One ping, and what it says of which run. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from notices.engine.accepting import Row
from notices.engine.privacy import without_persons
from notices.runs.events import Phase

# A start that comes again so soon is the same, tried again by a client that did not get its answer.
AGAIN = timedelta(minutes=1)
# What was begun so long ago will not be ended by a ping that does not name it.
FORGOTTEN = timedelta(hours=72)


class Signal(StrEnum):
    """What is pinged."""

    SUCCESS = "success"
    START = "start"
    FAIL = "fail"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class Target:
    """Whose address it is: the job, its engine's environment, and the source that its events name."""

    address_id: int
    job: str
    environment: str
    source: str


@dataclass(frozen=True, slots=True)
class Ping:
    """`id` is ours, as a ping has none. `rid` is what the client calls the run, or empty. `words`: what it said."""

    id: str
    at: datetime
    target: Target
    signal: Signal
    rid: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Begun:
    """A run that was begun and has not ended."""

    run: str
    at: datetime


Open = Mapping[str, Begun]  # the runs that have begun at one address, by rid, the latest last


def take(ping: Ping, before: Open) -> tuple[Open, str | None]:
    """What is open after a ping, and the run of which it tells; None for a log line of no run.

    Success ends the run of its rid, or without one the latest. A failure ends whatever is open at the address.
    """
    known = {rid: begun for rid, begun in before.items() if ping.at - begun.at < FORGOTTEN}
    if ping.signal is Signal.START:
        return _begin(ping, known)
    ended = ping.rid if ping.rid or not known else list(known)[-1]
    if ping.signal is Signal.LOG:
        return known, known[ended].run if ended in known else None
    run = known[ended].run if ended in known else ping.rid or ping.id
    if ping.signal is Signal.FAIL:
        return {}, run
    return {rid: begun for rid, begun in known.items() if rid != ended}, run


def _begin(ping: Ping, known: dict[str, Begun]) -> tuple[Open, str]:
    again = known.pop(ping.rid, None)
    if again and (ping.rid or ping.at - again.at < AGAIN):
        return known | {ping.rid: again}, again.run
    run = ping.rid or ping.id
    return known | {ping.rid: Begun(run, ping.at)}, run


# A log line of a run says that it goes on: told as a later start, which changes nothing and is a sign of life.
_PHASES = {
    Signal.SUCCESS: Phase.COMPLETED,
    Signal.START: Phase.STARTED,
    Signal.LOG: Phase.STARTED,
    Signal.FAIL: Phase.FAILED,
}


def row(ping: Ping, run: str) -> Row:
    """The row of the event that a ping is."""
    target = ping.target
    data = {"environment": target.environment, "job": target.job, "run": run}
    if ping.signal is Signal.FAIL and ping.words:
        data["error"] = without_persons(ping.words)
    said = {
        "specversion": "1.0",
        "id": ping.id,
        "source": target.source,
        "type": f"lefi.run.{_PHASES[ping.signal]}",
        "time": ping.at.isoformat(),
        "subject": run,
        "data": data,
    }
    return {
        "source": target.source,
        "event_id": ping.id,
        "arrived_at": ping.at,
        "environment": target.environment,
        "job": target.job,
        "run": run,
        "event": said,
    }
