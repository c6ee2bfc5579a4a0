"""What the HTML elements do to the lines of the page."""

import re
from dataclasses import dataclass, field
from typing import Any

from notices.archive.lines import SUBHEADING, Line, ends_sentence
from notices.archive.pieces import Piece, fold, in_bold, to_inline

_STRONG = frozenset({"b", "strong"})
_LISTS = frozenset({"ol", "ul"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_PARAGRAPHS = frozenset(
    "address article aside blockquote body caption dd details div dl dt fieldset figcaption figure footer form "
    "header hr main nav p pre section summary table tr".split()
) | set(_HEADINGS)
_ABSOLUTE = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)


@dataclass(slots=True)
class HtmlLines:
    """Takes the start and the end of each element in turn and makes lines, from the title on."""

    title: Any
    lines: list[Line] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    numbers: list[int | None] = field(default_factory=list)
    """For each open list the number of its next item; None in a list with bullets."""
    sign: str = ""
    address: str | None = None
    strong: int = 0
    level: int = 0
    source: int = 1
    begun: bool = False

    def start(self, element: Any) -> None:
        tag = element.tag
        self.begun = self.begun or element is self.title
        if tag in _PARAGRAPHS:
            self._break(apart=True)
            self.level = _HEADINGS.get(tag, self.level)
        elif tag in _LISTS:
            self._break(apart=not self.numbers)
            self.numbers.append(_integer(element.get("start"), 1) if tag == "ol" else None)
        elif tag == "li":
            self._break()
            self.sign = self._next_sign(element)
        elif tag == "br":
            self._break_line(element)
        elif tag == "a":
            href = (element.get("href") or "").strip()
            self.address = href if _ABSOLUTE.match(href) else None
        elif tag in _STRONG:
            self.strong += 1
        self._text(element, element.text)

    def end(self, element: Any) -> None:
        tag = element.tag
        if tag in _PARAGRAPHS:
            self._break(apart=True)
            self.level = 0 if tag in _HEADINGS else self.level
        elif tag in _LISTS:
            self._break()
            self.numbers.pop()
            self._break(apart=not self.numbers)
        elif tag == "li":
            self._break()
        elif tag in ("td", "th"):
            self._text(element, " ")
        elif tag == "a":
            self.address = None
        elif tag in _STRONG:
            self.strong -= 1
        self.skip(element)

    def skip(self, element: Any) -> None:
        """Go on after an element whose content is none of the page's."""
        self._text(element, element.tail)

    def finish(self) -> None:
        """End the last paragraph."""
        self._break(apart=True)

    def _text(self, element: Any, text: str | None) -> None:
        if self.begun and text:
            if not self.pieces:
                self.source = element.sourceline
            self.pieces.append(Piece(text, self.address, self.strong > 0))

    def _next_sign(self, element: Any) -> str:
        if not self.numbers:
            return ""
        if self.numbers[-1] is None:
            return "•"
        number = _integer(element.get("value"), self.numbers[-1])
        self.numbers[-1] = number + 1
        return f"{number}."

    def _break_line(self, element: Any) -> None:
        if self.level:
            self._text(element, " ")
        else:
            self._break(apart=not fold(self.pieces))

    def _break(self, apart: bool = False) -> None:
        """End the line, and with `apart` the paragraph. The first paragraph of an item follows its sign."""
        if pieces := fold(self.pieces):
            self._write(pieces, apart)
        self.pieces.clear()
        if apart and not self.sign:
            self._blank()

    def _write(self, pieces: list[Piece], apart: bool) -> None:
        text = "".join(piece.text for piece in pieces)
        depth = len(self.numbers)
        indent = depth + 1 if depth and not self.sign else depth
        if self._ends_sublist(indent):
            self._blank()
        level = self.level
        if apart and not level and self._is_bold_heading(text, pieces):
            level = SUBHEADING
        self.lines.append(Line(self.source, text, to_inline(pieces), indent, self.sign, level))
        self.sign = ""

    def _ends_sublist(self, indent: int) -> bool:
        """Whether the line goes on in an item after the list within it."""
        last = self.lines[-1] if self.lines else None
        return bool(last and not self.sign and (last.indent > indent or (last.sign and last.indent == indent)))

    def _is_bold_heading(self, text: str, pieces: list[Piece]) -> bool:
        alone = not self.lines or not self.lines[-1].text
        worded = bool(text.strip()) and not ends_sentence(text)
        return alone and worded and not self.numbers and in_bold(pieces)

    def _blank(self) -> None:
        if self.lines and self.lines[-1].text:
            self.lines.append(Line(self.source, "", ""))


def _integer(written: str | None, default: int) -> int:
    return int(written) if written and re.fullmatch(r"[0-9]{1,8}", written) else default
