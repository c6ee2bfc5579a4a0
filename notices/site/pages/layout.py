"""What all pages share: head, header, footer, and the way from a template to a document."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from notices.service import Section
from notices.site.document import HTML, Document
from notices.site.frame import Frame
from notices.site.pages.assets import addresses
from notices.site.pages.changes import Said
from notices.site.rendering import render, say


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself. `path` is the Swedish one; `changed` is when its content last changed."""

    path: str
    title: str
    description: str
    modified: datetime
    changed: Said | None = None
    nav: str = ""
    section: Section | None = None
    article: str = ""  # JSON-LD, on the page of a notice
    indexed: bool = True
    watched: bool = False  # whether the script asks if there is newer information


def draw(frame: Frame, template: str, head: Head, **values: Any) -> Document:
    """The page as a document of its language."""
    language = frame.language
    html = render(
        language,
        template,
        frame=frame,
        service=frame.service,
        about=frame.service.service,
        head=head,
        here=f"{frame.address}{frame.path(head.path)}",
        swedish=f"{frame.address}{head.path}",
        english=f"{frame.address}/en{head.path}",
        here_path=frame.path(head.path),
        nav=_nav(frame),
        other="en" if language == "sv" else "sv",
        other_path=f"/en{head.path}" if language == "sv" else head.path,
        assets=addresses(),
        **values,
    )
    return Document(frame.path(head.path), HTML, html.encode(), head.modified)


def _nav(frame: Frame) -> list[tuple[str, str, str]]:
    """The pages of the header: path, name, words."""
    language = frame.language
    sections = [(f"/{s.path}", s.code, s.title.in_(language)) for s in frame.service.section]
    pages = [
        ("/", "front", say(language, "Nuläge")),
        *sections,
        ("/korningar", "runs", say(language, "Körningar")),
        ("/arkiv", "archive", say(language, "Arkiv")),
        ("/sok", "search", say(language, "Sök")),
        ("/prenumerera", "subscribe", say(language, "Prenumerera")),
    ]
    return [(frame.path(path), name, words) for path, name, words in pages]
