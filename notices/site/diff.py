"""What changed between two texts, marked by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from markupsafe import Markup, escape

# A word with the space after it, so that what is marked reads as whole words.
_PIECE = re.compile(r"\S+\s*|\s+")


def marked(before: str, after: str) -> Markup:
    """The later text with what is gone in <del> and what is new in <ins>. Everything else is escaped as it is."""
    return Markup("").join(_pieces(_PIECE.findall(before), _PIECE.findall(after)))


def _pieces(old: list[str], new: list[str]) -> Iterator[Markup]:
    # A word is the same whatever space follows it: a text that was only wrapped anew has no changes.
    matcher = SequenceMatcher(None, [p.strip() for p in old], [p.strip() for p in new], autojunk=False)
    for operation, i, j, k, m in matcher.get_opcodes():
        if operation == "equal":
            yield escape("".join(new[k:m]))
        else:
            yield _wrapped("del", old[i:j], between=" " if k < m else "")
            yield _wrapped("ins", new[k:m])


def _wrapped(tag: str, pieces: list[str], between: str = "") -> Markup:
    """The words in a tag, and after it the space that followed them, or what must stand between them and the next."""
    text = "".join(pieces)
    words = text.rstrip()
    if not words:
        return escape(text)
    return Markup("<{0}>{1}</{0}>{2}").format(Markup(tag), words, text[len(words) :] or between)
