"""What changed between two texts, marked by word."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from markupsafe import Markup, escape

# A word with the space after it, so that what is marked reads as whole words.
_PIECE = re.compile(r"\S+\s*|\s+")
_Run = tuple[str, str]  # "del", "ins" or "", and a text that is not empty


def marked(before: str, after: str) -> Markup:
    """The later text with what is gone in <del> and what is new in <ins>. Everything else is escaped as it is."""
    return Markup("").join(_spaced(_runs(_PIECE.findall(before), _PIECE.findall(after))))


def _runs(old: list[str], new: list[str]) -> Iterator[_Run]:
    # A word is the same whatever space follows it: a text that was only wrapped anew has no changes.
    matcher = SequenceMatcher(None, [p.strip() for p in old], [p.strip() for p in new], autojunk=False)
    for operation, i, j, k, m in matcher.get_opcodes():
        runs = [("", new[k:m])] if operation == "equal" else [("del", old[i:j]), ("ins", new[k:m])]
        yield from ((tag, "".join(pieces)) for tag, pieces in runs if pieces)


def _spaced(runs: Iterable[_Run]) -> Iterator[Markup]:
    """The runs in their tags. The last word of a text has no space after it, and what was elsewhere may follow."""
    is_open = False
    for tag, text in runs:
        if is_open and not text[0].isspace():
            yield Markup(" ")
        words = text.rstrip()
        tagged = Markup("<{0}>{1}</{0}>").format(Markup(tag), words) if tag and words else escape(words)
        yield tagged + text[len(words) :]
        is_open = text == words
