"""The page as text again, from its Markdown alone: what was edited is written edited."""

from collections.abc import Iterator

from notices.archive.page import ArchivedNotice, ArchivedPage
from notices.markdown import to_text


def write_page(page: ArchivedPage) -> str:
    """The page as `read_page` reads it: two blank lines before each notice, no newline at the end."""
    opening = "\n\n".join(filter(None, (page.title, to_text(page.preamble))))
    notices = ("\n\n".join(_parts(notice)) for notice in page.notices)
    text = "\n\n\n".join((opening, *notices))
    return f"{text}\n\n{page.closing}" if page.closing else text


def _parts(notice: ArchivedNotice) -> Iterator[str]:
    yield notice.title
    yield f"(Publicerad {notice.published})"
    yield to_text(notice.body)
    for update in notice.updates:
        yield f"(Uppdatering {update.published})"
        yield to_text(update.body)
