"""Whether links lead somewhere: what is gone is said to be, and nothing else is."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import count

import pytest

from notices.link_checking import gone, is_public
from tests.harness.ports import free_port

_when = count(1)


class Elsewhere(BaseHTTPRequestHandler):
    """Somebody else's site: it answers with the status that the path names, HEAD and GET apart where it names two."""

    def do_HEAD(self) -> None:
        self._answer(self.path.split("/")[1])

    def do_GET(self) -> None:
        self._answer(self.path.split("/")[-1])

    def _answer(self, status: str) -> None:
        self.send_response(int(status))
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Not on our screen."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def asked(*addresses: str) -> dict[str, str]:
    return gone(addresses, lambda host: True, next(_when))


def test_only_what_is_known_to_be_gone_is_said_to_be(elsewhere: str) -> None:
    paths = ("200", "301", "403", "500", "404", "410", "404/200", "405/200", "405/404")
    assert asked(*(f"{elsewhere}/{path}" for path in paths)) == {
        f"{elsewhere}/404": "sidan finns inte",
        f"{elsewhere}/410": "sidan är borttagen",
        f"{elsewhere}/405/404": "sidan finns inte",
    }


def test_who_does_not_answer_may_answer_the_readers() -> None:
    assert asked(f"http://127.0.0.1:{free_port()}/404", "http://finns.invalid/404") == {}


def test_an_answer_holds_for_a_while(elsewhere: str) -> None:
    seen: list[str] = []

    def may_ask(host: str) -> bool:
        seen.append(host)
        return True

    when = next(_when)
    for _ in range(3):
        assert gone([f"{elsewhere}/404"], may_ask, when)
    assert len(seen) == 1


def test_nobody_inside_is_asked_by_way_of_a_notice(elsewhere: str) -> None:
    assert not is_public("127.0.0.1")
    assert not is_public("localhost")
    assert not is_public("10.1.2.3")
    assert not is_public("finns.invalid")
    assert gone([f"{elsewhere}/404"], when=next(_when)) == {}
