"""What a subscriber's reader sees: which entries there are, what they are called, and what moves when."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import feedparser
import pytest

from models.terms import Environment, Impact, Kind, Status
from models.when import When
from notices.site.feeds import feeds
from notices.site.frame import Frame
from notices.site.published import Published, Story
from notices.timing import parse
from tests.paths import ROOT
from tests.unit.site.frames import SERVICE, TAG, a_frame, a_notice, an_update, at

NOTICE_ID = f"tag:{TAG}:notis/2026-03-02-filerna-ar-sena"
FIRST, SECOND = (an_update(n, f"2026-03-02 1{n}.30") for n in (1, 2))


def time(text: str) -> When:
    return parse(text, at("2026-03-02 08.10").date())


def read(frame: Frame, section: str | None = None, suffix: str = "atom") -> Any:
    """The feed as a reader has it."""
    (document,) = [each for each in feeds(frame, section) if each.path.endswith(suffix)]
    return feedparser.parse(document.body)


def items(frame: Frame, section: str | None = None) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(feeds(frame, section)[2].body)["items"]
    return items


def by_id(frame: Frame) -> dict[str, dict[str, Any]]:
    return {item["id"]: item for item in items(frame)}


def moment(text: str) -> str:
    return at(text).isoformat()


def test_an_update_is_an_entry_of_its_own_and_stands_in_its_notices_entry() -> None:
    frame = a_frame(a_notice(updates=(FIRST, SECOND)))
    second, first, notice = items(frame)
    assert [second["id"], first["id"], notice["id"]] == [
        f"{NOTICE_ID}/uppdatering/2", f"{NOTICE_ID}/uppdatering/1", NOTICE_ID,
    ]  # fmt: skip
    assert "Det nya är nummer 2." in second["content_html"]
    assert "nummer 1." not in second["content_html"]
    assert second["url"] == "https://drift.example/notiser/2026-03-02-filerna-ar-sena#uppdatering-2"
    assert notice["content_html"].index("nummer 2.") < notice["content_html"].index("nummer 1.")
    assert "Nattens filer dröjer." in notice["content_html"]


def test_an_update_moves_its_notices_updated_but_not_the_earlier_updates() -> None:
    before, after = (by_id(a_frame(a_notice(updates=updates))) for updates in ((FIRST,), (FIRST, SECOND)))
    assert before[NOTICE_ID]["date_modified"] == moment("2026-03-02 11.30")
    assert after[NOTICE_ID]["date_modified"] == moment("2026-03-02 12.30")
    assert after[NOTICE_ID]["date_published"] == before[NOTICE_ID]["date_published"] == moment("2026-03-02 08.10")
    assert after[f"{NOTICE_ID}/uppdatering/1"] == before[f"{NOTICE_ID}/uppdatering/1"]


def test_a_correction_keeps_ids_and_published_and_moves_updated() -> None:
    before = a_notice(updates=(FIRST,))
    after = a_notice("Filerna är mycket sena", updates=(FIRST,), corrected_at=at("2026-03-04 09.00"))
    old, new = items(a_frame(before)), items(a_frame(after))
    for name in ("id", "url", "date_published"):
        assert [item[name] for item in new] == [item[name] for item in old]
    assert {item["date_modified"] for item in new} == {moment("2026-03-04 09.00")}
    assert new[1]["title"] == "Filerna är mycket sena"


def test_an_update_after_a_correction_is_not_older_than_itself() -> None:
    notice = a_notice(updates=(FIRST, SECOND), corrected_at=at("2026-03-02 12.00"))
    second, first, whole = items(a_frame(notice))
    assert first["date_modified"] == moment("2026-03-02 12.00")
    assert second["date_modified"] == whole["date_modified"] == moment("2026-03-02 12.30")


@pytest.mark.parametrize(
    ("status", "title"),
    [
        (None, "Uppdatering: Filerna är sena"),
        (Status.INVESTIGATING, "Uppdatering: Filerna är sena"),
        (Status.PLANNED, "Uppdatering: Filerna är sena"),
        (Status.FIX_PLANNED, "Rättning planerad: Filerna är sena"),
        (Status.MONITORING, "Under uppföljning: Filerna är sena"),
        (Status.RESOLVED, "Åtgärdad: Filerna är sena"),
        (Status.COMPLETED, "Avslutad: Filerna är sena"),
        (Status.CANCELLED, "Inställd: Filerna är sena"),
    ],
)
def test_an_updates_title_says_how_far_it_has_come(status: Status | None, title: str) -> None:
    update = an_update(status=status)
    assert items(a_frame(a_notice(updates=(update,))))[0]["title"] == title


def test_an_update_without_words_says_its_status() -> None:
    update = replace(FIRST, body="", status=Status.RESOLVED)
    entry = items(a_frame(a_notice(updates=(update,))))[0]
    assert entry["summary"] == "Åtgärdad."
    assert "Åtgärdad" in entry["content_html"]


def test_the_test_environment_is_said_in_every_title() -> None:
    notice = a_notice(environment=Environment.TEST, updates=(replace(FIRST, status=Status.RESOLVED),))
    titles = [item["title"] for item in items(a_frame(notice))]
    assert titles == ["Test: Åtgärdad: Filerna är sena", "Test: Filerna är sena"]


def test_a_withdrawn_notice_keeps_its_entries_and_loses_its_words() -> None:
    before = a_notice(updates=(FIRST,), action="Läs inte in filerna.", benefits=("SA",), status=Status.INVESTIGATING)
    after = replace(before, withdrawn_at=at("2026-03-05 15.00"), withdrawn_reason="Notisen gällde <fel> tjänst.")
    after = replace(after, changed_at=at("2026-03-05 15.00"))
    withdrawal, *rest = items(a_frame(after))
    assert withdrawal["id"] == f"{NOTICE_ID}/indragen"
    assert withdrawal["date_published"] == moment("2026-03-05 15.00")
    assert [item["id"] for item in rest] == [item["id"] for item in items(a_frame(before))]
    assert [item["date_published"] for item in rest] == [item["date_published"] for item in items(a_frame(before))]
    for item in (withdrawal, *rest):
        assert item["title"] == "Indragen: Filerna är sena"
        assert item["summary"] == ("Notisen drogs in torsdag 5 mars 2026 kl 15.00. Skäl: Notisen gällde <fel> tjänst.")
        assert "Notisen gällde &lt;fel&gt; tjänst." in item["content_html"]
        assert "dröjer" not in str(item)
        assert "Läs inte" not in str(item)
        assert item["date_modified"] == moment("2026-03-05 15.00")
        assert item["tags"] == ["Sjuk- och aktivitetsersättning"]
        assert item["_driftinformation"] == {
            "notice": NOTICE_ID,
            "benefits": ["SA"],
            "withdrawn": moment("2026-03-05 15.00"),
        }


def test_entries_are_newest_first_also_when_an_old_notice_gets_an_update() -> None:
    old = a_notice(id=1, slug="2026-03-01-a", published="2026-03-01 08.00", updates=(an_update(1, "2026-03-03 08.00"),))
    new = a_notice(id=2, slug="2026-03-02-b", published="2026-03-02 08.00")
    for suffix in ("rss", "atom"):
        names = [entry.id.partition("notis/")[2] for entry in read(a_frame(new, old), suffix=suffix).entries]
        assert names == ["2026-03-01-a/uppdatering/1", "2026-03-02-b", "2026-03-01-a"]


def test_notices_of_one_date_keep_the_order_in_which_they_came() -> None:
    dated = [a_notice(id=n, slug=f"2026-03-02-{n}", published="2026-03-02 00.00", dated=True) for n in (2, 3, 1)]
    entries = items(a_frame(*dated))
    assert [entry["id"][-1] for entry in entries] == ["3", "2", "1"]
    assert {entry["date_published"] for entry in entries} == {"2026-03-02T00:00:00+01:00"}


def test_a_dated_update_shows_no_clock_time() -> None:
    update = replace(FIRST, at=at("2026-03-12 00.00"), dated=True)
    notice = items(a_frame(a_notice(updates=(update,))))[1]
    assert "Uppdatering torsdag 12 mars 2026</h3>" in notice["content_html"]


def test_a_feed_has_the_fifty_newest_entries() -> None:
    start = at("2026-01-01 08.00")
    notices = [
        a_notice(
            id=n,
            slug=f"2026-{n:03}",
            published=f"{start + timedelta(hours=n):%Y-%m-%d %H.%M}",
            updates=(an_update(1, f"{start + timedelta(hours=n + 1):%Y-%m-%d %H.%M}"),),
        )
        for n in range(120)
    ]
    late = replace(notices[0], content=replace(notices[0].content, updates=(an_update(1, "2026-06-01 08.00"),)))
    late = replace(late, changed_at=at("2026-06-01 08.00"))
    entries = items(a_frame(late, *notices[1:]))
    dates = [datetime.fromisoformat(entry["date_published"]) for entry in entries]
    assert len(entries) == 50
    assert dates == sorted(dates, reverse=True)
    assert entries[0]["id"].endswith("2026-000/uppdatering/1")
    assert len({entry["id"] for entry in entries}) == 50


def test_a_sections_feed_has_its_own_address_and_only_its_notices() -> None:
    frame = a_frame(
        a_notice(id=1, slug="2026-03-01-drift"),
        a_notice(id=2, slug="2026-03-02-release", section="releases", title="Ny version"),
    )
    assert [document.path for document in feeds(frame)] == ["/flode.rss", "/flode.atom", "/flode.json"]
    for section in SERVICE.section:
        paths = [document.path for document in feeds(frame, section.code)]
        assert paths == [f"/{section.path}/flode.{suffix}" for suffix in ("rss", "atom", "json")]
    assert [item["title"] for item in items(frame, "releases")] == ["Ny version"]
    assert items(frame, "news") == []


def test_the_same_snapshot_gives_the_same_bytes() -> None:
    """Also in another process, with other hash seeds and at another moment, so a reader is answered 304."""
    script = (
        "import hashlib; from tests.unit.site.frames import *; from notices.site.feeds import feeds;"
        "documents = feeds(a_frame(a_notice(benefits=('SA', 'EP'), updates=(an_update(),))), hub='https://hub.example')"
        "; print(*(hashlib.sha256(d.body).hexdigest() + str(d.modified) for d in documents))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True, text=True, check=True, cwd=ROOT, env={"PYTHONPATH": ".", "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert runs[0] == runs[1] != ""


def test_a_feed_is_as_old_as_the_newest_change_in_it() -> None:
    frame = a_frame(a_notice(updates=(FIRST,)), a_notice(id=2, slug="2026-03-09-x", section="news"))
    for document in feeds(frame, "operations"):
        assert document.modified == FIRST.at
    assert read(frame, "operations").feed.updated == moment("2026-03-02 11.30")
    assert read(frame, "operations", "rss").feed.updated == "Mon, 02 Mar 2026 11:30:00 +0100"


def test_a_publication_elsewhere_leaves_an_empty_feed_as_it_was() -> None:
    before, after = (feeds(a_frame(*notices), "news") for notices in ((), (a_notice(),)))
    assert [document.body for document in before] == [document.body for document in after]


def test_ids_survive_a_move_to_another_address() -> None:
    notice = a_notice(updates=(FIRST,), withdrawn_at=at("2026-03-05 15.00"), withdrawn_reason="Fel.")
    here, there = (read(a_frame(notice, address=address)) for address in ("https://a.example", "https://b.example"))
    assert [entry.id for entry in here.entries] == [entry.id for entry in there.entries]
    assert here.feed.id == there.feed.id
    assert all(entry.link.startswith("https://b.example/notiser/") for entry in there.entries)


def test_addresses_within_the_site_are_whole() -> None:
    notice = a_notice(body="Läs [mer](/om) och [nytt](#nytt), eller <https://annat.example/x>.")
    html = items(a_frame(notice))[0]["content_html"]
    assert 'href="https://drift.example/om"' in html
    assert 'href="https://drift.example/notiser/2026-03-02-filerna-ar-sena#nytt"' in html
    assert 'href="https://annat.example/x"' in html


def test_the_entry_begins_with_what_the_subscriber_must_do() -> None:
    notice = a_notice(
        action="Beställ en heluppdatering för <alla>.",
        impact=Impact.DELAY,
        status=Status.MONITORING,
        environment=Environment.PRODUCTION,
        kind=Kind.INCIDENT,
        benefits=("SA", "ÅP"),
        operations=("full_refresh",),
        time=time("natten mot den 2 mars"),
        next_word=time("på torsdag"),
    )
    entry = items(a_frame(notice))[0]
    html = entry["content_html"]
    assert html.startswith(
        "<ul><li><strong>Det här behöver ni göra:</strong> Beställ en heluppdatering för &lt;alla&gt;."
    )
    for words in (
        "natten mot den 2 mars", "på torsdag (torsdag 5 mars 2026)", "Sjuk- och aktivitetsersättning, Ålderspension",
        "Heluppdatering", "Försening", "Under uppföljning", "Produktion",
    ):  # fmt: skip
        assert words in html
    assert entry["summary"].startswith("Det här behöver ni göra: Beställ en heluppdatering för <alla>.")


def test_a_notice_of_which_nothing_is_known_shows_no_facts() -> None:
    entry = items(a_frame(a_notice()))[0]
    assert entry["content_html"].strip() == "<p>Nattens filer dröjer.</p>"
    assert entry["summary"] == "Nattens filer dröjer."
    assert entry["_driftinformation"] == {"notice": NOTICE_ID}


def test_a_long_text_is_cut_at_a_word_in_the_summary_only() -> None:
    entry = items(a_frame(a_notice(body="ord " * 500)))[0]
    assert entry["summary"].endswith("ord …")
    assert len(entry["summary"]) <= 402
    assert entry["content_html"].count("ord") == 500


def a_full_notice(**fields: Any) -> Published:
    return a_notice(
        kind=Kind.PLANNED, impact=Impact.OUTAGE, status=Status.PLANNED, environment=Environment.TEST,
        benefits=("SA", "ÅP"), operations=("daily_run",), action="Läs in filerna i ordning.",
        time=time("den 5 mars 2026 kl 18.00–20.00"), threads=(7,), updates=(FIRST,), **fields,
    )  # fmt: skip


def test_programs_get_the_facts_by_their_codes() -> None:
    update, notice = items(a_frame(a_full_notice(), stories=[Story(7, "Flytten", (1,))]))
    facts = {
        "notice": NOTICE_ID,
        "kind": "planned",
        "impact": "outage",
        "environment": "test",
        "benefits": ["SA", "ÅP"],
        "operations": ["daily_run"],
        "action": "Läs in filerna i ordning.",
    }
    assert update["_driftinformation"] == facts
    assert notice["_driftinformation"] == facts | {
        "status": "planned",
        "time": {
            "text": "den 5 mars 2026 kl 18.00–20.00",
            "start": "2026-03-05T18:00:00+01:00",
            "end": "2026-03-05T20:00:00+01:00",
            "precision": "minute",
        },
        "threads": ["Flytten"],
    }


def test_a_moved_event_leaves_the_entries_of_its_earlier_updates_alone() -> None:
    stories = [Story(7, "Flytten", (1,))]
    before = a_full_notice()
    content = replace(before.content, time=time("den 9 mars 2026 kl 18.00"), updates=(FIRST, SECOND))
    after = replace(before, content=content, version=3, changed_at=SECOND.at)
    old, new = by_id(a_frame(before, stories=stories)), by_id(a_frame(after, stories=stories))
    assert new[f"{NOTICE_ID}/uppdatering/1"] == old[f"{NOTICE_ID}/uppdatering/1"]
    assert new[NOTICE_ID]["_driftinformation"]["time"]["start"] == "2026-03-09T18:00:00+01:00"
