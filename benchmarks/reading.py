"""Reading, against nginx with the same bytes as files, on the same core."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import requests

from benchmarks.figures import Figure, at_least
from benchmarks.installation import installation, running
from benchmarks.load import compare
from benchmarks.nginx import nginx
from tests.harness.processes import procfile_command
from tests.harness.server import Server

TARGET = at_least(0.45)
GZIP = {"Accept-Encoding": "gzip"}


@dataclass(frozen=True, slots=True)
class Read:
    """A public address, and the file in which `site export` puts its bytes."""

    what: str
    path: str
    file: str


def newest_notice(server: Server) -> str:
    """The path of the notice at the top of the feed."""
    feed = server.get("/flode.json").json()
    return "/notiser/" + str(feed["items"][0]["url"]).split("/notiser/")[1].split("#")[0]


def measure(server: Server, directory: Path) -> Iterator[Figure]:
    """The ratio for each sort of page. `server` has its site built; nothing of it is running."""
    files = directory / "files"
    server.flask("site", "export", str(files))
    bare = _bare(directory, files / "index.html")
    with nginx(files, directory / "nginx") as beside, running(server, bare):
        notice = newest_notice(server)
        front = Read("front page", "/", "/index.html")
        pages = (front, Read("notice", notice, f"{notice}/index.html"), Read("feed", "/flode.rss", "/flode.rss"))
        for page in pages:
            yield _against(server, page, beside, {})
        yield _against(server, front, beside, GZIP)
        yield _orientation(bare, front, beside)


def _against(server: Server, page: Read, beside: str, headers: dict[str, str]) -> Figure:
    size = _same_bytes(server.address + page.path, beside + page.file, headers)
    found = compare(server.address + page.path, beside + page.file, headers)
    what = f"{page.what}, {'gzip' if headers else 'plain'}, {size / 1000:,.1f} kB"
    return Figure(what, found.ratio, "of nginx", TARGET, str(found))


def _same_bytes(ours: str, theirs: str, headers: dict[str, str]) -> int:
    """How many bytes both give. ValueError where they are not the same ones."""
    asked = headers or {"Accept-Encoding": "identity"}
    bodies = [requests.get(address, headers=asked, stream=True, timeout=10).raw.read() for address in (ours, theirs)]
    if bodies[0] != bodies[1]:
        raise ValueError(f"{ours} and {theirs} give different bytes")
    return len(bodies[0])


def _bare(directory: Path, file: Path) -> Server:
    """The Procfile's web server with a function in the service's place."""
    command = procfile_command("web").replace("--factory app:create_server", "benchmarks.bare:application")
    server = installation(directory / "bare", command)
    server.web.environment["BARE_FILE"] = str(file)
    return server


def _orientation(bare: Server, page: Read, beside: str) -> Figure:
    found = compare(bare.address + "/", beside + page.file, {})
    return Figure("a WSGI function that gives the front page", found.ratio, "of nginx", None, str(found))
