"""Messages from phones, beside their targets: `python -m benchmarks.inbound`. Ends with 1 where a target is missed."""

import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

import psutil

from benchmarks import machine
from benchmarks.figures import Figure, at_least, at_most, show
from benchmarks.installation import running
from benchmarks.machine import LOAD_CORE, SERVER_CORE, on_core
from benchmarks.phones import OURS, TOKEN, Answer, Request, send, texts
from tests.harness.postgres import Postgres
from tests.harness.processes import procfile_command
from tests.harness.server import Server

BODIES, ROUNDS = 10_000, 5
BARE = Request("GET", "/healthz")


def main() -> None:
    """Measure it on both databases; two minutes on a machine with nothing else to do."""
    print(machine.facts(), flush=True)
    psutil.Process().cpu_affinity([LOAD_CORE])  # the phones', and PostgreSQL's, which is not what is measured
    postgres = Postgres()
    try:
        with TemporaryDirectory(prefix="benchmark-") as name:
            missed = [figure.what for figure in _measure(Path(name), postgres) if figure.falls_short]
    finally:
        postgres.remove()
    print(f"\nFalls short: {', '.join(missed)}" if missed else "\nEvery target is met.")
    sys.exit(bool(missed))


def _measure(directory: Path, postgres: Postgres) -> Iterable[Figure]:
    urls = {"SQLite": f"sqlite:///{directory}/inbound.db", "PostgreSQL": postgres.create_database()}
    for name, url in urls.items():
        server = _server(directory / name, url)
        with running(server):
            yield from show(f"{name}: messages from phones, the web process on one core", _receiving(server))


def _server(directory: Path, url: str) -> Server:
    directory.mkdir()
    account = {"TWILIO_ACCOUNT_SID": "AC", "TWILIO_AUTH_TOKEN": TOKEN, "SMS_FROM": OURS, "SMS_RECIPIENTS": "*"}
    server = Server(directory, url, SMS_PROVIDER="twilio", **account)
    server.web.command = on_core(SERVER_CORE, procfile_command("web"))
    server.migrate()
    return server


def _receiving(server: Server) -> Iterable[Figure]:
    each = BODIES // ROUNDS
    pairs = [(_rate(server, texts(server.address, n, each)), _rate(server, [BARE] * each)) for n in range(ROUNDS)]
    received = median(one for one, _ in pairs)
    yield Figure(f"{BODIES:,} random bodies, no errors", received, "/s", at_least(300))
    yield Figure("A route that does nothing", median(other for _, other in pairs), "/s")
    yield Figure("Receiving against that route", median(one / other for one, other in pairs), "")
    paced = _checked(send(server.address, texts(server.address, ROUNDS, each), received / 2))
    within = quantiles((answer.after_s for answer in paced), n=100)[-1]
    yield Figure("99 of 100 replies come within", 1000 * within, "ms", at_most(100), f"at {received / 2:,.0f}/s")


def _rate(server: Server, requests: Sequence[Request]) -> float:
    begun = time.perf_counter()
    _checked(send(server.address, requests))
    return len(requests) / (time.perf_counter() - begun)


def _checked(answers: list[Answer]) -> list[Answer]:
    """The same. RuntimeError where one of them is no success."""
    found = Counter(answer.status for answer in answers)
    if found.keys() != {HTTPStatus.OK}:
        raise RuntimeError(f"answers by status: {dict(found)}")
    return answers


if __name__ == "__main__":
    main()
