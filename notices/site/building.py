"""Which addresses the site has, and which of them must be drawn again when something changed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from notices.clock import day_of
from notices.mailing.offer import MailOffer
from notices.service import Language, Service
from notices.site import calendar, feeds, pages, public_api, sitemap
from notices.site.board import board
from notices.site.document import HTML, Document
from notices.site.frame import Frame
from notices.site.published import Published, Snapshot, Version
from notices.site.runs.page import runs_page
from notices.site.statuspage import statuspage

LANGUAGES: tuple[Language, ...] = ("sv", "en")
Versions = Callable[[int], list[Version]]


@dataclass(frozen=True, slots=True)
class Builder:
    """Draws the site of one service at one public address."""

    service: Service
    address: str
    hub: str = ""
    mail: MailOffer | None = None

    def frames(self, snapshot: Snapshot, now: datetime) -> tuple[Frame, ...]:
        """The site's view in each language, Swedish first."""
        facts = board(snapshot, now)
        return tuple(Frame(self.service, self.address, snapshot, facts, language, self.mail) for language in LANGUAGES)

    def everything(self, snapshot: Snapshot, now: datetime, versions: Versions) -> Iterator[Document]:
        """Every document of the site. Long: each is given as soon as it is drawn."""
        frames = self.frames(snapshot, now)
        yield from pages.assets()
        for frame in frames:
            yield from self._standing(frame)
            yield from self._lists(frame, self.service.sections, snapshot.notices.values(), all_pages=True)
        for notice in frames[0].newest_first():
            yield from self._notice(frames, notice, versions)
        yield from self._machines(frames[0], self.service.sections)
        yield from self._runs(frames)

    def changed(
        self,
        known: Snapshot,
        snapshot: Snapshot,
        ids: Iterable[int],
        *,
        reworded: frozenset[int],
        now: datetime,
        versions: Versions,
    ) -> Iterator[Document]:
        """What must be drawn again when these notices changed since `known`, `reworded` having a new revision."""
        frames = self.frames(snapshot, now)
        notices = [snapshot.notices[i] for i in _with_their_threads(snapshot, ids)]
        sections = _sections(known, snapshot, notices)
        for frame in frames:
            yield pages.subscribe(frame)  # the end of a channel stands in the log, too
            yield from self._lists(frame, sections, notices, all_pages=False)
        for notice in notices:
            if notice.id in reworded:
                yield from self._notice(frames, notice, versions)
            else:
                yield from (pages.notice(frame, notice) for frame in frames)
                yield public_api.notice(frames[0], notice)
        yield from self._machines(frames[0], sections, notices)

    def runs(self, snapshot: Snapshot, now: datetime) -> Iterator[Document]:
        """What must be drawn again when only the runs have changed."""
        frames = self.frames(snapshot, now)
        yield from map(pages.front, frames)
        yield from self._runs(frames)
        yield from statuspage(frames[0])
        yield public_api.current(frames[0])

    def _runs(self, frames: Sequence[Frame]) -> Iterator[Document]:
        """How the runs went, for people and for programs."""
        yield from map(runs_page, frames)
        yield from public_api.runs(frames[0])

    def _standing(self, frame: Frame) -> Iterator[Document]:
        """Pages that no notice changes."""
        yield from (page(frame) for page in (pages.subscribe, pages.about, pages.accessibility, pages.not_found))
        if frame.language == "sv":
            yield pages.feed_stylesheet(frame)
            yield sitemap.robots(frame)
            yield Document("/en", HTML, b"", frame.snapshot.changed_at, location="/en/")

    def _lists(
        self, frame: Frame, sections: Iterable[str], notices: Iterable[Published], *, all_pages: bool
    ) -> Iterator[Document]:
        """Pages on which notices stand beside each other."""
        notices = list(notices)
        yield pages.front(frame)
        yield from (pages.feed_page(frame, section) for section in (None, *sections))
        for section in sections:
            numbers = pages.numbers(frame, section, None if all_pages else notices)
            yield from (pages.section(frame, section, number) for number in (None, *numbers))
        yield pages.archive(frame)
        for year in sorted({day_of(n.published_at).year for n in notices}):
            yield pages.archive_year(frame, year)

    def _notice(self, frames: Iterable[Frame], notice: Published, versions: Versions) -> Iterator[Document]:
        revisions = versions(notice.id)
        for frame in frames:
            yield pages.notice(frame, notice)
            yield pages.versions(frame, notice, revisions)
            if frame.language == "sv":
                yield pages.short(frame, notice)
                yield public_api.notice(frame, notice)

    def _machines(
        self, frame: Frame, sections: Iterable[str], changed: Sequence[Published] | None = None
    ) -> Iterator[Document]:
        """What programs read: all of it, or that in which these notices stand."""
        yield from chain.from_iterable(feeds.feeds(frame, section, self.hub) for section in (None, *sections))
        yield calendar.calendar(frame)
        yield from sitemap.sitemap(frame, changed)
        yield from statuspage(frame)
        yield public_api.current(frame)
        yield from public_api.notices(frame, changed)


def _with_their_threads(snapshot: Snapshot, ids: Iterable[int]) -> list[int]:
    """The notices and those that share a thread with them, as each shows the others' headings."""
    chosen = set(ids)
    stories = {story for i in chosen for story in snapshot.notices[i].threads}
    return sorted(chosen.union(*(snapshot.stories[story].notices for story in stories)) & snapshot.notices.keys())


def _sections(known: Snapshot, snapshot: Snapshot, notices: Sequence[Published]) -> list[str]:
    """The sections in which these notices stand, or stood before, and those that have other words over them."""
    before = (known.notices.get(notice.id) for notice in notices)
    stand = {notice.content.section for notice in (*notices, *filter(None, before))}
    codes = known.preambles.keys() | snapshot.preambles.keys()
    return sorted(stand | {code for code in codes if known.preambles.get(code) != snapshot.preambles.get(code)})
