"""Each format as its specification, and the W3C's validator, want it."""

import json
import re
from email.utils import parsedate_to_datetime
from itertools import pairwise
from typing import Any

import pytest
from lxml import etree

from models.terms import Kind, Status
from notices.site.document import Document
from notices.site.feeds import feeds
from notices.timing import parse
from tests.unit.site.frames import ADDRESS, TAG, a_frame, a_notice, an_update, at

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
HUB = "https://hub.example/"
RFC822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d")
FRAME = a_frame(
    a_notice(
        "Ny <tjänst> & flytt",
        kind=Kind.PLANNED,
        status=Status.PLANNED,
        benefits=("SA", "ÅP"),
        operations=("daily_run",),
        time=parse("natten mot den 5 mars", at("2026-03-02 08.10").date()),
        updates=(an_update(status=Status.COMPLETED),),
        action="Inget.",
    )
)


@pytest.fixture(params=[None, "operations"])
def documents(request: pytest.FixtureRequest) -> tuple[Document, ...]:
    return feeds(FRAME, request.param, HUB)


@pytest.fixture
def channel(documents: tuple[Document, ...]) -> Any:
    return etree.fromstring(documents[0].body)[0]


@pytest.fixture
def atom(documents: tuple[Document, ...]) -> Any:
    return etree.fromstring(documents[1].body)


@pytest.fixture
def feed(documents: tuple[Document, ...]) -> dict[str, Any]:
    feed: dict[str, Any] = json.loads(documents[2].body)
    return feed


def test_each_format_says_what_it_is(documents: tuple[Document, ...]) -> None:
    media = ["application/rss+xml", "application/atom+xml", "application/feed+json"]
    assert [document.content_type for document in documents] == [f"{each}; charset=utf-8" for each in media]


def test_a_person_who_opens_it_sees_a_page(documents: tuple[Document, ...]) -> None:
    for document in documents[:2]:
        tree = etree.fromstring(document.body).getroottree()
        assert tree.docinfo.encoding == "UTF-8"
        (instruction,) = tree.xpath("/processing-instruction('xml-stylesheet')")
        assert dict(instruction.attrib) == {"type": "text/xsl", "href": "/flode.xsl"}


def test_rss_has_what_a_channel_needs(channel: Any, documents: tuple[Document, ...]) -> None:
    home = ADDRESS + documents[0].path.removesuffix("flode.rss")
    assert channel.findtext("link") in (home, home.rstrip("/"))
    assert channel.findtext("title").startswith("LEFI Prenumeration: ")
    assert channel.findtext("description")
    assert channel.findtext("language") == "sv-SE"
    assert channel.findtext("ttl") == "5"
    assert RFC822.fullmatch(channel.findtext("lastBuildDate"))
    links = {link.get("rel"): link.get("href") for link in channel.findall(f"{ATOM}link")}
    assert links == {"self": ADDRESS + documents[0].path, "hub": HUB}
    assert channel.find(f"{ATOM}link[@rel='self']").get("type") == "application/rss+xml"


def test_rss_items_come_after_all_else_in_the_channel(channel: Any) -> None:
    names = [child.tag for child in channel]
    assert names.index("item") == len(names) - names.count("item")
    once = [name for name in names if name not in ("item", f"{ATOM}link")]
    assert len(once) == len(set(once))


def test_rss_items_are_as_the_validator_wants_them(channel: Any) -> None:
    items = channel.findall("item")
    assert len(items) == 2
    for item in items:
        names = [child.tag for child in item]
        assert names.index("description") < names.index(f"{CONTENT}encoded")
        assert item.find("guid").get("isPermaLink") == "false"
        assert item.findtext("guid").startswith(f"tag:{TAG}:notis/")
        assert RFC822.fullmatch(item.findtext("pubDate"))
        assert RFC3339.fullmatch(item.findtext(f"{ATOM}updated"))
        assert re.fullmatch(r"\S+@\S+ \(.+\)", item.findtext("author"))
        assert item.findtext("link").startswith(f"{ADDRESS}/notiser/")
        assert all(each.text for each in item.findall("category"))
    assert len({item.findtext("guid") for item in items}) == len(items)
    assert items[1].findtext("title") == "Ny <tjänst> & flytt"


def test_rss_dates_are_the_entries_own(channel: Any) -> None:
    update, notice = channel.findall("item")
    assert parsedate_to_datetime(notice.findtext("pubDate")) == at("2026-03-02 08.10")
    assert parsedate_to_datetime(update.findtext("pubDate")) == at("2026-03-02 11.30")
    assert notice.findtext(f"{ATOM}updated") == at("2026-03-02 11.30").isoformat()


def test_atom_has_what_a_feed_and_its_entries_need(atom: Any, documents: tuple[Document, ...]) -> None:
    assert atom.findtext(f"{ATOM}id").startswith(f"tag:{TAG}:flode")
    assert atom.findtext(f"{ATOM}author/{ATOM}name")
    links = {link.get("rel"): link.get("href") for link in atom.findall(f"{ATOM}link")}
    assert links["self"] == ADDRESS + documents[1].path
    assert links["hub"] == HUB
    assert set(links) == {"self", "hub", "alternate"}
    for entry in atom.findall(f"{ATOM}entry"):
        assert entry.findtext(f"{ATOM}id").startswith(f"tag:{TAG}:notis/")
        assert entry.find(f"{ATOM}title").get("type", "text") == "text"
        assert entry.find(f"{ATOM}content").get("type") == "html"
        assert entry.find(f"{ATOM}summary").get("type") == "html"
        for name in ("published", "updated"):
            assert RFC3339.fullmatch(entry.findtext(ATOM + name))
    dates = [entry.findtext(f"{ATOM}published") for entry in atom.findall(f"{ATOM}entry")]
    assert all(earlier >= later for earlier, later in pairwise(dates))


