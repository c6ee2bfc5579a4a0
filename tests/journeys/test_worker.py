"""The worker does what the clock asks for."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from models.terms import Act
from notices import clock
from notices.drafts import CALL_BACK, Writer, begin, submit
from tests.factories import SERVICE, desk, incident
from tests.harness.server import Server
from tests.harness.waiting import wait_until
from tests.journeys.hub import running_hub

MakeServer = Callable[..., Server]


def test_the_hub_is_told_of_each_publication_and_again_when_it_did_not_hear(server: MakeServer, tmp_path: Path) -> None:
    with running_hub() as hub:
        installed = server(f"sqlite:///{tmp_path}/driftinformation.db", WEBSUB_HUB=hub.address)
        installed.start()
        installed.worker.start()
        assert hub.address.rstrip("/") in installed.get("/flode.rss").text
        hub.refuses = True
        installed.flask("notice", "publish", "-", input="---\ntitle: Filerna är sena\n---\n")
        wait_until(lambda: hub.refusals > 0, "the hub to refuse")
        hub.refuses = False
        wait_until(lambda: len(hub.told) > 0, "the hub to be told again")
    assert hub.told[0]["hub.mode"] == ["publish"]
    assert f"{installed.address}/flode.rss" in hub.told[0]["hub.url"]
    assert len(hub.told) == 1, "one publication is told once"


def test_a_notice_is_published_when_its_time_comes_and_the_site_shows_it(server: MakeServer, database_url: str) -> None:
    installed = server(database_url)
    installed.start()
    installed.worker.start()
    soon = clock.now() + timedelta(seconds=3)
    anna = desk(database_url)
    anna.publish(incident("I rätt tid"), now=clock.now(), at=soon)
    with anna.database.writing() as session:
        pressed = clock.now() - CALL_BACK + timedelta(seconds=3)  # so that it is called back no more in three seconds
        writer = Writer(session, SERVICE, "Anna", pressed, may_publish=True)
        submit(writer, begin(writer, Act.PUBLISH, fields={"title": "Efter tio sekunder"}), 1)
    anna.database.close()
    for title, what in (("I rätt tid", "the time to come"), ("Efter tio sekunder", "the draft to leave")):
        wait_until(lambda title=title: title in installed.get("/").text, what)  # type: ignore[misc]
    assert clock.now() >= soon
