"""The lines of a page that was saved as text, with its headings found."""

import re
from dataclasses import replace

from notices.archive.lines import NOTICE, SUBHEADING, TITLE, Line, ends_sentence
from notices.markdown.escape import escape, escape_line

LONGEST_TITLE = 200
_LONGEST_SUBHEADING = 80
_APART = 2  # blank lines, which the page has only between notices

_LINE = re.compile(r"([ \t]*)(?:(•|(?<=[ \t])[0-9]{1,9}\.)[ \t]+(?=[^ \t]))?(.*)", re.DOTALL)
_NOT_IN_SUBHEADING = re.compile(r"[,@]|://|\. ")


def read_text(text: str) -> list[Line]:
    """The lines of the text. A heading is known by where it stands and by how it ends."""
    lines = [_line(number, line) for number, line in enumerate(text.split("\n"), start=1)]
    full = [index for index, line in enumerate(lines) if line.text]
    levels = {index: _level(lines, full, place) for place, index in enumerate(full)}
    return [replace(line, level=levels[index]) if levels.get(index) else line for index, line in enumerate(lines)]


def _line(number: int, written: str) -> Line:
    stripped = written.rstrip(" \t")
    if not stripped:
        return Line(number, "", "")
    match = _LINE.fullmatch(stripped)
    assert match  # any text fits
    indent, sign, text = match.groups(default="")
    return Line(number, text, escape_line(escape(text)), len(indent), sign)


def _level(lines: list[Line], full: list[int], place: int) -> int:
    """The heading level of the line at `full[place]`; `full` are the indices of the lines with text."""
    index = full[place]
    line = lines[index]
    before = index - full[place - 1] - 1 if place else None
    following = lines[full[place + 1]] if place + 1 < len(full) else None
    if line.mark or line.sign or before == 0 or following is None or not line.text.strip():
        return 0
    after = following.number - line.number - 1
    if following.mark == "publicerad" and after <= 1:
        return NOTICE if _is_title(line.text, before) else 0
    if before is None:
        return TITLE
    if after == 0 or not _is_subheading(line.text):
        return 0
    if before >= _APART and place > 1:
        return NOTICE
    return SUBHEADING if _is_running_text(following) else 0


def _is_title(text: str, blank_lines_before: int | None) -> bool:
    """A last sentence that lost the heading after it must not become a title."""
    far = blank_lines_before is None or blank_lines_before >= _APART
    return len(text) <= LONGEST_TITLE and (far or not ends_sentence(text))


def _is_subheading(text: str) -> bool:
    return (
        len(text) <= _LONGEST_SUBHEADING
        and (text[0].isupper() or text[0].isdigit())
        and not ends_sentence(text)
        and not _NOT_IN_SUBHEADING.search(text)
    )


def _is_running_text(line: Line) -> bool:
    return not line.mark and not line.sign and ends_sentence(line.text)
