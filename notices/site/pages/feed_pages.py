"""What a person sees who opens a feed in a browser."""

from notices.site.document import Document
from notices.site.frame import Frame
from notices.site.pages.assets import addresses
from notices.site.pages.entries import entry
from notices.site.pages.layout import Head, draw
from notices.site.rendering import render, say

LATEST = 20


def feed_page(frame: Frame, section_code: str | None) -> Document:
    """The page at `/flode`, or a section's: what a feed is, its addresses, and what it holds.

    To be given in a feed's stead to a browser that asks for a document: most no longer show feeds by themselves.
    """
    section = frame.service.sections[section_code] if section_code else None
    folder = f"/{section.path}" if section else ""
    head = Head(
        path=f"{folder}/flode",
        title=say(frame.language, "Det här är ett flöde"),
        description=say(frame.language, "Följ driftinformationen som flöde, i kalendern eller som sms."),
        modified=frame.snapshot.changed_at,
        nav="subscribe",
        section=section,
        indexed=False,
    )
    entries = [entry(frame, notice) for notice in frame.newest_first(section_code)[:LATEST]]
    return draw(frame, "feed.html", head, folder=folder, entries=entries)


def feed_stylesheet(frame: Frame) -> Document:
    """The same for a static host, which gives everybody the feed itself: an XSLT that browsers may still follow."""
    body = render(frame.language, "flode.xsl", about=frame.service.service, assets=addresses())
    return Document("/flode.xsl", "application/xslt+xml; charset=utf-8", body.encode(), frame.snapshot.changed_at)
