"""Databases full of notices: ten years of them, published by the ordinary acts."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from benchmarks.wording import text, title
from models.content import Content
from models.terms import Environment, Impact, Kind, Status
from notices import migrating
from notices.database import Database
from notices.publishing import Publisher
from notices.service import Service
from notices.timing import parse

YEARS = timedelta(days=3650)
# The newest notices are the same in every database, and have updates enough to fill a feed of 100 entries:
# what is read of a small and of a large one is then the same bytes, and only what lies behind it differs.
NEWEST, THEIR_UPDATES = 20, 4
_NEWEST_WITHIN = timedelta(days=20)
_HOUR = timedelta(hours=1)
_AT_ONCE = 1000  # notices in one transaction
_THREADED = 0.1
_OPEN = 3  # the newest, which are not over yet
_ENDED = {Kind.INCIDENT: Status.RESOLVED, Kind.PLANNED: Status.COMPLETED, Kind.RELEASE: Status.COMPLETED}
_KINDS = (Kind.INCIDENT, Kind.INCIDENT, Kind.PLANNED, Kind.RELEASE, Kind.INFORMATION)
_SECTIONS = {Kind.RELEASE: "releases", Kind.INFORMATION: "news"}


def fill(url: str, service: Service, count: int, now: datetime, tell: Callable[[int], None] = lambda _: None) -> None:
    """Migrate the database at `url` and publish `count` notices, the last of them just before `now`."""
    database = Database(url)
    migrating.upgrade(database)
    ages = list(_ages(count))
    for first in range(0, count, _AT_ONCE):
        with database.writing() as session:
            for age_rank in range(first, min(first + _AT_ONCE, count)):
                publisher = Publisher(session, service, "mätning", now - ages[age_rank])
                _publish(publisher, count - age_rank)
        tell(min(first + _AT_ONCE, count))
    database.close()


def _ages(count: int) -> Iterator[timedelta]:
    """How old each notice is, oldest first."""
    older = count - NEWEST
    for rank in range(older):
        yield YEARS - (YEARS - _NEWEST_WITHIN) * rank / older
    for rank in range(NEWEST):
        yield _NEWEST_WITHIN - _NEWEST_WITHIN * rank / NEWEST


def _publish(publisher: Publisher, place: int) -> None:
    """Publish the notice at a place, 1 being the newest, and do what was later done to it."""
    chance = Random(place)
    content = written(chance, publisher.now)
    if place > _OPEN and content.kind:
        content = replace(content, status=_ENDED.get(content.kind))
    notice = publisher.publish(content)
    for number in range(THEIR_UPDATES if place <= NEWEST else chance.choice((0, 0, 0, 1, 2))):
        later = replace(publisher, now=publisher.now + (number + 1) * _HOUR)
        later.update(notice, text(chance, 200))
    if chance.random() < _THREADED:
        publisher.join(notice, publisher.thread(f"{publisher.now:%Y}: ärende {place % 50}"))


def written(chance: Random, now: datetime) -> Content:
    """What one notice says: 600 to 3,000 characters, and the facts that its kind has."""
    kind = chance.choice(_KINDS)
    return Content(
        title=title(chance),
        body=text(chance, chance.randint(600, 3000)),
        section=_SECTIONS.get(kind, "operations"),
        kind=kind,
        impact=chance.choice(tuple(Impact)) if kind is Kind.INCIDENT else None,
        environment=Environment.PRODUCTION,
        benefits=tuple(chance.sample(("SA", "TFP", "FP", "SP", "EP"), chance.randint(0, 2))),
        operations=("daily_run",) if chance.random() < 0.5 else (),
        action=title(chance) if kind is Kind.INCIDENT else None,
        time=parse("i morgon kl 18.00–20.00", now.date()) if kind is Kind.PLANNED else None,
    )
