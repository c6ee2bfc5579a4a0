"""Markdown as HTML that is safe to show."""

from collections.abc import Sequence

import nh3
from markdown_it.token import Token

from notices.markdown.parser import PARSER

LOWEST = 6
TAGS = frozenset({"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "ul"}) | {
    f"h{level}" for level in range(1, LOWEST + 1)
}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}


def render_html(markdown: str, top: int) -> str:
    """HTML of the tags above only, headings from h`top` down."""
    tokens = PARSER.parse(markdown)
    _move_headings(tokens, top)
    html = PARSER.renderer.render(tokens, PARSER.options, {})
    return nh3.clean(html, tags=set(TAGS), attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)


def _move_headings(tokens: Sequence[Token], top: int) -> None:
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    levels = [int(token.tag[1:]) for token in headings]
    for token, level in zip(headings, levels, strict=True):
        token.tag = f"h{min(level - min(levels) + top, LOWEST)}"
