"""What a mail says, in both of its forms, and how plain words become one."""

from dataclasses import dataclass

from notices.channels.mail.rendering import render
from notices.service import Language


@dataclass(frozen=True, slots=True)
class Words:
    """A mail's subject, its text, and the same as HTML: what stands inside the body."""

    subject: str
    text: str
    html: str


def written(
    subject: str, before: tuple[str, ...], link: str, after: tuple[str, ...] = (), language: Language = "sv"
) -> Words:
    """A mail of a few paragraphs, with one link among them."""
    text = "\n\n".join((*before, link, *after))
    html = render("paragraphs.html", before=before, link=link, after=after, language=language)
    return Words(subject, text, html)
