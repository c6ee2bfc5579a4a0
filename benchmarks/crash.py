"""Workers are killed, and nobody is missed or told twice: `python -m benchmarks.crash [RUNS]`, by default 200.

A run is a broadcast and a `kill -9` of a worker at a random moment. The next one begins with what the last one left.
"""

import os
import random
import shlex
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import machine
from benchmarks.figures import Figure, at_most, show
from models.delivery import State
from tests.harness.postgres import Postgres
from tests.harness.processes import Process
from tests.harness.waiting import wait_until
from tests.integration.delivery.office import Office, numbers
from tests.paths import ROOT
from tests.standins.running import Provider

RUNS = 200
PEOPLE = numbers(100)
SETTLED_WITHIN_S = 300


def main() -> None:
    """Half of the runs on each database."""
    print(machine.facts(), flush=True)
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    postgres = Postgres()
    try:
        with TemporaryDirectory(prefix="benchmark-") as name, Provider() as provider:
            figures = list(_measure(Path(name), postgres, provider, runs // 2))
    finally:
        postgres.remove()
    sys.exit(any(figure.falls_short for figure in figures))


def _measure(directory: Path, postgres: Postgres, provider: Provider, runs: int) -> Iterable[Figure]:
    sqlite = f"sqlite:///{directory}/crash.db"
    yield from show("SQLite, one worker", _crashes(directory, sqlite, provider, workers=1, runs=runs))
    url = postgres.create_database()
    yield from show("PostgreSQL, two workers", _crashes(directory, url, provider, workers=2, runs=runs))


def _crashes(directory: Path, url: str, provider: Provider, *, workers: int, runs: int) -> Iterator[Figure]:
    provider.reset()
    _order_faults(provider)
    office = Office(url, provider)
    office.register(PEOPLE)
    texts = [f"Besked {run}. https://drift.example/n/{run}" for run in range(runs)]
    with _working(directory, url, provider, workers) as processes:
        for text in texts:
            office.publish(text)
            time.sleep(random.uniform(0.3, 3))
            _kill(random.choice(processes))
        begun = time.monotonic()
        wait_until(lambda: _is_settled(office, runs), "everything to be settled", SETTLED_WITHIN_S)
    yield Figure("Kills", runs, "")
    yield Figure("Messages", len(PEOPLE) * runs, "")
    for ended, count in sorted(Counter(attempt.ended for attempt in provider.attempts).items()):
        yield Figure(f"Requests that ended with {ended}", count, "")
    yield Figure("Settled after the last kill", time.monotonic() - begun, "s", at_most(120))
    yield Figure("Missed", len(provider.missed((to, text) for to in PEOPLE for text in texts)), "", at_most(0))
    yield Figure("Told twice", len(provider.doubled()), "", at_most(0))
    office.database.close()


def _order_faults(provider: Provider) -> None:
    provider.fault("latency", seconds=0.02, spread=0.1)
    provider.fault("reset", accepted=True, probability=0.02)
    provider.fault("reset", probability=0.02)
    provider.fault("error", status=503, accepted=True, probability=0.02)
    provider.fault("hang", accepted=True, probability=0.005)
    provider.fault("refuse", code=20429, probability=0.05)


@contextmanager
def _working(directory: Path, url: str, provider: Provider, count: int) -> Iterator[list[Process]]:
    command = shlex.join([sys.executable, "-m", "tests.integration.delivery.worker", url, provider.address])
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    processes = [Process(command, environment, directory, directory / f"{number}.log") for number in range(count)]
    for process in processes:
        process.start()
    try:
        yield processes
    finally:
        for process in processes:
            process.kill()


def _kill(process: Process) -> None:
    """At once, with no chance to tidy up; and start another. RuntimeError where it had ended by itself."""
    if not process.is_running:
        raise RuntimeError(process.log)
    process.kill()
    process.start()


def _is_settled(office: Office, runs: int) -> bool:
    return office.states == {State.ACCEPTED: len(PEOPLE) * runs}


if __name__ == "__main__":
    main()
