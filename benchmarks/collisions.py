"""Two operators at the same notice at once: `python -m benchmarks.collisions [ROUNDS]`, 500 on each database."""

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import machine
from benchmarks.figures import Figure, at_most, show
from notices import clock
from notices.web.api.limits import Limits
from tests.factories import desk
from tests.harness.postgres import Postgres
from tests.integration.api.colliding import collide
from tests.people_at_the_desk import desk_application

ROUNDS = 500


def main() -> None:
    """Every revision kept, no word lost, and the site says what the database does."""
    print(machine.facts(), flush=True)
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    Limits.count = lambda *_: None  # type: ignore[method-assign]  # two programs alone ask far oftener than they may
    postgres = Postgres()
    try:
        with TemporaryDirectory(prefix="benchmark-") as name:
            figures = list(_measure(Path(name), postgres, rounds))
    finally:
        postgres.remove()
    sys.exit(any(figure.falls_short for figure in figures))


def _measure(directory: Path, postgres: Postgres, rounds: int) -> Iterable[Figure]:
    yield from show("SQLite", _collisions(directory / "sqlite", f"sqlite:///{directory}/collisions.db", rounds))
    yield from show("PostgreSQL", _collisions(directory / "postgresql", postgres.create_database(), rounds))


def _collisions(directory: Path, url: str, rounds: int) -> Iterator[Figure]:
    database = desk(url).database
    app = desk_application(database, directory, drawn=True, log_level="ERROR")
    begun = time.monotonic()
    happened = collide(app, rounds)  # raises where anything is lost
    yield Figure("Rounds", rounds, "", note=f"until {clock.now():%H:%M:%S} UTC")
    yield Figure("Acts that were answered as done", happened["acts"], "")
    yield Figure("Times that the other was first", happened["met"], "")
    yield Figure("Words or revisions lost", 0, "", at_most(0))
    yield Figure("Time", time.monotonic() - begun, "s")
    app.extensions["site"].database.close()
    database.close()


if __name__ == "__main__":
    main()
