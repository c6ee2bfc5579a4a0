"""The mail server's stand-in, and a service that tells by it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.factories import desk
from tests.integration.mail.office import MailOffice
from tests.standins.smtp.fixtures import mail_server, running_mail_server
from tests.standins.smtp.server import MailServer

__all__ = ["closing", "mail_server", "migrated", "office", "running_mail_server"]


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A SQLite database with its tables, to be copied: far sooner than one is made."""
    file = tmp_path_factory.mktemp("migrated") / "driftinformation.db"
    desk(f"sqlite:///{file}").database.close()
    return file.read_bytes()


@pytest.fixture
def closing(
    database_url: str, migrated: bytes, mail_server: MailServer, tmp_path: Path
) -> Iterator[Callable[..., MailOffice]]:
    """Makes an office whose mail has a last day."""
    made: list[MailOffice] = []
    if database_url.startswith("sqlite"):
        Path(database_url.removeprefix("sqlite:///")).write_bytes(migrated)
    else:
        desk(database_url).database.close()

    def make(until: date | None = None) -> MailOffice:
        made.append(MailOffice(database_url, mail_server, tmp_path, until))
        return made[-1]

    yield make
    for office in made:
        office.close()


@pytest.fixture
def office(closing: Callable[..., MailOffice]) -> MailOffice:
    """An office whose mail has no end."""
    return closing()