def test_json_feed_has_what_version_1_1_asks_for(feed: dict[str, Any], documents: tuple[Document, ...]) -> None:
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == ADDRESS + documents[2].path
    assert feed["home_page_url"].startswith(ADDRESS)
    assert feed["language"] == "sv-SE"
    assert feed["hubs"] == [{"type": "WebSub", "url": HUB}]
    for item in feed["items"]:
        assert item["content_html"]
        assert RFC3339.fullmatch(item["date_published"])
        assert RFC3339.fullmatch(item["date_modified"])
        assert all(isinstance(tag, str) for tag in item["tags"])


def test_the_three_formats_tell_the_same(channel: Any, atom: Any, feed: dict[str, Any]) -> None:
    in_json = [(item["id"], item["title"], item["url"], item["content_html"]) for item in feed["items"]]
    in_rss = [
        tuple(item.findtext(name) for name in ("guid", "title", "link", f"{CONTENT}encoded"))
        for item in channel.findall("item")
    ]
    in_atom = [
        (*(entry.findtext(ATOM + name) for name in ("id", "title")), entry.find(f"{ATOM}link").get("href"),
         entry.findtext(f"{ATOM}content"))
        for entry in atom.findall(f"{ATOM}entry")
    ]  # fmt: skip
    assert in_rss == in_atom == in_json


def test_programs_find_the_facts_as_categories_in_the_services_own_schemes(channel: Any, atom: Any) -> None:
    notice = atom.findall(f"{ATOM}entry")[1]
    in_atom = [(each.get("scheme"), each.get("term")) for each in notice.findall(f"{ATOM}category")]
    assert in_atom == [
        (f"tag:{TAG}:kind", "planned"),
        (f"tag:{TAG}:status", "planned"),
        (f"tag:{TAG}:benefit", "SA"),
        (f"tag:{TAG}:benefit", "ÅP"),
        (f"tag:{TAG}:operation", "daily_run"),
    ]
    in_rss = [(each.get("domain"), each.text) for each in channel.findall("item")[1].findall("category")]
    assert [domain for domain, _ in in_rss] == [scheme for scheme, _ in in_atom]
    assert [word for _, word in in_rss][2:] == ["Sjuk- och aktivitetsersättning", "Ålderspension", "Dygnskörning"]


def test_no_namespace_is_used_that_the_validator_does_not_know(channel: Any, atom: Any) -> None:
    known = {ATOM.strip("{}"), CONTENT.strip("{}"), "http://www.w3.org/XML/1998/namespace"}
    for root in (channel.getroottree().getroot(), atom):
        assert {etree.QName(each).namespace for each in root.iter("*")} <= {*known, None}
        assert set(root.nsmap.values()) <= known


def test_no_two_entries_of_atom_have_the_same_updated() -> None:
    """The W3C's validator warns of it. A notice and its last update were changed at the same time, to the second."""
    withdrawn = a_notice(
        id=2, slug="2026-03-01-x", updates=(an_update(1), an_update(2)), withdrawn_at=at("2026-03-02 11.30")
    )
    atom = etree.fromstring(feeds(a_frame(a_notice(updates=(an_update(),)), withdrawn))[1].body)
    updated = [entry.findtext(f"{ATOM}updated") for entry in atom.findall(f"{ATOM}entry")]
    assert len(set(updated)) == len(updated) == 6
    assert {moment[:19] for moment in updated} == {"2026-03-02T11:30:00"}
    assert all(RFC3339.fullmatch(moment) for moment in updated)


def test_a_summary_is_text_although_readers_take_it_for_html() -> None:
    rss, atom, feed = (document.body for document in feeds(a_frame(a_notice(body="Byt <host>.crt & börja om."))))
    escaped = "Byt &lt;host&gt;.crt &amp; börja om."
    assert etree.fromstring(rss).findtext(".//item/description") == escaped
    assert etree.fromstring(atom).findtext(f".//{ATOM}entry/{ATOM}summary") == escaped
    assert json.loads(feed)["items"][0]["summary"] == "Byt <host>.crt & börja om."


def test_a_correction_moves_the_feeds_own_date() -> None:
    rss, atom, _ = feeds(a_frame(a_notice(corrected_at=at("2026-03-04 09.00"))))
    assert rss.modified == atom.modified == at("2026-03-04 09.00")
    assert etree.fromstring(rss.body).findtext(".//lastBuildDate") == "Wed, 04 Mar 2026 09:00:00 +0100"
    assert etree.fromstring(atom.body).findtext(f"{ATOM}updated") == "2026-03-04T09:00:00+01:00"


def test_without_a_hub_no_hub_is_named() -> None:
    for document in feeds(FRAME):
        assert b"hub" not in document.body


def test_a_feed_without_entries_is_whole() -> None:
    rss, atom, feed = (document.body for document in feeds(FRAME, "news"))
    assert etree.fromstring(rss)[0].findall("item") == []
    assert etree.fromstring(atom).findtext(f"{ATOM}updated")
    assert json.loads(feed)["items"] == []
