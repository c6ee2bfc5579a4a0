"""A cold start: from nothing to the first page, and the memory of a whole installation."""

from collections.abc import Iterator
from statistics import median

from benchmarks.figures import Figure, at_most
from benchmarks.installation import running, seconds_until
from benchmarks.machine import memory
from tests.harness.server import Server
from tests.harness.waiting import wait_until

TIMES = 5


def measure(server: Server) -> Iterator[Figure]:
    """`server` has its site built; nothing of it is running."""
    took = [_start(server) for _ in range(TIMES)]
    yield Figure("from the command to the first page", median(took), "s", at_most(2), f"slowest {max(took):.2f} s")
    with running(server):
        server.worker.start()
        wait_until(lambda: "worker_started" in server.worker.log, "the worker")
        for path in ("/", "/flode.rss", "/sok?q=leverans"):
            server.get(path).raise_for_status()
        used = memory(server.web.pid, server.worker.pid)
    yield Figure("memory of web and worker together", used, "MB", at_most(200), "PSS")


def _start(server: Server) -> float:
    server.web.start()
    took = seconds_until(server, "/")
    server.web.stop()
    return took
