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
    """Presses that fill the field with a time: the gap in it, else the whole of it; none where one is written."""
    gap = next((gap for gap in gaps if gap.field == field), None)
    if field != "next_word" or (fields.get(field) and not gap):
        return []
    old = f"[{gap.name}]" if gap else ""
    return [Fix(field, old, words, Text(sv=words, en=words)) for words in next_words(now)]
