"""A notice as the site knows it: plain data that needs no database."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from models.content import Content
from models.terms import ENDED, Act, Status
from notices.clock import day_of
from notices.site.moment import Moment
from notices.site.runs.days import NO_RUNS, Runs


@dataclass(frozen=True, slots=True)
class Published:
    """One published notice with its current words.

    `changed_at` is when something was last said in it; `corrected_at` when words in it were last corrected.
    `dated` is true where only the date of publication is known, and no clock time may be shown. `first_status` is
    the one with which it was first published.
    """

    id: int
    slug: str
    short: str
    published_at: Moment
    dated: bool
    changed_at: Moment
    version: int
    content: Content
    threads: tuple[int, ...] = ()
    withdrawn_at: Moment | None = None
    withdrawn_reason: str | None = None
    corrected_at: Moment | None = None
    first_status: Status | None = None

    @property
    def corrected(self) -> bool:
        """Whether words that were published have been changed since (updates are additions, not changes)."""
        return self.corrected_at is not None

    @property
    def is_live(self) -> bool:
        """Whether it can go on, lie ahead, or read otherwise by the clock. Of very many notices, few can."""
        status = self.content.status
        return status is not None and status not in ENDED and self.withdrawn_at is None


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


@dataclass(frozen=True)
class Snapshot:
    """All that is published, as of a position in the log of changes."""

    position: int
    changed_at: datetime
    notices: dict[int, Published]
    stories: dict[int, Story]
    preambles: dict[str, Words]
    runs: Runs = NO_RUNS

    @cached_property
    def newest(self) -> list[Published]:
        """All of it, newest first. Put in order once: many pages ask, and there may be very many notices."""
        return sorted(self.notices.values(), key=lambda n: (n.published_at, n.id), reverse=True)

    @cached_property
    def live(self) -> list[Published]:
        """Those on which the clock has any bearing."""
        return [notice for notice in self.notices.values() if notice.is_live]

    @cached_property
    def newest_of(self) -> dict[str, list[Published]]:
        """The same for each section."""
        sections = defaultdict(list)
        for notice in self.newest:
            sections[notice.content.section].append(notice)
        return dict(sections)

    @cached_property
    def newest_in(self) -> dict[int, list[Published]]:
        """The same for each year, as counted in Stockholm."""
        years = defaultdict(list)
        for notice in self.newest:
            years[day_of(notice.published_at).year].append(notice)
        return dict(years)
