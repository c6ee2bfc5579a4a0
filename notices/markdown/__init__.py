"""The bodies of notices: Markdown, as safe HTML, as plain text, and from plain text."""

import re

from notices.markdown.html import render_html
from notices.markdown.text import to_text

__all__ = ["plain", "render", "to_text"]

_EMPTY_LINE = re.compile(r"(?m)^[ \t]*(?:&nbsp;|\u00a0)+[ \t]*$")


def render(markdown: str, top: int = 3) -> str:
    """Safe HTML. The highest heading becomes h`top`, those under it follow, h6 is the lowest.

    A line that ends in two spaces is followed by <br>, bare addresses become links, and lines that hold only a
    no-break space divide paragraphs without showing.
    """
    return render_html(_EMPTY_LINE.sub("", markdown), top)


def plain(markdown: str) -> str:
    """The same as text without markup: a blank line between paragraphs, list signs kept."""
    return to_text(_EMPTY_LINE.sub("", markdown)).strip()
