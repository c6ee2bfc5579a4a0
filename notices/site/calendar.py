"""The calendar: planned events, for clients that subscribe to it.

An event keeps its UID whatever happens to it; when it moves or is called off, its SEQUENCE grows. The bytes
depend on what is published and not on the present.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from heapq import nlargest

from icalendar import Calendar, Event
from icalendar.prop import vDuration, vUri

from models.content import Content
from models.terms import Environment, Kind, Status
from models.when import Precision, When
from notices.addresses import permanent_id
from notices.clock import day_of, next_day
from notices.service import Service
from notices.site.document import LONG_AGO, Document
from notices.site.frame import Frame
from notices.site.published import Published
from notices.site.wording import ACTION, one_line, titled, withdrawal
from notices.vocabulary import label

PATH = "/kalender.ics"
MOST = 100
_KINDS = frozenset({Kind.PLANNED, Kind.RELEASE, Kind.CERTIFICATE})
_HOUR = timedelta(hours=1)
_INSTANT = timedelta(microseconds=1)
_END = b"END:VCALENDAR\r\n"

Bounds = tuple[date, date | None]
"""DTSTART and DTEND (which is not included): both dates for a whole day, both moments in UTC for a clock time."""


def calendar(frame: Frame) -> Document:
    """The planned events with a time and a status; the 100 latest, so that it stays small."""
    # From the last that came: what is old is then passed over at once.
    planned = ((time, notice) for notice in frame.newest_first() if (time := _time_of(notice)))
    latest = nlargest(MOST, planned, key=_begins)
    events = (_event(frame.service, frame.address, notice, time) for time, notice in latest)
    body = b"".join((_head(frame), *events, _END))
    modified = max((notice.changed_at for _, notice in latest), default=LONG_AGO)
    return Document(PATH, "text/calendar; charset=utf-8", body, modified)


def _begins(event: tuple[When, Published]) -> tuple[datetime | None, int]:
    time, notice = event
    return time.start or time.end, notice.id


def _time_of(notice: Published) -> When | None:
    """When what the notice announces happens. An old notice of which nothing is known announces nothing."""
    content = notice.content
    return content.time if content.time and content.status and content.kind in _KINDS else None


def _head(frame: Frame) -> bytes:
    """The calendar up to its events. No METHOD: that is for messages between calendars (RFC 5546), not for a file."""
    about = frame.service.service
    name = one_line(f"{about.subject.sv}: planerat")
    drawn = Calendar()
    drawn.add("prodid", f"-//{one_line(about.operator.sv)}//{one_line(about.name)}//SV")
    drawn.add("version", "2.0")
    drawn.add("name", name)
    drawn.add("x-wr-calname", name)
    drawn.add("source", vUri(frame.address + PATH), parameters={"VALUE": "URI"})
    drawn.add("refresh-interval", vDuration(_HOUR), parameters={"VALUE": "DURATION"})
    drawn.add("x-published-ttl", vDuration(_HOUR))
    return bytes(drawn.to_ical()).removesuffix(_END)


@lru_cache(2 * MOST)
def _event(service: Service, address: str, notice: Published, time: When) -> bytes:
    """One event. Kept, as a publication changes one of them."""
    content = notice.content
    url = f"{address}/notiser/{notice.slug}"
    event = Event()
    event.add("uid", permanent_id(service.service.tag, notice.slug))
    event.add("sequence", notice.version - 1)
    event.add("dtstamp", notice.changed_at)
    event.add("last-modified", notice.changed_at)
    start, end = bounds(time, content.expected_end)
    event.add("dtstart", start)
    if end:
        event.add("dtend", end)
    event.add("summary", titled(notice, _news(content)))
    event.add("description", _description(notice, time, url))
    event.add("categories", _categories(service, content))
    event.add("status", "CANCELLED" if notice.withdrawn_at or content.status is Status.CANCELLED else "CONFIRMED")
    # The event tells the reader something; it does not make the reader busy.
    event.add("transp", "TRANSPARENT")
    event.add("url", vUri(url))
    return bytes(event.to_ical())


def _news(content: Content) -> str:
    """Many clients do not show STATUS, so the summary says it."""
    return label(Status.CANCELLED) if content.status is Status.CANCELLED else ""


def _description(notice: Published, time: When, url: str) -> str:
    if notice.withdrawn_at:
        return f"{withdrawal(notice)}\n{url}"
    action = notice.content.action
    lines = [f"Tid: {time.text}", *([f"{ACTION}: {action}"] if action else []), url]
    return "\n".join(map(one_line, lines))


def _categories(service: Service, content: Content) -> list[str]:
    kind = [label(content.kind)] if content.kind else []
    test = [label(Environment.TEST)] if content.environment is Environment.TEST else []
    return [*kind, *test, *(service.benefits[code].name.sv for code in content.benefits)]


def bounds(time: When, expected_end: When | None) -> Bounds:
    """When the event begins and ends, with clock times only where they were stated."""
    return _clock_times(time, expected_end) if time.precision is Precision.MINUTE else _days(time)


def _clock_times(time: When, expected_end: When | None) -> Bounds:
    start, end = _first(time), time.end
    if time.start == time.end and expected_end and expected_end.precision is Precision.MINUTE:
        end = expected_end.end
    return start.astimezone(UTC), end.astimezone(UTC) if end and end > start else None


def _days(time: When) -> Bounds:
    """All days that the time touches: "natten mot den 23" is in the calendar on the 22nd and the 23rd."""
    last = time.end and time.end - _INSTANT
    first = time.start or last or _first(time)
    return day_of(first), next_day(day_of(max(first, last))) if last else None


def _first(time: When) -> datetime:
    """The earliest moment that was stated; the last one, where the start is open."""
    return min(filter(None, (time.start, time.end)))
