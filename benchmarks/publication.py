"""From a publication's commit until a reader is given it."""

import time
from collections.abc import Iterator
from random import Random
from statistics import median

from sqlalchemy import select

from app import put_together
from benchmarks.figures import Figure, at_most
from benchmarks.installation import seconds_until, settings_of
from benchmarks.notices import written
from models.notice import Notice
from notices import clock
from notices.checks import closed_operations
from notices.database import Database
from notices.parts import Parts
from notices.publishing import Publisher
from notices.service import Service
from tests.harness.server import Server

TIMES = 20
TIMES_ELSEWHERE = 5


def in_its_own_process(server: Server) -> Iterator[Figure]:
    """Until the process that published has the new pages. Its site is built already; nothing else runs."""
    parts = put_together(settings_of(server))
    parts.site.open(clock.now())
    took = sorted(_until_read(parts, number) for number in range(TIMES))
    note = f"from {took[0]:.0f} to {took[-1]:.0f} ms"
    yield Figure("publication, in its own process", median(took), "ms", at_most(150), note)


def elsewhere(server: Server, service: Service) -> Figure:
    """Until the running web process gives a notice that another process published: the slowest of a few."""
    database = Database(server.environment["DATABASE_URL"])
    took = []
    for number in range(TIMES_ELSEWHERE):
        time.sleep(number / TIMES_ELSEWHERE)  # at another moment between two looks of the web process
        slug = _publish(database, service, 1000 + number)
        took.append(seconds_until(server, f"/notiser/{slug}"))
    return Figure("publication by another process, slowest", max(took), "s", at_most(1.5), f"of {len(took)}, over HTTP")


def _until_read(parts: Parts, number: int) -> float:
    """Milliseconds from the commit until the front page and the notice are there."""
    slug = _publish(parts.database, parts.service, number)
    began = time.perf_counter()
    parts.site.catch_up(clock.now())
    pages = [parts.site.page(path) for path in ("/", f"/notiser/{slug}")]
    took = (time.perf_counter() - began) * 1000
    if not all(page and slug.encode() in page.plain.body[0] for page in pages):
        raise RuntimeError(f"{slug} was published and is not there")
    _end(parts, slug)
    return took


def _end(parts: Parts, slug: str) -> None:
    """Let what was published be over, so that no more goes on at once than in life."""
    with parts.database.writing() as session:
        notice = session.scalars(select(Notice).where(Notice.slug == slug)).one()
        content = notice.current.content
        if content.status:
            answers = dict.fromkeys(closed_operations(content), "öppen igen")
            Publisher(session, parts.service, "mätning", clock.now()).end(notice, answers=answers)
    parts.site.catch_up(clock.now())


def _publish(database: Database, service: Service, number: int) -> str:
    with database.writing() as session:
        now = clock.now()
        return Publisher(session, service, "mätning", now).publish(written(Random(f"ny {number}"), now)).slug
