"""Replay: judging a file of arrivals as the clock would have, from their order."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from notices.runs.drafts import Change
from notices.runs.events import Event, InvalidEvent, parse_event
from notices.runs.plan import Plan
from notices.runs.watching import Watch


def replay(arrivals: Iterable[tuple[datetime, Event]], plan: Plan, until: datetime | None = None) -> Iterator[Change]:
    """The changes of drafts in their order, up to and including `until`."""
    watch = Watch(plan)
    for arrived, event in arrivals:
        if until and arrived > until:
            break
        yield from watch.feed(event, arrived)
    if until:
        yield from watch.tick(until)


def read_arrivals(lines: Iterable[str]) -> Iterator[tuple[datetime, Event]]:
    """The arrivals in a file with a line for each, `{"arrived": …, "event": CloudEvent}`.

    Raises InvalidEvent that names the line.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            arrival = json.loads(line)
            yield datetime.fromisoformat(arrival["arrived"]), parse_event(arrival["event"])
        except InvalidEvent as error:
            raise InvalidEvent(f"rad {number}: {error.field}", str(error).partition(": ")[2]) from error
        except (ValueError, KeyError, TypeError) as error:
            raise InvalidEvent(f"rad {number}", "ska ha arrived och event, som JSON.") from error
