"""CommonMark as this service reads it: no raw HTML, bare addresses clickable."""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from notices.markdown.links import linked


def _link_bare_addresses(state: StateCore) -> None:
    for token in state.tokens:
        if token.children:
            token.children = linked(token.children)


PARSER = MarkdownIt("commonmark", {"html": False, "maxNesting": 100})
# After text_join, so that an address with escaped characters in it is whole again.
PARSER.core.ruler.after("text_join", "bare_addresses", _link_bare_addresses)
