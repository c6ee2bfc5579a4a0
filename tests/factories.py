"""What tests build from: content, times, and a service with a database behind it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from models.content import Content
from models.terms import Environment, Kind
from notices.clock import STOCKHOLM
from notices.config import ROOT
from notices.database import Database
from notices.publishing import Publisher
from notices.service import read_service
from notices.timing import parse
from tests.harness.migrated import migrate

SERVICE = read_service(ROOT / "service.toml")
A_MORNING = datetime(2026, 3, 10, 5, 20, tzinfo=UTC)


def at(text: str) -> datetime:
    """A moment written as people in Sweden write it: `2026-03-10 06.20`."""
    return datetime.strptime(text, "%Y-%m-%d %H.%M").replace(tzinfo=STOCKHOLM).astimezone(UTC)


def content(title: str = "Filerna är sena", **facts: object) -> Content:
    """Content with plain defaults; a time may be given as it is written."""
    written_on = date(2026, 3, 10)
    for name in ("time", "expected_end", "next_word"):
        if isinstance(facts.get(name), str):
            facts[name] = parse(str(facts[name]), written_on)
    base = Content(title=title, body="Arbete pågår.", section="operations", environment=Environment.PRODUCTION)
    return replace(base, **facts)  # type: ignore[arg-type]


def incident(title: str = "Filerna är sena", **facts: object) -> Content:
    return content(title, kind=Kind.INCIDENT, **facts)


def planned(title: str = "Underhåll av databasen", time: str = "helgen 14–15 mars", **facts: object) -> Content:
    return content(title, kind=Kind.PLANNED, time=time, **facts)


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody who publishes, on a migrated database."""

    database: Database

    @contextmanager
    def act(self, now: datetime = A_MORNING) -> Iterator[Publisher]:
        with self.database.writing() as session:
            yield Publisher(session, SERVICE, "test", now)

    def publish(self, what: Content, now: datetime = A_MORNING, at: datetime | None = None) -> int:
        with self.act(now) as act:
            return act.publish(what, at=at).id


def desk(url: str) -> Desk:
    database = Database(url)
    migrate(database)
    return Desk(database)
