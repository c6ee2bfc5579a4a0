"""The lines of a page that was saved as text, with the headings of the page and its notices found."""

import re
from collections.abc import Sequence
from dataclasses import replace

from notices.archive.lines import CLOSING, NOTICE, TITLE, Line, ends_sentence
from notices.archive.subheadings import looks_like_heading
from notices.markdown.escape import escape, escape_line

LONGEST_TITLE = 200
_APART = 2  # blank lines, which the page has only between notices

# A number at the margin begins a sentence ("1. mars"); only one further in is that of a list.
_LINE = re.compile(r"([ \t]*)(?:(•|(?<=[ \t])[0-9]{1,9}\.)[ \t]+(?=[^ \t]))?(.*)", re.DOTALL)


def read_text(text: str) -> list[Line]:
    """The lines of the text. A heading is known by where it stands and by how it ends."""
    lines = [_line(number, line) for number, line in enumerate(text.split("\n"), start=1)]
    full = [index for index, line in enumerate(lines) if line.text]
    for place, index in enumerate(full):
        if level := _level(lines, full, place):
            lines[index] = replace(lines[index], level=level)
    return lines


def _line(number: int, written: str) -> Line:
    stripped = written.rstrip(" \t")
    if not stripped:
        return Line(number, "", "")
    match = _LINE.fullmatch(stripped)
    assert match  # any text fits
    indent, sign, text = match.groups(default="")
    return Line(number, text, escape_line(escape(text)), len(indent), sign)


def _level(lines: Sequence[Line], full: Sequence[int], place: int) -> int:
    """The heading level of the line at `full[place]`; `full` are the indices of the lines with text."""
    line = lines[full[place]]
    before = full[place] - full[place - 1] - 1 if place else None
    if line.mark or line.sign or before == 0 or place + 1 == len(full) or not line.text.strip():
        return 0
    following = lines[full[place + 1]]
    after = following.number - line.number - 1
    if following.mark == "publicerad" and after <= 1:
        return NOTICE if _is_title(line.text, before) else 0
    if before is None:
        return TITLE
    # It looks like the heading of a notice and stands where one stands, but has lost its date.
    lost = place > 1 and before >= _APART and after and looks_like_heading(line.text)
    return NOTICE if lost and line.text.lower() != CLOSING else 0


def _is_title(text: str, blank_lines_before: int | None) -> bool:
    """A last sentence that lost the heading after it must not become a title."""
    far = blank_lines_before is None or blank_lines_before >= _APART
    return len(text) <= LONGEST_TITLE and (far or not ends_sentence(text))
