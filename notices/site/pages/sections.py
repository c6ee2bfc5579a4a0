"""The three pages of notices, each notice in full."""

from collections.abc import Sequence

from notices.site.document import Document
from notices.site.frame import Frame
from notices.site.pages.changes import said, turned
from notices.site.pages.entries import entry
from notices.site.pages.layout import Head, draw
from notices.site.pages.paging import pages_of, part, touched
from notices.site.published import Published
from notices.site.rendering import say


def section(frame: Frame, section_code: str, page: int | None) -> Document:
    """A section's newest notices, or its numbered page. Page 1 holds the oldest."""
    chosen = frame.service.sections[section_code]
    every = frame.newest_first(section_code)
    notices = part(every, page)
    number = pages_of(len(every)) + 1 if page is None else page
    title = chosen.title.in_(frame.language)
    changed = said(notices, frame.snapshot.changed_at)
    head = Head(
        path=f"/{chosen.path}" if page is None else f"/{chosen.path}/sida/{page}",
        title=title if page is None else say(frame.language, "%(title)s, sida %(number)s", title=title, number=number),
        description=chosen.preamble.in_(frame.language),
        modified=turned(frame, notices, changed.at),
        changed=changed,
        nav=section_code,
        section=chosen,
        watched=page is None,
    )
    return draw(
        frame,
        "section.html",
        head,
        chosen=chosen,
        preamble=frame.snapshot.preambles.get(section_code) if page is None else None,
        entries=[entry(frame, notice) for notice in notices],
        older=frame.path(f"/{chosen.path}/sida/{number - 1}") if number > 1 else None,
        newer=None if page is None else frame.path(_newer(chosen.path, page, pages_of(len(every)))),
        numbered=page is not None,
    )


def _newer(path: str, page: int, last: int) -> str:
    return f"/{path}" if page == last else f"/{path}/sida/{page + 1}"


def numbers(frame: Frame, section_code: str, changed: Sequence[Published] | None) -> list[int]:
    """The numbered pages of a section to draw again when these notices changed; all for None."""
    mine = None if changed is None else [n for n in changed if n.content.section == section_code]
    return touched(frame.newest_first(section_code), mine)
