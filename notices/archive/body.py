"""Lines as Markdown: one line of Markdown for each, so that the text can be had back from it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from notices.archive.lines import Line

_MOST_EXTRA = 3  # One space more, and Markdown would take the line for code.
_DEEPEST = 20  # Lists within lists: the parser gives up at a depth of its own.


@dataclass(frozen=True, slots=True)
class _Item:
    """An open list item: the column of its sign in the text, and of its content in the Markdown."""

    column: int
    content: int
    numbered: bool


@dataclass(slots=True)
class _Body:
    lines: list[str] = field(default_factory=list)
    items: list[_Item] = field(default_factory=list)

    def add(self, line: Line) -> None:
        if not line.text:
            self.lines.append("")
        elif line.level:
            self.items.clear()
            self.lines.append(f"### {line.markdown}")
        elif line.sign and self._can_open(line):
            self._close(line.indent)
            self._open(line)
        else:
            self._go_on(line)

    @property
    def _after_blank(self) -> bool:
        return not self.lines or not self.lines[-1]

    @property
    def _content(self) -> int:
        return self.items[-1].content if self.items else 0

    def _close(self, indent: int) -> None:
        """A line belongs to the items whose sign stands to the left of it."""
        while self.items and self.items[-1].column >= indent:
            self.items.pop()

    def _can_open(self, line: Line) -> bool:
        """In Markdown, a number other than 1 begins no list in the middle of a paragraph."""
        siblings = [item for item in self.items if item.column >= line.indent]
        goes_on = bool(siblings) and siblings[0].numbered
        return line.sign in ("•", "1.") or self._after_blank or goes_on

    def _go_on(self, line: Line) -> None:
        if self._after_blank:
            self._close(line.indent)
        elif not self.lines[-1].startswith("### "):
            self.lines[-1] += "  "  # Markdown's own sign for a line break
        escaped = f"{line.sign[:-1]}\\. " if line.sign else ""
        self.lines.append(" " * self._content + escaped + line.markdown)

    def _open(self, line: Line) -> None:
        del self.items[_DEEPEST - 1 :]
        extra = line.indent - (self.items[-1].column + 1 if self.items else 0)
        column = self._content + min(extra, _MOST_EXTRA)
        sign = "-" if line.sign == "•" else line.sign
        self.lines.append(f"{' ' * column}{sign} {line.markdown}")
        self.items.append(_Item(line.indent, column + len(sign) + 1, sign != "-"))


def to_markdown(lines: Iterable[Line]) -> str:
    """The Markdown of a body, without blank lines at its ends and with one at a time within."""
    body = _Body()
    for line in lines:
        if line.text or (body.lines and body.lines[-1]):
            body.add(line)
    return "\n".join(body.lines).rstrip("\n")
