"""schemathesis at length: `python -m benchmarks.api [EXAMPLES]`, by default 200 of each operation for each token."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask

from benchmarks import machine
from benchmarks.figures import Figure, at_most, show
from models.token import Scope
from notices import clock
from notices.web.api.limits import Limits
from tests.factories import desk
from tests.harness.postgres import Postgres
from tests.integration.api.exploring import explore
from tests.integration.api.programs import Program
from tests.people_at_the_desk import desk_application

EXAMPLES = 200


def main() -> None:
    """No fault of ours, no answer outside the document, no act beyond the scope."""
    print(machine.facts(), flush=True)
    examples = int(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES
    Limits.count = lambda *_: None  # type: ignore[method-assign]
    postgres = Postgres()
    try:
        with TemporaryDirectory(prefix="benchmark-") as name:
            figures = list(_measure(Path(name), postgres, examples))
    finally:
        postgres.remove()
    sys.exit(any(figure.falls_short for figure in figures))


def _measure(directory: Path, postgres: Postgres, examples: int) -> Iterable[Figure]:
    yield from show("SQLite", _explored(directory / "sqlite", f"sqlite:///{directory}/api.db", examples))
    yield from show("PostgreSQL", _explored(directory / "postgresql", postgres.create_database(), examples))


def _explored(directory: Path, url: str, examples: int) -> Iterator[Figure]:
    database = desk(url).database
    app: Flask = desk_application(database, directory, drawn=True, log_level="ERROR")
    slug = Program.with_scopes(app, Scope.PUBLISH).publish()
    app.extensions["site"].catch_up(clock.now())
    for scope in (*Scope, None):
        key = Program.with_scopes(app, scope).key if scope else "drift_ingen"
        seen = explore(app, key, scope, slug, examples)  # raises at the first answer that is wrong
        said = ", ".join(f"{status}: {count}" for status, count in sorted(seen.items()))
        yield Figure(f"Asked with {scope or 'no token'}", sum(seen.values()), "", note=said)
    yield Figure("Faults", 0, "", at_most(0))
    app.extensions["site"].database.close()
    database.close()


if __name__ == "__main__":
    main()
