"""Delivery's speed beside its targets: `python -m benchmarks.delivery`. Ends with 1 where a target is missed."""

import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psutil
from sqlalchemy import func, select

from benchmarks import machine
from benchmarks.figures import Figure, at_least, at_most, show
from benchmarks.first_message import first_message_s
from benchmarks.machine import LOAD_CORE, SERVER_CORE, on_core
from benchmarks.outbox import end_all, prepared, publish
from models.delivery import Delivery, State
from models.registration import Channel
from notices import clock
from notices.database import Database
from notices.delivery.expanding import expand_due
from tests.harness.postgres import Postgres
from tests.standins.running import Provider

RECIPIENTS, MANY = 10_000, 100_000
CONCURRENCY = 256
LATENCY_S = 0.05
ROUNDS = 3


def main() -> None:
    """Measure all of it; a few minutes on a machine with nothing else to do."""
    print(machine.facts(), flush=True)
    postgres = Postgres()
    try:
        with TemporaryDirectory(prefix="benchmark-") as name, Provider(callback_statuses=[]) as provider:
            psutil.Process(provider.process.pid).cpu_affinity([LOAD_CORE])
            missed = [figure.what for figure in _measure(Path(name), postgres, provider) if figure.falls_short]
    finally:
        postgres.remove()
    print(f"\nFalls short: {', '.join(missed)}" if missed else "\nEvery target is met.")
    sys.exit(bool(missed))


def _measure(directory: Path, postgres: Postgres, provider: Provider) -> Iterable[Figure]:
    urls = {"SQLite": f"sqlite:///{directory}/10000.db", "PostgreSQL": postgres.create_database()}
    for name, url in urls.items():
        heading = f"{name}: {RECIPIENTS:,} recipients, {CONCURRENCY} at once, {LATENCY_S * 1000:.0f} ms, one core"
        yield from show(heading, _sending(url, provider))
    urls = {"SQLite": f"sqlite:///{directory}/100000.db", "PostgreSQL": postgres.create_database()}
    for name, url in urls.items():
        yield from show(f"{name}: {MANY:,} subscribers", _growing(directory / name, url, provider))


def _sending(url: str, provider: Provider) -> Iterable[Figure]:
    database = prepared(url, RECIPIENTS)
    pairs = [(_sent("ours", database, provider), _sent("bare", database, provider)) for _ in range(ROUNDS)]
    database.close()
    yield Figure("The worker, everything recorded", median(one for one, _ in pairs), "/s", at_least(2500))
    yield Figure("The provider's client alone", median(other for _, other in pairs), "/s")
    yield Figure("The worker against that client", median(one / other for one, other in pairs), "", at_least(0.7))


def _sent(way: str, database: Database, provider: Provider) -> float:
    """Messages a second. RuntimeError where somebody was missed, or told twice, or is not recorded."""
    provider.reset()
    provider.fault("latency", seconds=LATENCY_S)
    if way == "ours":
        publish(database)
    url = database.url.render_as_string(hide_password=False)
    program = f"{sys.executable} -m benchmarks.sending {way} {url} {provider.address} {CONCURRENCY}"
    done = subprocess.run(on_core(SERVER_CORE, program).split(), stdout=subprocess.PIPE, text=True, check=True)
    told = len({message.to for message in provider.accepted})
    if (told, provider.doubled()) != (RECIPIENTS, {}) or _unrecorded(database):
        raise RuntimeError(f"{way}: {told} were told, {provider.doubled()} twice, {_unrecorded(database)} unrecorded")
    return RECIPIENTS / float(done.stdout)


def _unrecorded(database: Database) -> int:
    with database.reading() as session:
        counted = select(func.count()).where(Delivery.state != State.ACCEPTED)
        return session.scalar(counted) or 0


def _growing(directory: Path, url: str, provider: Provider) -> Iterable[Figure]:
    database = prepared(url, 0)
    before = median(1000 * publish(database) for _ in range(ROUNDS))
    end_all(database)
    database.close()
    yield Figure("Publishing, nobody registered", before, "ms", at_most(50))
    database = prepared(url, MANY)
    after = median(1000 * publish(database) for _ in range(ROUNDS))
    yield Figure("Publishing, all registered", after, "ms", at_most(50))
    end_all(database)
    directory.mkdir()
    yield Figure("First message after publishing", first_message_s(directory, database, provider), "s", at_most(1))
    publish(database)
    begun = time.perf_counter()
    expand_due(database, Channel.SMS, clock.now())
    yield Figure("Expanding a broadcast", time.perf_counter() - begun, "s", at_most(3))
    database.close()


if __name__ == "__main__":
    main()
