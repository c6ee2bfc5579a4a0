"""Which reminders a notice asks for, when each is told, and until when its words hold. Pure.

A reminder is told in no quiet hours. One whose moment is in them waits until they are over; where nothing is left to
tell then, it comes an hour before they begin.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.content import Content
from models.terms import Reminder, Status
from models.when import Precision, When
from notices.channels.sms_text import Lead
from notices.checks import PLANNED_KINDS
from notices.clock import STOCKHOLM, day_of, midnight, next_day
from notices.service import SmsRules
from notices.telling import quiet_since, when_awake

_AN_HOUR = timedelta(hours=1)
_LONGEST_AFTER_THE_END = timedelta(hours=12)
_INSTANT = timedelta(microseconds=1)
# Once it has begun nobody is told that it will.
_REMINDS = {Status.PLANNED: frozenset(Reminder), Status.IN_PROGRESS: frozenset({Reminder.END})}


@dataclass(frozen=True, slots=True)
class Planned:
    """A reminder: of which `moment`, `due` when, not told any more from `until` on."""

    reminder: Reminder
    moment: datetime
    due: datetime
    until: datetime
    lead: Lead


def plan(content: Content, rules: SmsRules) -> tuple[Planned, ...]:
    """The reminders that the content asks for, in its order. None of what is over, called off or has no such moment."""
    allowed = _REMINDS.get(content.status, frozenset()) if content.status else frozenset()
    if content.kind not in PLANNED_KINDS or content.time is None:
        return ()
    return tuple(
        planned
        for reminder in content.reminders
        if reminder in allowed
        for planned in _PLANS[reminder](content, content.time, rules)
    )


def _day_before(_content: Content, time: When, rules: SmsRules) -> Iterator[Planned]:
    if time.start:
        day = _day_of_start(time.start, time)
        due = datetime.combine(day - timedelta(days=1), rules.day_before, STOCKHOLM)
        yield Planned(Reminder.DAY_BEFORE, time.start, due, midnight(day), Lead.TOMORROW)


def _day_of_start(start: datetime, time: When) -> date:
    """Its date as it is written: midnight as a clock time is 24.00 of the day that ends."""
    return day_of(start - _INSTANT if time.precision is Precision.MINUTE else start)


def _start(content: Content, time: When, rules: SmsRules) -> Iterator[Planned]:
    if time.start:
        start, end = time.start, _end(content, time)
        awake = when_awake(rules, start)
        if awake == start or (time.precision is not Precision.NIGHT and (end is None or awake < end)):
            yield _when_it_begins(start, awake, end, time.precision)
        else:
            yield _in_the_evening(start, time.precision, quiet_since(rules, start))


def _when_it_begins(start: datetime, due: datetime, end: datetime | None, precision: Precision) -> Planned:
    that_day = midnight(next_day(day_of(due)))
    lead, until = Lead.TODAY, that_day
    if precision is Precision.NIGHT:
        lead = Lead.TONIGHT
    elif precision is Precision.MINUTE:
        lead, until = (Lead.NOW, start + _AN_HOUR) if due == start else (Lead.UNDER_WAY, that_day)
    return Planned(Reminder.START, start, due, min(until, end or until), lead)


def _in_the_evening(start: datetime, precision: Precision, quiet: datetime) -> Planned:
    due = quiet - _AN_HOUR
    stated_today = precision is Precision.MINUTE and day_of(start - _INSTANT) == day_of(due)
    return Planned(Reminder.START, start, due, quiet, Lead.THIS_EVENING if stated_today else Lead.TONIGHT)


def _at_end(content: Content, time: When, rules: SmsRules) -> Iterator[Planned]:
    end = _end(content, time)
    if end:
        due = when_awake(rules, end)
        yield Planned(Reminder.END, end, due, due + _LONGEST_AFTER_THE_END, Lead.OVER)


def _end(content: Content, time: When) -> datetime | None:
    """When it is over by all that was said: the later of the time's end and the expected end."""
    expected = content.expected_end.end if content.expected_end else None
    ends = (end for end in (time.end, expected) if end and (time.start is None or end > time.start))
    return max(ends, default=None)


_PLANS: dict[Reminder, Callable[[Content, When, SmsRules], Iterator[Planned]]] = {
    Reminder.DAY_BEFORE: _day_before,
    Reminder.START: _start,
    Reminder.END: _at_end,
}
