"""The site's speed beside its targets: `python -m benchmarks.site`. Ends with 1 where a target is missed."""

import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import cold, growth, machine, reading
from benchmarks.figures import Figure, show
from benchmarks.installation import with_archive
from notices import clock
from notices.config import ROOT
from notices.service import read_service


def main() -> None:
    """Measure all of it; a few minutes on a machine with nothing else to do."""
    print(machine.facts(), flush=True)
    with TemporaryDirectory(prefix="benchmark-") as name:
        missed = [figure.what for figure in _measure(Path(name)) if figure.falls_short]
    print(f"\nFalls short: {', '.join(missed)}" if missed else "\nEvery target is met.")
    sys.exit(bool(missed))


def _measure(directory: Path) -> Iterable[Figure]:
    server = with_archive(directory / "archive")
    yield from show("Reading: one web process and nginx on the same core", reading.measure(server, directory))
    yield from show("Cold start, with the archive", cold.measure(server))
    service = read_service(ROOT / "service.toml")
    yield from show("Growth: 10,000 notices", growth.measure(directory, service, clock.now()))


if __name__ == "__main__":
    main()
