"""What engines report, beside its targets: `python -m benchmarks.intake`. Ends with 1 where a target is missed.

One web process on one core; each event is committed before it is answered, and counted afterwards.
"""

import re
import secrets
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psutil
from sqlalchemy import func, select

from benchmarks import machine
from benchmarks.figures import Figure, at_least, at_most, show
from benchmarks.installation import running
from benchmarks.load import CONNECTIONS, rate
from benchmarks.machine import LOAD_CORE, SERVER_CORE, on_core
from models.run import Arrival
from notices.database import Database
from tests.harness.postgres import Postgres
from tests.harness.processes import procfile_command
from tests.harness.server import Server
from tests.paths import ROOT

ROUNDS, SECONDS, BATCH = 5, 2, 100
_SCRIPT = str(ROOT / "benchmarks" / "events.lua")


def main() -> None:
    """Measure it on both databases; a minute and a half on a machine with nothing else to do."""
    print(machine.facts(), flush=True)
    psutil.Process().cpu_affinity([LOAD_CORE])  # the load's, and PostgreSQL's, which is not what is measured
    postgres = Postgres()
    try:
        with TemporaryDirectory(prefix="benchmark-") as name:
            missed = [figure.what for figure in _measure(Path(name), postgres) if figure.falls_short]
    finally:
        postgres.remove()
    print(f"\nFalls short: {', '.join(missed)}" if missed else "\nEvery target is met.")
    sys.exit(bool(missed))


def _measure(directory: Path, postgres: Postgres) -> Iterable[Figure]:
    urls = {"SQLite": f"sqlite:///{directory}/intake.db", "PostgreSQL": postgres.create_database()}
    for name, url in urls.items():
        server = _server(directory / name, url)
        with running(server):
            yield from show(f"{name}: the web process on one core, {CONNECTIONS} connections", _intake(server, url))


def _server(directory: Path, url: str) -> Server:
    directory.mkdir()
    server = Server(directory, url, SMS_PROVIDER="console")
    server.web.command = on_core(SERVER_CORE, procfile_command("web"))
    server.migrate()
    return server


def _intake(server: Server, url: str) -> Iterable[Figure]:
    key = server.flask("engine", "add", "bench").stdout.strip()
    ping = re.findall(r"/ping/[0-9a-f-]{36}", server.flask("engine", "ping", "bench", "dygn").stdout)[0]
    database = Database(url)
    try:
        for what, path, script, each, target in (
            ("Events, one in a request", "/engine/events", (_SCRIPT, key, "1"), 1, 1_500),
            (f"Events, {BATCH} in a request", "/engine/events", (_SCRIPT, key, str(BATCH)), BATCH, 5_000),
            ("Pings", ping, (), 1, 1_700),
        ):
            rates, lost = _rates(server.address + path, script, each, database)
            yield Figure(what, median(rates), "/s", at_least(target), f"{min(rates):,.0f}–{max(rates):,.0f}")
            yield Figure("answered, and not stored", lost, "", at_most(0))
    finally:
        database.close()


def _rates(address: str, script: Sequence[str], each: int, database: Database) -> tuple[list[float], int]:
    """Events a second in each round; and how many of them were answered and are not there."""
    rate(address, {}, 1, _marked(script))  # so that nothing is measured while it warms up
    before = _stored(database)
    rates = [each * rate(address, {}, SECONDS, _marked(script)) for _ in range(ROUNDS)]
    return rates, max(0, round(sum(rates) * SECONDS) - (_stored(database) - before))


def _marked(script: Sequence[str]) -> Sequence[str]:
    """With what no other round's events are called."""
    return (*script, secrets.token_hex(8)) if script else ()


def _stored(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Arrival)) or 0


if __name__ == "__main__":
    main()
