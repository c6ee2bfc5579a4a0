"""The site of one process: what its readers are given, and how it follows what is published."""

import threading
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from notices.database import Database
from notices.errors import LostNotices
from notices.site import pages
from notices.site.board import Board, board
from notices.site.drawing import Drawer, Progress
from notices.site.page import Packed, Page, as_of, unpack
from notices.site.published import Snapshot
from notices.site.reading import EMPTY, LONG_AGO, position
from notices.site.runs.reading import runs_mark
from notices.site.store import Store

log = structlog.get_logger(__name__)

MOST_IN_MEMORY = 32 * 1024 * 1024


@dataclass(slots=True)
class Hot:
    """Pages held ready in memory. A new one takes the old one's place in a single assignment."""

    pages: dict[str, Page] = field(default_factory=dict)
    size: int = 0

    def add(self, path: str, page: Page) -> Page:
        if self.size > MOST_IN_MEMORY:
            self.pages, self.size = {}, 0
        self.pages[path] = page
        self.size += page.size
        return page

    def without(self, paths: frozenset[str]) -> "Hot":
        # dict() first: a reader may add a page at any moment.
        kept = {path: page for path, page in dict(self.pages).items() if path not in paths}
        return Hot(kept, sum(page.size for page in kept.values()))


class Site:
    """The public site, followed and held ready. Reading takes no lock; following takes one."""

    def __init__(self, store: Store, database: Database, drawer: Drawer) -> None:
        self.store, self.database, self.drawer = store, database, drawer
        self.hot = Hot()
        self.snapshot: Snapshot = EMPTY
        self.board: Board = board(EMPTY, LONG_AGO)
        self.generation = 0
        self.confirmed_at = LONG_AGO  # when the database last said that this is all
        self.stale = False
        self.loss: Exception | None = None  # why it is stale
        self._banners: dict[str, bytes] = {}
        self._lock = threading.Lock()

    def page(self, path: str) -> Page | None:
        """The page at an address, from memory or from the copy on disk; None where there is none."""
        hot = self.hot
        found = hot.pages.get(path)
        if found is None and (packed := self.store.page(path)):
            found = hot.add(path, self._ready(packed))
        return found

    def open(self, now: datetime, progress: Progress | None = None) -> None:
        """Start from the copy on disk and catch up. Without a database the copy is the site."""
        with self._lock:
            self._adopt()
            self.confirmed_at = self.board.now
            try:
                self._draw_if_not_whole(now, progress)
            except (SQLAlchemyError, LostNotices) as error:
                self._lose(error)
        self.catch_up(now)

    def catch_up(self, now: datetime) -> None:
        """Ask the database whether anything changed, and draw it. Without a database: say as of when."""
        with self._lock:
            try:
                self._follow(now)
            except (SQLAlchemyError, LostNotices) as error:
                self._lose(error)
                self._turn(now)
            else:
                self._find(now)

    def build(self, now: datetime, progress: Progress | None = None) -> None:
        """Draw everything anew from the database, whatever it has."""
        with self._lock, self.database.reading() as session:
            with self.store.writing():
                self.drawer.everything(session, now, progress, force=True)
            self._adopt()

    def _draw_if_not_whole(self, now: datetime, progress: Progress | None) -> None:
        with self.database.reading() as session:
            if self.drawer.is_whole(session):
                return
            with self.store.writing():
                if not self.drawer.is_whole(session):  # else another process has just done it
                    self.drawer.everything(session, now, progress)
            self._adopt()

    def _follow(self, now: datetime) -> None:
        with self.database.reading() as session:
            if self.drawer.is_from(session) and not self._is_behind(session, now):
                return
            with self.store.writing():
                self._adopt()  # another process of this machine may have drawn it already
                if not self.drawer.is_from(session):
                    self.drawer.everything(session, now)
                elif self._is_behind(session, now):
                    self.drawer.changes(session, self.snapshot, self.board.now, now)
        self._adopt()

    def _turn(self, now: datetime) -> None:
        if self._has_turned(now):
            with self.store.writing():
                self._adopt()
                self.drawer.turn(self.snapshot, self.board.now, now)
            self._adopt()

    def _is_behind(self, session: Session, now: datetime) -> bool:
        """Whether something was published, a run went some way, or the clock has turned something."""
        return (
            position(session) != self.snapshot.position
            or runs_mark(session, now) != self.snapshot.runs.mark
            or self._has_turned(now)
        )

    def _has_turned(self, now: datetime) -> bool:
        return self.board.turns_at is not None and self.board.turns_at <= now

    def _adopt(self) -> None:
        """Take in what the store has and this process has not, whoever drew it."""
        generation = int(self.store.state("generation", 0))
        if generation == self.generation:
            return
        if self.store.state("base", 0) > self.generation:  # drawn anew: nothing known is to be kept
            self.generation, self.snapshot = 0, EMPTY
        self.snapshot = self.store.snapshot(self.snapshot, self.generation)
        self.board = board(self.snapshot, datetime.fromisoformat(self.store.state("drawn_at")))
        outdated = frozenset(self.store.paths_since(self.generation))
        self.hot, self.generation = self.hot.without(outdated) if self.generation else Hot(), generation

    def _lose(self, error: Exception) -> None:
        self.loss = error
        if not self.stale:
            log.warning("database_lost", error=str(error.__cause__ or error), as_of=self.confirmed_at.isoformat())
            frames = self.drawer.builder.frames(self.snapshot, self.confirmed_at)
            self._banners = {f.language: pages.as_of_banner(f, self.confirmed_at).encode() for f in frames}
            self.stale, self.hot = True, Hot()

    def _find(self, now: datetime) -> None:
        self.confirmed_at = now
        if self.stale:
            log.info("database_found")
            self.loss = None
            self.stale, self.hot = False, Hot()

    def _ready(self, packed: Packed) -> Page:
        if not self.stale:
            return unpack(packed, [])
        if packed.content_type.startswith("text/html"):
            banner = self._banners["en" if packed.path.startswith("/en/") else "sv"]
            packed = as_of(packed, banner, self.confirmed_at)
        return unpack(packed, [("Driftinformation-As-Of", self.confirmed_at.isoformat(timespec="seconds"))])
