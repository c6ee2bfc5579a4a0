"""A notice as the site knows it: plain data that needs no database."""

from dataclasses import dataclass
from datetime import datetime

from models.content import Content
from models.terms import Act


@dataclass(frozen=True, slots=True)
class Published:
    """One published notice with its current words.

    `changed_at` is when something was last said in it; `corrected_at` when words in it were last corrected.
    `dated` is true where only the date of publication is known, and no clock time may be shown.
    """

    id: int
    slug: str
    short: str
    published_at: datetime
    dated: bool
    changed_at: datetime
    version: int
    content: Content
    threads: tuple[int, ...] = ()
    withdrawn_at: datetime | None = None
    withdrawn_reason: str | None = None
    corrected_at: datetime | None = None

    @property
    def corrected(self) -> bool:
        """Whether words that were published have been changed since (updates are additions, not changes)."""
        return self.corrected_at is not None


@dataclass(frozen=True, slots=True)
class Version:
    """One frozen revision of a notice, for its page of versions."""

    number: int
    act: Act
    at: datetime
    reason: str | None
    content: Content


@dataclass(frozen=True, slots=True)
class Story:
    """A thread: its title and its notices, oldest first."""

    id: int
    title: str
    notices: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The heading and the words over a section's notices (Markdown), where they were imported."""

    title: str
    body: str
    closing: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that is published, as of a position in the log of changes."""

    position: int
    changed_at: datetime
    notices: dict[int, Published]
    stories: dict[int, Story]
    preambles: dict[str, Words]
