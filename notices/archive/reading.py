"""A page of notices, read whole or not at all."""

import re
from collections.abc import Sequence

from notices.archive.body import to_markdown
from notices.archive.html_reader import is_html, read_html
from notices.archive.lines import CLOSING, Line
from notices.archive.page import ArchivedNotice, ArchivedPage, ArchivedUpdate
from notices.archive.source import MAX_BYTES, decode
from notices.archive.subheadings import with_subheadings
from notices.archive.text_reader import read_text
from notices.errors import InvalidArchive

__all__ = ["MAX_BYTES", "read_page"]

_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")


def read_page(data: bytes) -> ArchivedPage:
    """The page in a text file or in HTML that a browser saved; its content tells which.

    InvalidArchive names the line that cannot be read, and then nothing of the page is returned.
    """
    text = decode(data)
    lines = with_subheadings(read_html(text) if is_html(text) else read_text(text))
    for line in lines:
        _check_characters(line)
    title, *rest = _without_ends(lines)
    if title.level != 1:
        raise title.wrong("sidans rubrik saknas. Den ska stå först, för sig själv.")
    rest, closing = _split_closing(rest)
    starts = _starts(rest)
    if not starts:
        raise title.wrong("sidan innehåller ingen notis med rubrik och (Publicerad ÅÅÅÅ-MM-DD).")
    preamble = rest[: starts[0]]
    _check_preamble(preamble)
    ends = [*starts[1:], len(rest)]
    notices = tuple(_notice(rest[start:end]) for start, end in zip(starts, ends, strict=True))
    return ArchivedPage(title.text.strip(), to_markdown(preamble), notices, closing)


def _without_ends(lines: Sequence[Line]) -> Sequence[Line]:
    full = [index for index, line in enumerate(lines) if line.text.strip()]
    if not full:
        raise InvalidArchive("rad 1: sidan innehåller ingen text.")
    return lines[full[0] : full[-1] + 1]


def _check_characters(line: Line) -> None:
    if match := _CONTROL.search(line.text):
        raise line.wrong(f"styrtecknet U+{ord(match[0]):04X} går inte att publicera. Ta bort det.")


def _split_closing(lines: list[Line]) -> tuple[list[Line], str | None]:
    if lines and lines[-1].text.strip().lower() == CLOSING:
        return lines[:-1], lines[-1].text.strip()
    return lines, None


def _starts(lines: Sequence[Line]) -> list[int]:
    """Where the notices' headings stand: the headings right before "(Publicerad …)"."""
    full = [index for index, line in enumerate(lines) if line.text]
    starts = []
    for place, index in enumerate(full):
        if lines[index].mark == "publicerad":
            if not place or not lines[full[place - 1]].level:
                raise lines[index].wrong("(Publicerad …) saknar rubrik på raden ovanför.")
            starts.append(full[place - 1])
    _check_dated(lines, starts)
    return starts


def _check_dated(lines: Sequence[Line], starts: Sequence[int]) -> None:
    """A heading of the notices' rank without a date would be lost in the notice before it."""
    rank = max((lines[start].level for start in starts), default=0)
    dated = set(starts)
    for index, line in enumerate(lines):
        if 0 < line.level <= rank and index not in dated:
            raise line.wrong(f"rubriken ”{line.text.strip()}” saknar (Publicerad ÅÅÅÅ-MM-DD) under sig.")


def _check_preamble(lines: Sequence[Line]) -> None:
    for line in lines:
        if line.mark:
            raise line.wrong("(Uppdatering …) står inte i någon notis.")


def _notice(lines: Sequence[Line]) -> ArchivedNotice:
    heading = lines[0]
    marks = [index for index, line in enumerate(lines) if line.mark]
    ends = [*marks[1:], len(lines)]
    (_, published, body), *updates = (
        (lines[start], lines[start].date, to_markdown(lines[start + 1 : end]))
        for start, end in zip(marks, ends, strict=True)
    )
    _require(body, heading, f"rubriken ”{heading.text.strip()}” har ingen text under sig.")
    for mark, _, text in updates:
        _require(text, mark, "uppdateringen har ingen text under sig.")
    archived = tuple(ArchivedUpdate(day, text) for _, day, text in updates)
    return ArchivedNotice(heading.text.strip(), published, body, archived, heading.number)


def _require(body: str, line: Line, reason: str) -> None:
    if not body.replace("&nbsp;", "").strip():
        raise line.wrong(reason)
