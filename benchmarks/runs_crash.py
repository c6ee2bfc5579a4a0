"""Web and worker are killed while an engine reports: `python -m benchmarks.runs_crash [KILLS]`, by default 100.

Half of the kills on each database. What is not answered is sent again until it is. In the end every event is stored
once, and the incidents are those that an undisturbed replay of the same arrivals gives.
"""

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import islice
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from threading import Event
from typing import Any

import requests
from sqlalchemy import select

from benchmarks import machine
from benchmarks.figures import Figure, at_least, at_most, show
from models.run import Arrival, Incident
from models.terms import Environment
from notices import clock
from notices.database import Database
from notices.engine.roster import EngineRoster
from notices.runs.events import parse_event
from notices.runs.plan import Plan, read_plan
from notices.runs.replaying import replay
from notices.watching.keeping import document_of
from notices.watching.keys import key_of
from notices.watching.plans import set_plan
from tests.harness.postgres import Postgres
from tests.harness.server import Server
from tests.harness.waiting import wait_until
from tests.paths import ENGINE

KILLS, SENDERS, LARGEST_BATCH = 100, 4, 12
SETTLED_WITHIN_S = 120
_BATCHED = {"Content-Type": "application/cloudevents-batch+json"}
Json = dict[str, Any]


def main() -> None:
    """Ends with 1 where an event is missing or doubled, or an incident is another."""
    print(machine.facts(), flush=True)
    kills = max(2, int(sys.argv[1]) if len(sys.argv) > 1 else KILLS)
    postgres = Postgres()
    try:
        with TemporaryDirectory(prefix="benchmark-") as name:
            figures = list(_measure(Path(name), postgres, kills // 2))
    finally:
        postgres.remove()
    sys.exit(any(figure.falls_short for figure in figures))


def _measure(directory: Path, postgres: Postgres, kills: int) -> Iterable[Figure]:
    simulated = directory / "engine"
    subprocess.run([sys.executable, ENGINE, simulated, "--seed", "1", "--years", "3"], check=True, capture_output=True)
    urls = {"SQLite": f"sqlite:///{directory}/crash.db", "PostgreSQL": postgres.create_database()}
    for name, url in urls.items():
        (directory / name).mkdir()
        server = Server(directory / name, url, LOG_LEVEL="ERROR", SMS_PROVIDER="console")
        yield from show(name, _crashes(server, simulated, Database(url), kills))


def _crashes(server: Server, simulated: Path, database: Database, kills: int) -> Iterator[Figure]:
    plan = read_plan(simulated / "plan.json")
    with (simulated / "events.jsonl").open(encoding="utf-8") as lines:
        events = [json.loads(line)["event"] for line in lines]
    server.migrate()
    key = _prepare(database, plan)
    sending = _Sending(server, key, events)
    try:
        server.start("/healthz")
        server.worker.start()
        with ThreadPoolExecutor(SENDERS) as threads:
            senders = [threads.submit(sending.send) for _ in range(SENDERS)]
            try:
                _kill_at_random(server, kills)
            finally:
                sending.hurry.set()
            again = sum(sender.result() for sender in senders)
        yield from _told(database, plan, events, kills, again)
    finally:
        server.kill()
        server.worker.kill()
        database.close()


def _prepare(database: Database, plan: Plan) -> str:
    now = clock.now()
    with database.writing() as session:
        set_plan(session, plan, "benchmark", now)
        return EngineRoster(session, "benchmark", now).add("lefi", [], Environment.PRODUCTION)


def _kill_at_random(server: Server, kills: int) -> None:
    for _ in range(kills):
        time.sleep(random.uniform(0.2, 3))
        one = random.choice((server.web, server.worker))
        if not one.is_running:
            raise RuntimeError(one.log)
        one.kill()
        one.start()


class _Sending:
    """What the engine does: sends, and sends again what is not answered. Unhurried until the kills are over."""

    def __init__(self, server: Server, key: str, events: Sequence[Json]) -> None:
        self.hurry = Event()
        self._address = f"{server.address}/engine/events"
        self._headers = {**_BATCHED, "Authorization": f"Bearer {key}"}
        self._batches: SimpleQueue[bytes] = SimpleQueue()
        left = iter(events)
        while batch := list(islice(left, random.randint(1, LARGEST_BATCH))):
            self._batches.put(json.dumps(batch).encode())

    def send(self) -> int:
        """How many requests had to be sent again."""
        again = 0
        with suppress(Empty):
            while True:
                again += self._until_answered(self._batches.get_nowait())
                self.hurry.wait(random.uniform(0, 1))
        return again

    def _until_answered(self, batch: bytes) -> int:
        for times in range(10_000):
            if self._is_answered(batch):
                return times
            time.sleep(0.1)
        raise TimeoutError("a batch was never taken")

    def _is_answered(self, batch: bytes) -> bool:
        try:
            answer = requests.post(self._address, batch, headers=self._headers, timeout=10)
        except (requests.ConnectionError, requests.Timeout):
            return False
        if answer.status_code not in (requests.codes.ok, requests.codes.unavailable):
            raise RuntimeError(f"{answer.status_code}: {answer.text}")
        return answer.ok


def _told(database: Database, plan: Plan, events: Sequence[Json], kills: int, again: int) -> Iterator[Figure]:
    sent = {(event["source"], event["id"]) for event in events}
    with database.reading() as session:
        stored = [tuple(row) for row in session.execute(select(Arrival.source, Arrival.event_id))]
    yield Figure("Kills of web and worker", kills, "")
    yield Figure("Requests sent again", again, "")
    yield Figure("Events sent", len(sent), "")
    yield Figure("Events missing", len(sent - set(stored)), "", at_most(0))
    yield Figure("Events stored twice", len(stored) - len(set(stored)), "", at_most(0))
    begun = time.monotonic()
    differing = _differing_at_last(database, plan)
    yield Figure("Incidents", len(_kept(database)), "", at_least(1))
    yield Figure("Incidents other than undisturbed", len(differing), "", at_most(0), ", ".join(sorted(differing)[:3]))
    yield Figure("Settled after the last event", time.monotonic() - begun, "s")


def _differing_at_last(database: Database, plan: Plan) -> set[str]:
    """The keys of the incidents that are not as the replay has them, once the worker has had the time to read."""
    differing: set[str] = set()

    def is_settled() -> bool:
        kept, undisturbed = _kept(database), _undisturbed(database, plan)
        differing.clear()
        differing.update(key for key in kept | undisturbed if kept.get(key) != undisturbed.get(key))
        return not differing

    with suppress(AssertionError):  # then these differ
        wait_until(is_settled, "the incidents", SETTLED_WITHIN_S)
    return differing


def _kept(database: Database) -> dict[str, Json]:
    with database.reading() as session:
        return {row.key: row.document for row in session.scalars(select(Incident))}


def _undisturbed(database: Database, plan: Plan) -> dict[str, Json]:
    with database.reading() as session:
        rows = session.execute(select(Arrival.arrived_at, Arrival.event).order_by(Arrival.id)).all()
    arrivals = ((arrived, parse_event(event)) for arrived, event in rows)
    last = {change.draft.id: change.draft for change in replay(arrivals, plan, clock.now())}
    return {key_of(Environment.PRODUCTION, id_): document_of(draft) for id_, draft in last.items()}


if __name__ == "__main__":
    main()
