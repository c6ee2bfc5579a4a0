"""Those on call, a service that alarms them, and the provider's stand-in at the other end."""

from collections.abc import Iterator

import pytest
from sqlalchemy import delete, update

from models.alarm import Alarm, OnCall, Telling
from models.delivery import Broadcast, Delivery, Gateway
from models.registration import Registration
from notices.database import Database
from tests.harness.migrated import create_migrated
from tests.integration.alarming.night import Night
from tests.integration.delivery.office import Office
from tests.standins.fixtures import provider, running_provider
from tests.standins.running import Provider
from tests.standins.smtp.fixtures import mail_server, running_mail_server

__all__ = ["mail_server", "night", "office", "provider", "running_mail_server", "running_provider"]

_USED = (Telling, Alarm, OnCall, Delivery, Broadcast, Registration)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def shared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, running_provider: Provider
) -> Iterator[Office]:
    """One database of each kind for all of these tests, as making one takes longer than they do."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('alarming')}/driftinformation.db"
    else:
        url = create_migrated(request.getfixturevalue("cluster"))
    made = Office(url, running_provider)
    yield made
    made.database.close()


@pytest.fixture
def office(shared: Office, provider: Provider) -> Iterator[Office]:
    """An office of which nobody has been told anything yet."""
    outbox = shared.outbox
    _empty(shared.database)
    yield shared
    shared.outbox = outbox


@pytest.fixture
def night(office: Office) -> Night:
    return Night(office)


def _empty(database: Database) -> None:
    with database.writing() as session:
        for table in _USED:
            session.execute(delete(table))
        session.execute(update(Gateway).values(failures=0, closed_until=None))
