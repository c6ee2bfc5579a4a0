"""Growth: a site of 10,000 notices beside one of 20."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from benchmarks.figures import Figure, at_least
from benchmarks.installation import installation, running, timed_command
from benchmarks.load import compare
from benchmarks.notices import NEWEST, fill
from benchmarks.publication import elsewhere, in_its_own_process
from benchmarks.reading import newest_notice
from benchmarks.wandering import memory_after_many_pages
from notices.service import Service
from tests.harness.server import Server

MANY = 10_000


def measure(directory: Path, service: Service, now: datetime) -> Iterator[Figure]:
    """Fill the databases, build the sites, and measure what grows."""
    small, large = installation(directory / "small"), installation(directory / "large")
    fill(small.environment["DATABASE_URL"], service, NEWEST, now)
    fill(large.environment["DATABASE_URL"], service, MANY, now, _tell)
    small.flask("site", "build")
    yield Figure(f"full build of {MANY:,} notices", timed_command(large, "site", "build"), "s")
    with running(large, small):
        yield from _reading(large, small)
        yield elsewhere(large, service)
        yield memory_after_many_pages(large)
    yield from in_its_own_process(large)


def _tell(done: int) -> None:
    print(f"Publishing notices: {done:,} of {MANY:,}", flush=True)


def _reading(large: Server, small: Server) -> Iterator[Figure]:
    for what, path in (("front page", "/"), ("notice", newest_notice(large)), ("feed", "/flode.rss")):
        sizes = [len(server.get(path).content) / 1000 for server in (large, small)]
        found = compare(large.address + path, small.address + path, {})
        note = f"{found}; {sizes[0]:.1f} and {sizes[1]:.1f} kB"
        yield Figure(f"reading the {what}", found.ratio, f"of {NEWEST}", at_least(0.9), note)
