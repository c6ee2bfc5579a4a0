"""The inline content of one line of HTML."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from notices.markdown.escape import escape, escape_line, link

_SPACE = re.compile(r"[ \t\n\r\f]+")
_SCHEME = re.compile(r"^(?:https?://|mailto:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text, the address that it links to, and whether it is in bold."""

    text: str
    address: str | None = None
    strong: bool = False


def fold(pieces: Iterable[Piece]) -> list[Piece]:
    """White space as a browser shows it: runs are one space, none at the ends. A no-break space is none."""
    folded: list[Piece] = []
    for piece in pieces:
        text = _SPACE.sub(" ", piece.text)
        if not folded or folded[-1].text.endswith(" "):
            text = text.removeprefix(" ")
        if text:
            folded.append(replace(piece, text=text))
    if folded and folded[-1].text.endswith(" "):
        folded[-1] = replace(folded[-1], text=folded[-1].text[:-1])
    return folded


def in_bold(pieces: Sequence[Piece]) -> bool:
    """Whether all that can be seen is in bold."""
    return all(piece.strong for piece in pieces if piece.text.strip())


def to_inline(pieces: Sequence[Piece]) -> str:
    """A line of Markdown. A link that shows its own address is written as the bare address."""
    parts = []
    for address, group in groupby(pieces, key=lambda piece: piece.address):
        text = "".join(piece.text for piece in group)
        named = address and text.strip() and _bare(text) != _bare(address)
        parts.append(link(text, address) if address and named else escape(text))
    return escape_line("".join(parts))


def _bare(address: str) -> str:
    return _SCHEME.sub("", address.strip()).rstrip("/").lower()
