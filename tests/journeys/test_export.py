"""The site as files on a plain web server: the same bytes, with every link intact."""

import gzip
import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli
import requests

from tests.harness.server import Server
from tests.journeys.addresses import MACHINES, in_sitemap, linked_from

# Search needs a program behind it, so a static host has none.
NEEDS_A_PROGRAM = {"/sok", "/en/sok"}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Say nothing on the tests' own output."""


def test_the_exported_site_is_the_site(server: Callable[..., Server], tmp_path: Path) -> None:
    installed = server(f"sqlite:///{tmp_path}/driftinformation.db")
    installed.flask("samples", "load")
    target = tmp_path / "exported"
    said = installed.flask("site", "export", str(target)).stdout
    assert "sidor skrevs" in said
    installed.start()
    addresses = in_sitemap(installed)
    links = {link for path in addresses for link in linked_from(installed, path)} - NEEDS_A_PROGRAM
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(target))) as plain:
        threading.Thread(target=plain.serve_forever).start()
        for path in {*addresses, *links, *MACHINES}:
            answer = requests.get(f"http://127.0.0.1:{plain.server_port}{path}", timeout=10)
            assert answer.status_code == 200, path
            assert answer.content == installed.get(path).content, path
        plain.shutdown()
    assert brotli.decompress((target / "index.html.br").read_bytes()) == (target / "index.html").read_bytes()
    assert gzip.decompress((target / "index.html.gz").read_bytes()) == (target / "index.html").read_bytes()
