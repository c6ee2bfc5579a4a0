"""The mail server's stand-in for tests."""

from collections.abc import Iterator

import pytest

from tests.standins.smtp.server import MailServer


@pytest.fixture(scope="session")
def running_mail_server() -> Iterator[MailServer]:
    """One for each test process, started when a test first asks for it."""
    with MailServer() as server:
        yield server


@pytest.fixture
def mail_server(running_mail_server: MailServer) -> MailServer:
    """The mail server: nothing taken yet, no faults."""
    running_mail_server.reset()
    return running_mail_server
