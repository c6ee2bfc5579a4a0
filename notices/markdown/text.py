"""Markdown as plain text, line for line: list signs and blank lines where the Markdown has them."""

from dataclasses import dataclass, field

from markdown_it.token import Token

from notices.markdown.parser import PARSER

BULLET = "•"
_RULE = "---"
_BREAKS = {"softbreak": " ", "hardbreak": "\n"}


@dataclass(frozen=True, slots=True)
class _Item:
    """An open list item: the column of its sign in the text, and of its content in the Markdown."""

    column: int
    content: int


@dataclass(slots=True)
class _Text:
    source: list[str]
    lines: list[str] = field(default_factory=list)
    items: list[_Item] = field(default_factory=list)
    signs: str = ""
    """Signs of items whose first line has not been written yet."""
    end: int = 0
    """The source line after the last one that was written."""
    apart: bool = False
    """A heading stands before or after: a blank line between, whether the Markdown has one or not."""

    def read(self, token: Token) -> None:
        if token.type == "list_item_open":
            self._open_item(token)
        elif token.type == "list_item_close":
            self._close_item()
        elif token.type == "inline":
            self._write(token, _text_of(token.children or []))
        elif token.type in ("heading_open", "heading_close"):
            self.apart = True
        elif token.type in ("fence", "code_block"):
            self._write(token, token.content.rstrip("\n"))
        elif token.type == "hr":
            self._write(token, _RULE)

    def _open_item(self, token: Token) -> None:
        start = token.map[0] if token.map else 0
        line = self.source[start]
        column = len(line) - len(line.lstrip(" "))
        parent = self.items[-1] if self.items else _Item(-1, 0)
        # A number at the margin would be read as the beginning of a sentence ("1. mars").
        own = max(parent.column + 1 + max(column - parent.content, 0), int(bool(token.info)))
        self.signs = self.signs or " " * own
        self.signs += (f"{token.info}." if token.info else BULLET) + " "
        self.items.append(_Item(own, column + len(token.info + token.markup) + 1))
        self._part(start)

    def _close_item(self) -> None:
        if self.signs:
            self.lines.append(self.signs.rstrip(" "))
            self.signs = ""
            self.end += 1
        self.items.pop()

    def _write(self, token: Token, text: str) -> None:
        start, end = token.map or (self.end, self.end)
        if not self.signs:
            self._part(start)
        self.apart = False
        indent = " " * (self.items[-1].column + 1 if self.items else 0)
        first, *rest = text.split("\n")
        self.lines.append((self.signs or indent) + first)
        self.lines.extend(indent + line if line else "" for line in rest)
        self.signs, self.end = "", end

    def _part(self, start: int) -> None:
        """Leave the blank line that stands before the source line `start`."""
        if self.lines and self.lines[-1] and (start > self.end or self.apart):
            self.lines.append("")


def to_text(markdown: str) -> str:
    """Plain text. Sub-lists are one space further in than their list; one blank line between paragraphs."""
    normal = markdown.replace("\r\n", "\n").replace("\r", "\n")
    text = _Text(normal.split("\n"))
    for token in PARSER.parse(normal):
        text.read(token)
    return "\n".join(text.lines)


def _text_of(tokens: list[Token]) -> str:
    return "".join(_BREAKS.get(token.type, token.content) for token in tokens)
