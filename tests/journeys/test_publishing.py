"""From the command line to the page, the feed and the calendar, over HTTP alone."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser
import icalendar
import pytest

from tests.harness.server import Server
from tests.harness.waiting import wait_until

MakeServer = Callable[..., Server]

LATE = """---
title: Nattens filer är sena
kind: Akut
impact: Försening
benefits: FP, Tillfällig föräldrapenning
operations: [Dygnskörning]
action: Vänta på filerna. Ni behöver inte beställa något.
next_word: kl 23.30
---
Körningen stannade. Filerna levereras **under dagen**.
"""


@pytest.fixture
def installed(server: MakeServer, tmp_path: Path) -> Server:
    """A server on SQLite. The acts themselves are tested on both databases, and so is the first journey here."""
    made = server(f"sqlite:///{tmp_path}/driftinformation.db")
    made.start()
    return made


def publish(server: Server, text: str) -> str:
    """Publish, and wait until the page is there."""
    address = server.flask("notice", "publish", "-", input=text).stdout.strip()
    wait_until(lambda: server.get(address).status_code == 200, address)
    return address


def seen(server: Server, path: str, words: str) -> None:
    wait_until(lambda: words in server.get(path).text, f"{words!r} on {path}")


def entries(server: Server, path: str = "/flode.rss") -> dict[str, feedparser.FeedParserDict]:
    feed = feedparser.parse(server.get(path).content)
    assert not feed.bozo
    return {entry.id: entry for entry in feed.entries}


def test_a_notice_from_its_first_word_to_its_last(server: MakeServer, database_url: str) -> None:
    installed = server(database_url)
    installed.start()
    address = publish(installed, LATE)
    front = installed.get("/").text
    for words in ("Nattens filer är sena", "Vänta på filerna", "Föräldrapenning", "Dygnskörning", "23.30"):
        assert words in front, words
    (first,) = entries(installed).values()
    assert first.title == "Nattens filer är sena"
    assert first.link == address
    # An update is an entry of its own and stands in its notice's entry.
    installed.flask("notice", "update", address, "-", "--status", "Rättning planerad", input="Orsaken är hittad.")
    seen(installed, address, "Orsaken är hittad.")
    updated = entries(installed)
    assert len(updated) == 2
    assert "Orsaken är hittad." in updated[first.id].content[0].value
    # A correction keeps every id and shows both versions.
    installed.flask(
        "notice", "correct", address, "-", "--reason", "Fel ord", input="---\ntitle: Filerna är sena\n---\n"
    )
    seen(installed, address, "Filerna är sena")
    assert entries(installed).keys() == updated.keys()
    versions = installed.get(f"{address}/versioner").text
    assert "<del>" in versions
    assert "Fel ord" in versions
    # The end is told, and the board is at rest again.
    installed.flask("notice", "end", address, "-", input="Filerna är levererade.")
    seen(installed, "/", "Inga kända störningar")
    assert len(entries(installed)) == 3
    installed.flask("notice", "withdraw", address, "--reason", "Felet fanns inte")
    seen(installed, address, "Felet fanns inte")
    assert any("Indragen" in entry.title for entry in entries(installed).values())


def test_a_planned_event_is_moved_and_cancelled_in_the_page_and_the_calendar_alike(installed: Server) -> None:
    address = publish(installed, "---\ntitle: Underhåll\nkind: Planerat\ntime: den 14 mars 2031 kl 18.00–20.00\n---\n")

    def event() -> Any:
        (found,) = icalendar.Calendar.from_ical(installed.get("/kalender.ics").text).walk("VEVENT")
        return found

    first = event()
    assert first["DTSTART"].to_ical() == b"20310314T170000Z"
    installed.flask("notice", "reschedule", address, "helgen 15–16 mars 2031")
    seen(installed, address, "helgen 15–16 mars 2031")
    moved = event()
    assert moved["UID"] == first["UID"]
    assert moved["SEQUENCE"] > first["SEQUENCE"]
    assert moved["DTSTART"].to_ical() == b"20310315"
    installed.flask("notice", "cancel", address, "--reason", "Behövs inte längre.")
    seen(installed, address, "Behövs inte längre.")
    assert event()["STATUS"] == "CANCELLED"


def test_bytes_stay_the_same_while_nothing_changes(installed: Server) -> None:
    publish(installed, LATE)
    paths = ("/", "/flode.rss", "/flode.atom", "/flode.json", "/kalender.ics", "/sitemap.xml", "/en/")
    before = {path: installed.get(path) for path in paths}
    installed.restart()
    for path, answer in before.items():
        again = installed.get(path)
        assert again.content == answer.content, path
        assert again.headers["ETag"] == answer.headers["ETag"]
        assert again.headers["Last-Modified"] == answer.headers["Last-Modified"]
        assert installed.get(path, If_None_Match=answer.headers["ETag"]).status_code == 304


def test_what_waits_for_its_time_is_not_shown_before(installed: Server) -> None:
    waits = installed.flask("notice", "publish", "-", "--at", "2035-01-01 06:00", input=LATE).stdout.strip()
    assert "Väntar" in installed.flask("notice", "list").stdout
    assert installed.get(waits).status_code == 404
    refused = installed.flask("notice", "publish", "-", "--at", "2020-01-01 06:00", input=LATE, check=False)
    assert refused.returncode == 1
    assert "redan varit" in refused.stderr


def test_programs_read_what_the_subscriber_must_do(installed: Server) -> None:
    publish(installed, LATE)
    (item,) = json.loads(installed.get("/flode.json").text)["items"]
    facts = item["_driftinformation"]
    assert facts["action"] == "Vänta på filerna. Ni behöver inte beställa något."
    assert facts["benefits"] == ["FP", "TFP"]
    assert facts["operations"] == ["daily_run"]
