"""A weekend by its dates must be a Saturday and a Sunday."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from models.content import Content
from models.when import Precision, When
from notices.clock import day_of, midnight
from notices.errors import InvalidTime
from notices.proofreading.remark import Circumstances, Fix, Remark, texts
from notices.service import Text
from notices.timing import find, parse, write
from notices.timing.days import SATURDAY

_WEEKEND = re.compile(r"(?i)^helgen\s+")


def no_weekend(content: Content, circumstances: Circumstances) -> Iterator[Remark]:
    for field, text in texts(content):
        for found in find(text, circumstances.today):
            nearest = _nearest(found.text, circumstances.today) if found.when is None else None
            if nearest and found.doubt:
                yield Remark(
                    "no_weekend",
                    field,
                    Text(sv=found.doubt, en=f"{found.text} is no weekend. The nearest one is {nearest}."),
                    Fix(
                        field,
                        text[found.start : found.end],
                        nearest,
                        Text(sv=f"Skriv {nearest}", en=f"Write {nearest}"),
                    ),
                    stops=True,
                )


def _nearest(words: str, today: date) -> str | None:
    """The weekend nearest to the dates that are called one, as it is written; None where that is not what is wrong."""
    dates = _WEEKEND.sub("", words)
    if dates == words:
        return None
    try:
        start = parse(dates, today).start
    except InvalidTime:
        return None
    return write(_weekend(day_of(start)), today) if start else None


def _weekend(near: date) -> When:
    saturday = next(day for day in (near + timedelta(days=n) for n in range(-3, 4)) if day.weekday() == SATURDAY)
    return When("", midnight(saturday), midnight(saturday + timedelta(days=2)), Precision.WEEKEND)
