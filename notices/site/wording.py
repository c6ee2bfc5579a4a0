"""The words that feeds and the calendar share, as plain text that any reader can take in."""

import re
from datetime import datetime

from babel.dates import format_date

from models.terms import Environment
from notices.clock import STOCKHOLM, day_of
from notices.site.published import Published
from notices.vocabulary import label

# What XML 1.0 cannot hold, and the control characters U+007F–U+009F, which it holds but nobody can show.
_UNFIT = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
WITHDRAWN = "Indragen"
ACTION = "Det här behöver ni göra"


def fit(text: str) -> str:
    """The text without the characters that a feed or a calendar cannot hold: half pairs, controls, non-characters."""
    return _UNFIT.sub("", text)


def one_line(text: str) -> str:
    """The text on one line, fit, with single spaces."""
    return " ".join(fit(text).split())


def titled(notice: Published, news: str = "") -> str:
    """The notice's title after what must be known first: that it is a test, that it is withdrawn, what is new."""
    test = label(Environment.TEST) if notice.content.environment is Environment.TEST else ""
    news = WITHDRAWN if notice.withdrawn_at else news
    return ": ".join(filter(None, (test, news, one_line(notice.content.title) or notice.slug)))


def withdrawal(notice: Published) -> str:
    """What stands instead of the text of a withdrawn notice."""
    at = written(notice.withdrawn_at) if notice.withdrawn_at else ""
    return one_line(f"Notisen drogs in {at}. Skäl: {notice.withdrawn_reason or 'inte angivet.'}")


def written(moment: datetime, *, dated: bool = False) -> str:
    """ "torsdag 23 januari 2020 kl 06.12"; without the clock where only the date is known."""
    date = format_date(day_of(moment), "EEEE d MMMM y", locale="sv")
    return date if dated else f"{date} kl {moment.astimezone(STOCKHOLM):%H.%M}"


def stamp(moment: datetime) -> str:
    """RFC 3339 in Stockholm's time, to the second."""
    return moment.astimezone(STOCKHOLM).isoformat(timespec="seconds")
