"""The desk behind a real address, in a thread of the tests' own process, and windows of who is signed in there."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from playwright.sync_api import Page
from werkzeug.serving import make_server

from tests.harness.browser import Pages, Scheme
from tests.people_at_the_desk import Browser


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Where it answers."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def enter(
    page: Pages, address: str, who: Browser, *, width: int = 1280, scheme: Scheme = "light", javascript: bool = True
) -> Page:
    """A window of somebody who is signed in."""
    opened = page(f"{address}/desk/logga-in", width=width, scheme=scheme, javascript=javascript)
    sign_in_again(opened, address, who)
    return opened


def sign_in_again(opened: Page, address: str, who: Browser) -> None:
    """Give the window the session that `who` has now."""
    cookie = who.client.get_cookie("desk")
    assert cookie
    opened.context.add_cookies([{"name": "desk", "value": cookie.value, "url": address}])
