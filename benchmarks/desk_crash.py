"""The web process is killed during publication: `python -m benchmarks.desk_crash [KILLS]`, by default 200.

Half of the kills on each database. Whoever was not answered asks again with the same key, of the next process.
"""

import random
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import requests

from benchmarks import machine
from benchmarks.figures import Figure, at_most, show
from models.token import Scope
from notices import clock
from notices.database import Database
from notices.site.reading import read_all
from tests.harness.postgres import Postgres
from tests.harness.server import Server
from tests.integration.api.programs import LATE, key_of
from tests.integration.api.torn import check_whole

KILLS = 200
# The kill comes within so many times what a publication takes: before it, in it and after it.
_TIMES = 1.5


def main() -> None:
    """Every notice is wholly published or wholly not, once, and the audit verifies."""
    print(machine.facts(), flush=True)
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    postgres = Postgres()
    try:
        with TemporaryDirectory(prefix="benchmark-") as name:
            figures = list(_measure(Path(name), postgres, max(1, kills // 2)))
    finally:
        postgres.remove()
    sys.exit(any(figure.falls_short for figure in figures))


def _measure(directory: Path, postgres: Postgres, kills: int) -> Iterable[Figure]:
    (directory / "sqlite").mkdir()
    (directory / "postgresql").mkdir()
    sqlite = f"sqlite:///{directory}/crash.db"
    yield from show("SQLite", _crashes(Server(directory / "sqlite", sqlite, LOG_LEVEL="ERROR"), sqlite, kills))
    url = postgres.create_database()
    yield from show("PostgreSQL", _crashes(Server(directory / "postgresql", url, LOG_LEVEL="ERROR"), url, kills))


def _crashes(server: Server, url: str, kills: int) -> Iterator[Figure]:
    server.migrate()
    database = Database(url)
    key = key_of(database, Scope.PUBLISH)
    server.start("/healthz")
    within_s = _TIMES * _lasts(server, key, 0)
    unanswered = done_unanswered = 0
    for number in range(1, kills + 1):
        answered = _publish_and_kill(server, key, number, within_s)
        title = f"Krasch {number}"
        published = title in check_whole(database)
        if answered and not published:
            raise AssertionError(f"{title} was answered as published, and is not")
        unanswered += not answered
        done_unanswered += published and not answered
        server.start("/healthz")
        if not answered:
            within_s = (within_s + _TIMES * _lasts(server, key, number)) / 2
    titles = check_whole(database)
    server.kill()
    with database.reading() as session:
        count = len(read_all(session, clock.now()).notices)
    database.close()
    yield Figure("Kills", kills, "")
    yield Figure("Not answered", unanswered, "")
    yield Figure("… of those wholly published", done_unanswered, "")
    yield Figure("Published in part", 0, "", at_most(0))
    yield Figure("Missing or twice", abs(count - kills - 1) + abs(len(titles) - kills - 1), "", at_most(0))


def _lasts(server: Server, key: str, number: int) -> float:
    """Publish, and say how many seconds it took. AssertionError where it cannot be done."""
    _publish(server, "drift_ingen", number)  # refused, and then the process is awake
    begun = time.monotonic()
    if _publish(server, key, number) != 201:
        raise AssertionError(f"Krasch {number} cannot be published")
    return time.monotonic() - begun


def _publish_and_kill(server: Server, key: str, number: int, within_s: float) -> bool:
    """Whether it was answered before the process was killed."""
    statuses: list[int] = []
    _publish(server, "drift_ingen", number)
    asking = threading.Thread(target=lambda: statuses.append(_publish(server, key, number)))
    asking.start()
    time.sleep(random.uniform(0, within_s))
    server.kill()
    asking.join()
    return 201 in statuses


def _publish(server: Server, key: str, number: int) -> int:
    """The status; 0 where nobody answered."""
    headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": str(number)}
    try:
        body = {**LATE, "title": f"Krasch {number}"}
        return requests.post(f"{server.address}/api/v1/notices", json=body, headers=headers, timeout=30).status_code
    except requests.RequestException:
        return 0


if __name__ == "__main__":
    main()
