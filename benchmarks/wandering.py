"""A reader of very many pages, and what they cost in memory."""

import re

import requests

from benchmarks.figures import Figure, at_most
from benchmarks.machine import memory
from tests.harness.server import Server

PAGES = 2000
_LOCATION = re.compile(r"<loc>https?://[^/]+(/[^<]*)</loc>")


def memory_after_many_pages(server: Server) -> Figure:
    """Megabytes of the web process, with its parent, when so many different pages have been read."""
    paths = _notices(server)[:PAGES]
    if len(paths) < PAGES:
        raise ValueError(f"the sitemap has {len(paths)} notices only")
    with requests.Session() as reader:
        for path in paths:
            reader.get(server.address + path, timeout=10).raise_for_status()
    return Figure(f"memory of web after {PAGES:,} pages", memory(server.web.pid), "MB", at_most(250), "PSS")


def _notices(server: Server) -> list[str]:
    """Every notice's address in each language, as the sitemap has them."""
    maps = _locations(server, "/sitemap.xml")
    return [path for each in maps for path in _locations(server, each) if "/notiser/" in path]


def _locations(server: Server, path: str) -> list[str]:
    return _LOCATION.findall(server.get(path).text)
