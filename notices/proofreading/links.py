"""Links: a date in one ought to be that of the text, and one that leads nowhere helps nobody."""

from collections.abc import Iterator
from datetime import date

from models.content import Content
from models.when import When
from notices.clock import day_of
from notices.link_dates import LinkDate, addresses, date_doubts
from notices.proofreading.remark import Circumstances, Fix, Remark, texts
from notices.service import Text
from notices.timing import find


def dates_in_links(content: Content, circumstances: Circumstances) -> Iterator[Remark]:
    linked = [(field, text) for field, text in texts(content) if next(addresses(text), None)]
    if not linked:
        return  # as most are; and looking for times takes a while
    named = [found.when for _field, text in texts(content) for found in find(_without_links(text), circumstances.today)]
    times = [when for when in (content.time, content.expected_end, *named) if when]
    for field, text in linked:
        for doubt in date_doubts(text, times):
            says = Text(
                sv=f"{doubt} Kontrollera vilket som stämmer.",
                en=f"The link {doubt.address} carries the date {doubt.day}, which the text does not name.",
            )
            yield Remark("link_date", field, says, _redated(field, doubt))


def _redated(field: str, doubt: LinkDate) -> Fix | None:
    """The link with the text's own date, where it names just one."""
    days = set(map(_only_day, doubt.times))
    day = days.pop() if len(days) == 1 else None
    if day is None:
        return None
    new = doubt.with_day(day)
    return Fix(field, doubt.address, new, Text(sv=f"Ändra länken till {new}", en=f"Change the link to {new}"))


def _only_day(when: When) -> date | None:
    return day_of(when.start) if when.start else None


def _without_links(text: str) -> str:
    for address in addresses(text):
        text = text.replace(address, " ")
    return text


def dead_links(content: Content, circumstances: Circumstances) -> Iterator[Remark]:
    for field, text in texts(content):
        for address in addresses(text):
            if why := circumstances.dead_links.get(address):
                says = Text(
                    sv=f"Länken {address} svarar inte ({why}). Rätta den eller ta bort den.",
                    en=f"The link {address} does not answer ({why}). Correct or remove it.",
                )
                yield Remark("dead_link", field, says)
