"""The database is gone. The public goes on reading, and is told as of when."""

from collections.abc import Callable
from pathlib import Path

from tests.harness.postgres import Postgres
from tests.harness.server import Server
from tests.harness.waiting import wait_until
from tests.journeys.addresses import MACHINES, in_sitemap

MakeServer = Callable[..., Server]
AS_OF = "Driftinformation-As-Of"


def with_samples(server: Server) -> Server:
    server.flask("samples", "load")
    server.start()
    return server


def read_everything(server: Server, addresses: list[str]) -> None:
    """Every address answers 200 and says as of when; search says what is wrong."""
    for address in addresses:
        answer = server.get(address)
        assert answer.status_code == 200, address
        assert AS_OF in answer.headers, address
        if answer.headers["Content-Type"].startswith("text/html"):
            assert "Det här är läget" in answer.text or "This is the state as we knew it" in answer.text, address
    search = server.get("/sok?q=filer")
    assert search.status_code == 503
    assert "databasen" in search.text
    assert server.get("/healthz").status_code == 200
    assert server.get("/readyz").status_code == 503
    assert server.get("/finns-inte").status_code == 404


def live_until_lost(server: Server) -> list[str]:
    addresses = in_sitemap(server)
    assert len(addresses) > 40
    for address in (*addresses, *MACHINES):
        answer = server.get(address)
        assert answer.status_code == 200, address
        assert AS_OF not in answer.headers, address
    return [*addresses, *MACHINES]


def lost(server: Server) -> None:
    wait_until(lambda: AS_OF in server.get("/").headers, "the server to notice")


def test_a_removed_sqlite_file(server: MakeServer, tmp_path: Path) -> None:
    file = tmp_path / "driftinformation.db"
    installed = with_samples(server(f"sqlite:///{file}"))
    addresses = live_until_lost(installed)
    for part in tmp_path.glob("driftinformation.db*"):
        part.unlink()
    lost(installed)
    read_everything(installed, addresses)
    installed.restart(ready="/healthz")
    read_everything(installed, addresses)
    assert not file.exists(), "reading never makes a database"


def test_a_stopped_postgresql_that_comes_back(server: MakeServer, postgres: Postgres) -> None:
    installed = with_samples(server(postgres.create_database()))
    addresses = live_until_lost(installed)
    with postgres.stopped():
        lost(installed)
        read_everything(installed, addresses)
        installed.restart(ready="/healthz")
        read_everything(installed, addresses)
    wait_until(lambda: AS_OF not in installed.get("/").headers, "the server to find its database again")
    assert installed.get("/sok?q=filer").status_code == 200
    address = installed.flask(
        "notice", "publish", "-", input="---\ntitle: Åter i drift\n---\nAllt är som vanligt."
    ).stdout
    wait_until(lambda: installed.get(address.strip()).status_code == 200, "the new notice")
