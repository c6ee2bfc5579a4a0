"""A page of notices as it was published. Bodies and the preamble are Markdown, titles are plain text."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ArchivedUpdate:
    """A dated addition inside a notice: "(Uppdatering 2015-03-12)"."""

    published: date
    body: str


@dataclass(frozen=True, slots=True)
class ArchivedNotice:
    """One notice. `line` is where its heading stands in what was read, counted from 1; 0 if nowhere."""

    title: str
    published: date
    body: str
    updates: tuple[ArchivedUpdate, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """The whole page, notices in the order of the page: newest first."""

    title: str
    preamble: str
    notices: tuple[ArchivedNotice, ...]
    closing: str | None = None
