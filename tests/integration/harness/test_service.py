"""The service itself under the tests' own server: released, filled and read on each database."""

from collections.abc import Callable

from tests.harness.postgres import Postgres
from tests.harness.server import Server

MakeServer = Callable[..., Server]


def test_the_service_is_released_filled_and_read(server: MakeServer, empty_database_url: str) -> None:
    site = server(empty_database_url)
    site.release()
    site.flask("samples", "load")
    site.start()
    assert "<article" in site.get("/").text
    etag = site.get("/flode.rss").headers["ETag"]
    assert site.get("/flode.rss", If_None_Match=etag).status_code == 304


def test_it_starts_without_its_database_and_is_ready_again_when_that_is_back(
    server: MakeServer, postgres: Postgres
) -> None:
    site = server(postgres.create_database())
    site.start()
    with postgres.stopped():
        site.restart(ready="/healthz")
        assert site.get("/").status_code == 200
        assert site.get("/readyz").status_code == 503
    site.restart()
    assert site.get("/readyz").ok
