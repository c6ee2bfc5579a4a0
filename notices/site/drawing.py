"""Drawing the site into its store: all of it, what changed, or what the clock has turned."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy.orm import Session

from notices.clock import day_of
from notices.errors import LostNotices
from notices.site.board import turns
from notices.site.building import Builder
from notices.site.document import Document
from notices.site.page import digest, pack
from notices.site.published import Snapshot, Version
from notices.site.reading import identity, position, read_all, read_since, read_versions
from notices.site.store import Store

# Beyond this many changed notices at once, drawing everything again is the shorter way.
MOST_ONE_BY_ONE = 300
_AT_ONCE = 100  # documents in memory
_SECOND = timedelta(seconds=1)
Progress = Callable[[int, int], None]  # notices drawn, notices in all


@dataclass(frozen=True, slots=True)
class Drawer:
    """Each method writes one generation; the caller holds the store's lock."""

    store: Store
    builder: Builder
    fingerprint: str

    def is_whole(self, session: Session) -> bool:
        """Whether the store was drawn by this program from this very database."""
        return self.is_from(session) and self.store.state("fingerprint") == self.fingerprint

    def is_from(self, session: Session) -> bool:
        """Whether the store was drawn from this very database, whichever program drew it."""
        is_behind = int(self.store.state("position", 0)) <= position(session)
        return is_behind and self.store.state("identity") == identity(session)

    def everything(
        self, session: Session, now: datetime, progress: Progress | None = None, *, force: bool = False
    ) -> None:
        """Draw the whole site anew from the database.

        Raises LostNotices where the database is empty and the site is not: that is seldom meant, and the copy
        may be all that is left. `force` draws it all the same.
        """
        snapshot = read_all(session, now)
        if not snapshot.notices and self.store.count() and not force:
            raise LostNotices(
                f"Databasen har inga notiser, men de färdiga sidorna har {self.store.count()}. De är kvar. Kontrollera "
                "DATABASE_URL eller återställ databasen. Ska sidan börja om tom: flask --app app site build --force"
            )
        done = 0

        def versions(notice_id: int) -> list[Version]:
            nonlocal done
            done += 1
            if progress:
                progress(done, len(snapshot.notices))
            return read_versions(session, notice_id)

        generation = self._begin(now)
        self.store.set_state(base=generation, fingerprint=self.fingerprint, identity=identity(session))
        self._keep(self.builder.everything(snapshot, now, versions), generation, now, renew=True)
        self.store.drop_before(generation)
        self.store.put_snapshot(snapshot, snapshot.notices, generation)

    def changes(self, session: Session, known: Snapshot, drawn_at: datetime, now: datetime) -> None:
        """Draw what has changed since `known`, and what the clock has turned since `drawn_at`."""
        snapshot, reworded = read_since(session, known, now)
        if len(reworded) > MOST_ONE_BY_ONE:
            self.everything(session, now)
            return
        ids = reworded | turned(snapshot, drawn_at, now)
        generation = self._begin(now)
        if ids or snapshot.position != known.position:
            documents = self.builder.changed(
                known, snapshot, ids, reworded=reworded, now=now, versions=lambda i: read_versions(session, i)
            )
            self._keep(documents, generation, now)
        if runs_differ(known, snapshot, ids) or day_of(drawn_at) != day_of(now):
            self._keep(self.builder.runs(snapshot, now), generation, now)
        self.store.put_snapshot(snapshot, reworded, generation)

    def turn(self, snapshot: Snapshot, drawn_at: datetime, now: datetime) -> None:
        """Draw what the clock has turned. Needs no database."""
        generation = self._begin(now)
        ids = turned(snapshot, drawn_at, now)
        if ids:
            documents = self.builder.changed(
                snapshot, snapshot, ids, reworded=frozenset(), now=now, versions=lambda _: []
            )
            self._keep(documents, generation, now)
        if day_of(drawn_at) != day_of(now):
            self._keep(self.builder.runs(snapshot, now), generation, now)

    def _begin(self, now: datetime) -> int:
        generation = int(self.store.state("generation", 0)) + 1
        self.store.set_state(generation=generation, drawn_at=now.isoformat())
        return generation

    def _keep(self, documents: Iterator[Document], generation: int, now: datetime, *, renew: bool = False) -> None:
        # Compressing is a third of the work and leaves other threads alone, so it is shared by all cores.
        with ThreadPoolExecutor(os.cpu_count()) as cores:
            while some := list(islice(documents, _AT_ONCE)):
                stamps = [(document, self.store.stamp(document.path)) for document in some]
                changed = [_moved(d, stamp, now) for d, stamp in stamps if stamp is None or stamp[0] != digest(d.body)]
                if renew:
                    for document in some:
                        self.store.renew_page(document.path, generation)
                for page in cores.map(pack, changed):
                    self.store.put_page(page, generation)


def _moved(document: Document, stamp: tuple[str, datetime] | None, now: datetime) -> Document:
    """The document with a date of its own: whoever asks by the date alone must see that the bytes are others."""
    if stamp is None or document.modified.replace(microsecond=0) > stamp[1]:
        return document
    return replace(document, modified=max(now.replace(microsecond=0), stamp[1] + _SECOND))


def runs_differ(known: Snapshot, snapshot: Snapshot, ids: frozenset[int]) -> bool:
    """Whether the runs are shown otherwise: they are others, or a notice that they lead to is."""
    return snapshot.runs != known.runs or not ids.isdisjoint(snapshot.runs.notices.values())


def turned(snapshot: Snapshot, before: datetime, now: datetime) -> frozenset[int]:
    """The notices that read otherwise by the clock alone, between two moments."""
    return frozenset(n.id for n in snapshot.live if any(before < moment <= now for moment in turns(n)))
