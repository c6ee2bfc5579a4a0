"""What every test can ask for: a database, a server, a browser."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tests.harness.browser import Pages, chromium
from tests.harness.lending import Lender
from tests.harness.migrated import copy_of_sqlite
from tests.harness.postgres import Postgres
from tests.harness.server import Server

# How long an example takes says more of the machine than of the code.
settings.register_profile("driftinformation", deadline=None)
settings.load_profile("driftinformation")


@pytest.fixture(scope="session")
def cluster() -> Iterator[Postgres]:
    """One PostgreSQL for each test process, started when a test first asks for it."""
    postgres = Postgres()
    yield postgres
    postgres.remove()


@pytest.fixture
def postgres(cluster: Postgres) -> Iterator[Postgres]:
    """The running PostgreSQL. A test may stop it; it runs again for the next."""
    yield cluster
    cluster.start()


@pytest.fixture(scope="session")
def lender(cluster: Postgres) -> Lender:
    return Lender(cluster)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database with its tables and nothing in them, once for each kind."""
    if request.param == "postgresql":
        request.getfixturevalue("postgres")
        lender: Lender = request.getfixturevalue("lender")
        with lender.lent() as url:
            yield url
    else:
        copy_of_sqlite(tmp_path / "driftinformation.db")
        yield f"sqlite:///{tmp_path}/driftinformation.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without tables, once for each kind."""
    if request.param == "postgresql":
        postgres: Postgres = request.getfixturevalue("postgres")
        return postgres.create_database()
    return f"sqlite:///{tmp_path}/driftinformation.db"


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """Makes servers: `server(database_url, **settings)` is migrated, and not started."""
    made: list[Server] = []

    def make(database_url: str, **settings: str) -> Server:
        made.append(Server(tmp_path_factory.mktemp("server"), database_url, **settings))
        made[-1].migrate()
        return made[-1]

    yield make
    for server in made:
        server.kill()
        server.worker.kill()


@pytest.fixture(autouse=True)
def _no_loop_but_its_own(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test without a browser may run an event loop, although Playwright keeps one going in this thread for others."""
    if "browser" in request.fixturenames:
        yield
        return
    others = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(others)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Pages]:
    """Opens pages: `page(address, width=320, scheme="dark", javascript=False, text_scale=2)`."""
    pages = Pages(browser)
    yield pages
    pages.close()
