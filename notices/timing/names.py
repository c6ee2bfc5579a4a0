"""Days, clock times and weeks as people call them."""

from datetime import date, datetime, timedelta

from notices.clock import STOCKHOLM
from notices.service import Language
from notices.timing.words import MONTHS, WEEKDAYS


def weekday(day: date, language: Language = "sv") -> str:
    return WEEKDAYS[language][day.weekday()]


def month(day: date, language: Language = "sv") -> str:
    return MONTHS[language][day.month - 1]


def full_date(day: date) -> str:
    """ "29 april 2017": for the messages that point out a date."""
    return f"{day.day} {month(day)} {day.year}"


def clock(moment: datetime, language: Language = "sv") -> tuple[date, str]:
    """The day and the clock time of a moment in Stockholm; midnight is 24.00 of the day that ends."""
    local = moment.astimezone(STOCKHOLM)
    if (local.hour, local.minute) == (0, 0):
        return local.date() - timedelta(days=1), "24:00" if language == "en" else "24.00"
    text = f"{local:%H:%M}" if language == "en" else f"{local:%H.%M}"
    return local.date(), text + _season(local, language)


def _season(local: datetime, language: Language) -> str:
    """Which of the two hours it is, on the night when the same hour comes twice."""
    other = local.replace(fold=1 - local.fold)
    if other.utcoffset() == local.utcoffset():
        return ""
    if local.fold:
        return " standard time" if language == "en" else " normaltid"
    return " summer time" if language == "en" else " sommartid"
