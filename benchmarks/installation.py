"""An installation to measure: the Procfile's own web process, held to the server's core."""

import http.client
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.machine import SERVER_CORE, on_core
from notices.config import Settings
from tests.harness.processes import procfile_command
from tests.harness.server import PROGRAMS, Server
from tests.paths import ARCHIVE

# The same for all, so that their pages have the same bytes.
PUBLIC_URL = "https://drift.example"


def installation(directory: Path, command: str = procfile_command("web")) -> Server:
    """Settings and a directory of its own; nothing is in its database yet."""
    directory.mkdir()
    server = Server(
        directory, f"sqlite:///{directory}/driftinformation.db", PUBLIC_URL=PUBLIC_URL, SMS_PROVIDER="console"
    )
    server.web.command = on_core(SERVER_CORE, command)
    return server


def with_archive(directory: Path) -> Server:
    """With the archived page's notices, or with the samples where there is no archive; its site is built."""
    server = installation(directory)
    server.flask("db", "upgrade")
    server.flask(*(("archive", "import", str(ARCHIVE)) if ARCHIVE.exists() else ("samples", "load")))
    server.flask("site", "build")
    return server


def settings_of(server: Server) -> Settings:
    """What the installation's processes read from their environment, for working on it in this process."""
    return Settings(
        database_url=server.environment["DATABASE_URL"],
        public_url=PUBLIC_URL,
        secret_key=server.environment["SECRET_KEY"],
        var_dir=Path(server.environment["VAR_DIR"]),
    )


@contextmanager
def running(*servers: Server) -> Iterator[None]:
    """Their web processes, started and in the end stopped."""
    try:
        for server in servers:
            server.start("/")
        yield
    finally:
        for server in servers:
            server.kill()
            server.worker.kill()


def timed_command(server: Server, *arguments: str) -> float:
    """Seconds that a command of the service takes. What it says is shown while it goes on."""
    began = time.perf_counter()
    command = [str(PROGRAMS / "flask"), "--app", "app", *arguments]
    subprocess.run(command, env=server.environment, cwd=server.directory, check=True)
    return time.perf_counter() - began


def seconds_until(server: Server, path: str, within: float = 30) -> float:
    """Seconds until the server answers a path with 200. TimeoutError where it does not."""
    began = time.perf_counter()
    while (passed := time.perf_counter() - began) < within:
        if _status(server, path) == http.client.OK:
            return time.perf_counter() - began
        time.sleep(0.005)
    raise TimeoutError(f"{path} was not there after {passed:.0f} s\n{server.log}")


def _status(server: Server, path: str) -> int | None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except ConnectionError:
        return None  # not listening yet, or its listener is just being handed to the web process
    finally:
        connection.close()
