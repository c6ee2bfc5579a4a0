"""Whatever somebody writes or pastes, the feed is well-formed and a reader gets the words back."""

import json

import feedparser
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from lxml import etree

from models.terms import Kind, Status
from models.when import Precision, When
from notices.site.calendar import calendar
from notices.site.feeds import feeds
from notices.site.wording import one_line
from tests.unit.site.frames import a_frame, a_notice, an_update, at

# Half surrogate pairs, too: JSON in a database can hold them.
PIECES = st.sampled_from(
    [
        "]]>", "<![CDATA[", "-->", "&amp;", "<b>", "</b>", "<script>", "[x](/y)", "`", "# ", "BEGIN:VEVENT", ";,\\n",
        "\x00", "\x0b", "\x85", "\ufffe", "\ud800", "\u00a0", "\r\n", "å", "😀", "👩‍🚒",
    ]
)  # fmt: skip
TEXT = st.lists(PIECES | st.text(st.characters(codec=None), max_size=8), max_size=8).map("".join)
MODEST = settings(max_examples=60)


@given(title=TEXT, body=TEXT, action=TEXT, reason=TEXT)
@example(title="\x00", body="", action="", reason="")
@MODEST
def test_any_text_gives_a_feed_that_readers_can_read(title: str, body: str, action: str, reason: str) -> None:
    notice = a_notice(title, body=body, action=action, updates=(an_update(body=reason),))
    rss, atom, feed = (document.body for document in feeds(a_frame(notice)))
    shown = one_line(title) or notice.slug
    assert etree.fromstring(rss).findall(".//item/title")[1].text == shown
    parsed = feedparser.parse(atom)
    assert not parsed.bozo
    assert len(parsed.entries) == 2
    assert json.loads(feed)["items"][1]["title"] == shown
    assert json.loads(feed)["items"][0]["title"] == f"Uppdatering: {shown}"


@given(
    words=st.lists(
        st.text(st.characters(categories=["L", "N", "S", "P"], exclude_characters="<>&"), min_size=1), min_size=1
    )
)
@MODEST
def test_a_reader_gets_the_title_back(words: list[str]) -> None:
    title = " ".join(words)
    for document in feeds(a_frame(a_notice(title)))[:2]:
        assert feedparser.parse(document.body).entries[0].title == one_line(title)


@given(title=TEXT, reason=TEXT)
@MODEST
def test_any_text_gives_a_withdrawal_that_readers_can_read(title: str, reason: str) -> None:
    notice = a_notice(title, withdrawn_at=at("2026-03-05 15.00"), withdrawn_reason=reason)
    for document in feeds(a_frame(notice))[:2]:
        parsed = feedparser.parse(document.body)
        assert not parsed.bozo
        assert len(parsed.entries) == 2


@given(title=TEXT, action=TEXT, written=TEXT)
@MODEST
def test_any_text_gives_a_calendar_that_clients_can_read(title: str, action: str, written: str) -> None:
    time = When(written, at("2026-03-05 18.00"), None, Precision.MINUTE)
    notice = a_notice(title, kind=Kind.PLANNED, status=Status.PLANNED, time=time, action=action)
    document = calendar(a_frame(notice))
    (event,) = Calendar.from_ical(document.body).walk("VEVENT")
    assert str(event["summary"]) == (one_line(title) or notice.slug)
    assert all(len(line) <= 75 for line in document.body.split(b"\r\n"))
