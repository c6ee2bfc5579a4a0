"""The search page; who searches is the caller's matter."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from notices.site.document import Document
from notices.site.frame import Frame
from notices.site.pages.entries import entry
from notices.site.pages.layout import Head, draw
from notices.site.published import Published
from notices.site.rendering import say


@dataclass(frozen=True, slots=True)
class Hit:
    """A notice that was found, and the words around what was found, marked with <mark>."""

    notice: Published
    excerpt: Markup


def search(frame: Frame, query: str | None, hits: Sequence[Hit] | None, trouble: str | None) -> Document:
    """The page at `/sok`. `query` is None before anything was asked; `trouble` says why it could not be answered."""
    title = say(frame.language, "Sök")
    head = Head(
        path="/sok",
        title=say(frame.language, "Sök: %(query)s", query=query) if query else title,
        description=say(frame.language, "Sök bland alla notiser."),
        modified=frame.snapshot.changed_at,
        nav="search",
        indexed=False,
    )
    found = [(entry(frame, hit.notice), hit.excerpt) for hit in hits or ()]
    return draw(frame, "search.html", head, query=query or "", asked=hits is not None, found=found, trouble=trouble)
