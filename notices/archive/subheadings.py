"""Headings without a date, known in a plain paragraph by how they look and by what follows."""

import re
from collections.abc import Sequence
from dataclasses import replace

from notices.archive.lines import SUBHEADING, Line, ends_sentence

_LONGEST = 80
_NOT_IN_HEADING = re.compile(r"[,@]|://|\. ")


def with_subheadings(lines: Sequence[Line]) -> list[Line]:
    """The lines, with the level of a subheading where a short title of its own stands above running text."""
    marked = list(lines)
    for index in range(1, len(lines) - 2):
        before, line, after, following = lines[index - 1 : index + 3]
        alone = not before.text and not after.text
        if alone and _may_head(line) and looks_like_heading(line.text) and _is_running_text(following):
            marked[index] = replace(line, level=SUBHEADING)
    return marked


def looks_like_heading(text: str) -> bool:
    """Short, begun in upper case or with a digit, and no sentence."""
    return (
        len(text) <= _LONGEST
        and (text[0].isupper() or text[0].isdigit())
        and not ends_sentence(text)
        and not _NOT_IN_HEADING.search(text)
    )


def _may_head(line: Line) -> bool:
    return bool(line.text) and not (line.level or line.sign or line.indent or line.mark)


def _is_running_text(line: Line) -> bool:
    return not (line.level or line.sign or line.mark) and ends_sentence(line.text)
