"""The site's copy on disk: one SQLite file of its own, shared by the web processes of a machine.

It holds the finished pages and the published data from which they were drawn, so that a process starts
from it in an instant, with or without the database. Each writing has a number, its generation; whoever has
seen an older one asks for what is newer. A writing is one transaction: it is there whole or not at all.
"""

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from notices.site.page import Packed
from notices.site.published import Published, Snapshot, Story, Words
from notices.site.runs.days import Runs

_TABLES = """
CREATE TABLE IF NOT EXISTS page (
    path TEXT PRIMARY KEY, generation INTEGER NOT NULL, content_type TEXT NOT NULL, location TEXT,
    etag TEXT NOT NULL, modified TEXT NOT NULL, gzip BLOB NOT NULL, br BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS page_generation ON page (generation);
CREATE TABLE IF NOT EXISTS notice (id INTEGER PRIMARY KEY, generation INTEGER NOT NULL, published BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS notice_generation ON notice (generation);
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_PAGE = "path, content_type, location, etag, modified, gzip, br"

_published = TypeAdapter(Published)
_stories = TypeAdapter(dict[int, Story])
_preambles = TypeAdapter(dict[str, Words])
_runs = TypeAdapter(Runs)


class Store:
    """The file. Reading needs no lock; `writing` holds the file's own, across processes."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._local = threading.local()
        self._connection.executescript(_TABLES)

    @property
    def _connection(self) -> sqlite3.Connection:
        """This thread's own connection."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = self._local.connection = sqlite3.connect(self.path, timeout=120, isolation_level=None)
            found.execute("PRAGMA journal_mode=WAL")
            # A lost last writing is drawn again from the database, so the disk need not be waited for.
            found.execute("PRAGMA synchronous=NORMAL")
        return found

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One writer at a time on this machine; what it writes is seen whole."""
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def state(self, name: str, default: Any = None) -> Any:
        """A small fact about the copy, such as its generation."""
        row = self._connection.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else default

    def set_state(self, **facts: Any) -> None:
        self._connection.executemany(
            "INSERT OR REPLACE INTO state VALUES (?, ?)", [(name, json.dumps(value)) for name, value in facts.items()]
        )

    def page(self, path: str) -> Packed | None:
        row = self._connection.execute(f"SELECT {_PAGE} FROM page WHERE path = ?", (path,)).fetchone()
        return _packed(row) if row else None

    def stamp(self, path: str) -> tuple[str, datetime] | None:
        """The digest of what lies at a path now, and when it last changed."""
        row = self._connection.execute("SELECT etag, modified FROM page WHERE path = ?", (path,)).fetchone()
        return (row[0], datetime.fromisoformat(row[1])) if row else None

    def count(self) -> int:
        """How many notices the site has."""
        return int(self._connection.execute("SELECT count(*) FROM notice").fetchone()[0])

    def pages(self) -> Iterator[Packed]:
        """Every page, for an export."""
        yield from map(_packed, self._connection.execute(f"SELECT {_PAGE} FROM page ORDER BY path"))

    def paths_since(self, generation: int) -> list[str]:
        """The pages that were written after that generation."""
        rows = self._connection.execute("SELECT path FROM page WHERE generation > ?", (generation,))
        return [path for (path,) in rows]

    def renew_page(self, path: str, generation: int) -> None:
        """Say that a page is as it was, in a drawing of everything."""
        self._connection.execute("UPDATE page SET generation = ? WHERE path = ?", (generation, path))

    def drop_before(self, generation: int) -> None:
        """Forget what a drawing of everything has not drawn."""
        self._connection.execute("DELETE FROM page WHERE generation < ?", (generation,))
        self._connection.execute("DELETE FROM notice WHERE generation < ?", (generation,))

    def put_page(self, page: Packed, generation: int) -> None:
        self._connection.execute(
            f"INSERT OR REPLACE INTO page (generation, {_PAGE}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                generation,
                page.path,
                page.content_type,
                page.location,
                page.etag,
                page.modified.isoformat(),
                page.gzip,
                page.br,
            ),
        )

    def put_snapshot(self, snapshot: Snapshot, ids: Iterable[int], generation: int) -> None:
        """Keep the notices of those ids, and all that is not a notice."""
        rows = [(i, generation, _published.dump_json(snapshot.notices[i])) for i in ids if i in snapshot.notices]
        self._connection.executemany("INSERT OR REPLACE INTO notice VALUES (?, ?, ?)", rows)
        self.set_state(
            position=snapshot.position,
            changed_at=snapshot.changed_at.isoformat(),
            stories=_stories.dump_python(snapshot.stories, mode="json"),
            preambles=_preambles.dump_python(snapshot.preambles, mode="json"),
        )
        self._put_runs(snapshot.runs, generation)

    def _put_runs(self, runs: Runs, generation: int) -> None:
        """Keep the runs where they are others: they are many, and most writings are not about them."""
        written = _runs.dump_json(runs).decode()
        if self.state("runs") != written:
            self.set_state(runs=written, runs_generation=generation)

    def _runs_since(self, known: Runs, since: int) -> Runs:
        if self.state("runs_generation", 0) <= since:
            return known
        return _runs.validate_json(self.state("runs"))

    def snapshot(self, known: Snapshot, since: int) -> Snapshot:
        """What is published, given what was known at the generation `since`."""
        rows = self._connection.execute("SELECT published FROM notice WHERE generation > ?", (since,))
        changed = [_published.validate_json(published) for (published,) in rows]
        return Snapshot(
            position=self.state("position", 0),
            changed_at=datetime.fromisoformat(self.state("changed_at", known.changed_at.isoformat())),
            notices={**known.notices, **{notice.id: notice for notice in changed}},
            stories=_stories.validate_python(self.state("stories", {}), strict=False),
            preambles=_preambles.validate_python(self.state("preambles", {})),
            runs=self._runs_since(known.runs, since),
        )


def _packed(row: tuple[Any, ...]) -> Packed:
    path, content_type, location, etag, modified, gzipped, br = row
    return Packed(path, content_type, location, etag, datetime.fromisoformat(modified), gzipped, br)
