"""Being told by mail, as a person does it: the form, the letter, the button, a notice, and the way out."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from notices import clock
from notices.database import Database
from notices.publishing import Publisher
from tests.factories import SERVICE, incident
from tests.harness import axe
from tests.harness.browser import Pages
from tests.harness.server import Server
from tests.harness.waiting import wait_until
from tests.standins.smtp.fixtures import mail_server, running_mail_server
from tests.standins.smtp.server import MailServer

__all__ = ["installed", "mail_server", "running_mail_server"]

ANNA = "anna@kommun.example"


@pytest.fixture
def installed(server: Callable[..., Server], mail_server: MailServer, tmp_path: Path) -> Iterator[Server]:
    made = server(
        f"sqlite:///{tmp_path}/driftinformation.db",
        SMTP_HOST="127.0.0.1",
        SMTP_PORT=str(mail_server.port),
        SMTP_TLS="none",
        MAIL_FROM="drift@lefi.example",
        MAIL_RECIPIENTS="*",
    )
    made.start()
    made.worker.start()
    yield made
    made.worker.stop()


def publish(installed: Server) -> None:
    database = Database(installed.environment["DATABASE_URL"])
    with database.writing() as session:
        Publisher(session, SERVICE, "test", clock.now(), installed.address).publish(incident())


def newest_link(mail_server: MailServer, count: int) -> str:
    """The link in the mail that comes as number `count`."""
    wait_until(lambda: len(mail_server.inbox(ANNA)) == count, "the mail")
    body = mail_server.inbox(ANNA)[-1].get_body(("plain",))
    assert body is not None
    return str(re.findall(r"http\S+\?t=\S+", str(body.get_content()))[-1])


def test_a_person_signs_up_is_told_and_leaves(installed: Server, page: Pages, mail_server: MailServer) -> None:
    form = f"{installed.address}/prenumerera"
    assert [found for path in ("", "/skickat") for found in axe.violations(page(form + path, width=320))] == []
    window = page(form, width=320, javascript=False)
    assert window.evaluate("document.documentElement.scrollWidth") <= 320
    window.get_by_label("Din e-postadress").fill("anna@kommun")
    window.get_by_role("button", name="Anmäl").click()
    assert "Det är ingen e-postadress" in window.get_by_role("main").inner_text()
    window.get_by_label("Din e-postadress").fill(ANNA)
    window.get_by_role("button", name="Anmäl").click()
    assert "Titta i din e-post" in window.get_by_role("heading", level=1).inner_text()

    window.goto(newest_link(mail_server, 1))
    window.get_by_role("button", name="Ja, börja").click()
    assert window.get_by_role("heading", level=1).inner_text() == "Klart"

    publish(installed)
    window.goto(newest_link(mail_server, 2))
    assert mail_server.inbox(ANNA)[1]["Subject"] == "[Driftinformation] Filerna är sena"
    window.get_by_role("button", name="Ja, sluta").click()
    assert window.get_by_role("heading", level=1).inner_text() == "E-posten är avslutad"
    installed.worker.stop()
    assert "error" not in installed.worker.log
    assert ANNA not in installed.worker.log + installed.log
