"""Times that can be chosen by one press, for whoever has no hand free to type. Pure."""

from datetime import datetime, timedelta

from models.draft import Fields
from notices.clock import STOCKHOLM
from notices.drafts import Gap
from notices.proofreading import Fix
from notices.service import Text

_AHEAD = (1, 2, 4)  # hours


def next_words(now: datetime) -> tuple[str, ...]:
    """Whole hours of today, ahead of now; in the last hours of the day, tomorrow morning."""
    local = now.astimezone(STOCKHOLM)
    hours = [(local.replace(tzinfo=None) + timedelta(hours=ahead, minutes=59)).replace(minute=0) for ahead in _AHEAD]
    today = tuple(f"kl {hour:%H}.00" for hour in hours if hour.date() == local.date())
    return today or ("i morgon kl 08.00",)


def suggested(field: str, fields: Fields, gaps: tuple[Gap, ...], now: datetime) -> list[Fix]:
    """Presses that put a time in the field; none where one is written."""
    is_missing = any(gap.field == field for gap in gaps) or not fields.get(field)
    if field != "next_word" or not is_missing:
        return []
    return [Fix(field, "", words, Text(sv=words, en=words)) for words in next_words(now)]
