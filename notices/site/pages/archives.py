"""All notices by year and month."""

from collections import Counter
from itertools import groupby

from notices.clock import day_of
from notices.site.document import Document
from notices.site.frame import Frame
from notices.site.pages.changes import Said, said
from notices.site.pages.layout import Head, draw
from notices.site.published import Published
from notices.site.rendering import day_and_month, month, say


def _year(notice: Published) -> int:
    return day_of(notice.published_at).year


def archive(frame: Frame) -> Document:
    """The page at `/arkiv`: the years, newest first, and how many notices each has."""
    counts = Counter(map(_year, frame.snapshot.notices.values()))
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
    notices = [n for n in frame.newest_first() if _year(n) == year]
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


def _months(frame: Frame, notices: list[Published]) -> list[tuple[str, list[tuple[str, Published]]]]:
    grouped = groupby(notices, lambda n: day_of(n.published_at).replace(day=1))
    return [
        (month(first, frame.language), [(day_and_month(n.published_at, frame.language), n) for n in group])
        for first, group in grouped
    ]
