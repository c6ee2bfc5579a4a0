"""What is planned on a holiday or across a change of clocks is easily misread."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from models.content import Content
from notices.checks import PLANNED_KINDS
from notices.clock import STOCKHOLM, day_of
from notices.proofreading.remark import Circumstances, Remark
from notices.service import Text
from notices.timing.names import full_date

_LONGEST = 62  # days: of a longer period nobody wonders about its holidays
_DAY_HOURS = 24
_CATEGORIES = ("public", "de_facto")  # with the three eves on which nobody works


def holidays(content: Content, _circumstances: Circumstances) -> Iterator[Remark]:
    """Swedish public holidays and eves that a planned event falls on; Sundays are no news to anybody."""
    for day in _days(content):
        if name := _name(day, "sv"):
            yield Remark(
                "holiday",
                "time",
                Text(
                    sv=f"{full_date(day)} är {name.lower()}. Kontrollera att det är avsikten.",
                    en=f"{day} is {_name(day, 'en_US')}. Check that this is intended.",
                ),
            )


def clock_changes(content: Content, _circumstances: Circumstances) -> Iterator[Remark]:
    """A night of 23 or 25 hours within what is planned."""
    for day in _days(content):
        hours = _hours(day)
        if hours != _DAY_HOURS:
            yield Remark(
                "clock_change",
                "time",
                Text(
                    sv=f"Klockan ställs om {full_date(day)}: dygnet har {hours} timmar. Kontrollera tiderna.",
                    en=f"The clocks change on {day}: it has {hours} hours. Check the times.",
                ),
            )


def _days(content: Content) -> list[date]:
    """The days of a planned event, first to last; none of one without an end, or longer than anybody wonders about."""
    when = content.time
    if content.kind not in PLANNED_KINDS or not when or not when.start or not when.end:
        return []
    first, last = day_of(when.start), day_of(max(when.start, when.end - timedelta(microseconds=1)))
    count = (last - first).days + 1
    return [first + timedelta(days=n) for n in range(count)] if count <= _LONGEST else []


def _name(day: date, language: str) -> str:
    """The holiday or eve on a day, or nothing. Sundays are left out."""
    from holidays import country_holidays  # noqa: PLC0415  (8 MB, and only what is planned asks)

    calendar = country_holidays("SE", years=day.year, language=language, categories=_CATEGORIES, include_sundays=False)
    return str(calendar.get(day, ""))


def _hours(day: date) -> int:
    begins, ends = (datetime.combine(d, time(), STOCKHOLM).astimezone(UTC) for d in (day, day + timedelta(days=1)))
    return round((ends - begins) / timedelta(hours=1))
