"""All notices by year and month."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup

from notices.clock import day_of
from notices.site.document import Document
from notices.site.frame import Frame
from notices.site.pages.changes import Said, said
from notices.site.pages.layout import Head, draw
from notices.site.published import Published
from notices.site.rendering import day_and_month, month, say


def archive(frame: Frame) -> Document:
    """The page at `/arkiv`: the years, newest first, and how many notices each has."""
    counts = {year: len(notices) for year, notices in frame.snapshot.newest_in.items()}
    head = Head(
        path="/arkiv",
        title=say(frame.language, "Arkiv"),
        description=say(frame.language, "Alla notiser som har publicerats, år för år."),
        modified=frame.snapshot.changed_at,
        changed=Said(frame.snapshot.changed_at),
        nav="archive",
    )
    return draw(frame, "archive.html", head, years=sorted(counts.items(), reverse=True))


def archive_year(frame: Frame, year: int) -> Document:
    """The page at `/arkiv/<year>`: a line for each notice, by month, newest first."""
    notices = frame.snapshot.newest_in.get(year, [])
    title = say(frame.language, "Arkiv %(year)s", year=year)
    changed = said(notices, frame.snapshot.changed_at)
    head = Head(
        path=f"/arkiv/{year}",
        title=title,
        description=say(frame.language, "Alla notiser som publicerades %(year)s.", year=year),
        modified=changed.at,
        changed=changed,
        nav="archive",
    )
    return draw(frame, "archive_year.html", head, year=year, months=_months(frame, notices))


def _months(frame: Frame, notices: list[Published]) -> list[tuple[str, Markup]]:
    """Each month's name and its lines."""
    grouped = groupby(notices, lambda n: day_of(n.published_at).replace(day=1))
    return [(month(first, frame.language), Markup("\n").join(_lines(frame, group))) for first, group in grouped]


def _lines(frame: Frame, notices: Iterable[Published]) -> Iterator[Markup]:
    folder = frame.path("/notiser/")
    for notice in notices:
        day = day_and_month(notice.published_at, frame.language)
        yield _line(folder + notice.slug, day, notice.content.title)


@lru_cache(maxsize=32_768)
def _line(address: str, day: str, title: str) -> Markup:
    """A notice's line. Kept, as a year can have a thousand of them and is drawn again when one is added."""
    return Markup('<li><span>{}</span> <a href="{}">{}</a></li>').format(day, address, title)
