"""Readers are answered from memory as HTTP says."""

import gzip
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.http import http_date
from werkzeug.test import Client
from werkzeug.wrappers import Response

from notices.site.document import HTML, Document
from notices.site.page import Page, pack, unpack
from notices.site.reader import Reader

CHANGED = datetime(2026, 3, 10, 5, 20, tzinfo=UTC)
WORDS = "<p>Filerna är sena.</p>".encode() * 50


class OnePage:
    """A site of one page and one redirection."""

    def __init__(self) -> None:
        self.hot = self
        documents = (
            Document("/", HTML, WORDS, CHANGED),
            Document("/n/abc", HTML, b"<p>Flyttad", CHANGED, location="/notiser/a"),
            Document("/flode", HTML, b"<h1>Ett flode", CHANGED),
            Document("/flode.rss", "application/rss+xml", b"<rss/>", CHANGED),
            Document("/api/v1/notices", "application/json", b"{}", CHANGED),
        )
        self.pages: dict[str, Page] = {d.path: unpack(pack(d), []) for d in documents}

    def page(self, path: str) -> Page | None:
        return self.pages.get(path)


def behind(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    start_response("404 Not Found", [("Content-Type", "text/plain")])
    return [b"behind"]


@pytest.fixture
def client() -> Client:
    return Client(Reader(OnePage(), behind), Response)  # type: ignore[arg-type]


def test_a_page_is_given_whole_with_what_caches_need(client: Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert answer.data == WORDS
    assert answer.headers["Content-Length"] == str(len(WORDS))
    assert answer.headers["Last-Modified"] == http_date(CHANGED)
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert "stale-if-error" in answer.headers["Cache-Control"]
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("accepted", "given"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br;q=0.1, gzip", "gzip"),
        ("identity", None),
        ("*", "br"),
        ("*;q=0", None),
        ("gzip;q=nonsense", None),
        ("", None),
    ],
)
def test_the_smallest_form_that_the_reader_takes(client: Client, accepted: str, given: str | None) -> None:
    answer = client.get("/", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == given
    unpacked = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[given](answer.data)
    assert unpacked == WORDS


def test_each_form_has_a_tag_of_its_own_and_all_are_recognised(client: Client) -> None:
    forms = [client.get("/", headers={"Accept-Encoding": form}) for form in ("identity", "gzip", "br")]
    tags = [form.headers["ETag"] for form in forms]
    assert len(set(tags)) == 3
    for tag in (*tags, f"W/{tags[0]}", f'"other", {tags[1]}', "*"):
        answer = client.get("/", headers={"If-None-Match": tag})
        assert (answer.status_code, answer.data) == (304, b""), tag
        assert answer.headers["ETag"]
        assert "Content-Type" not in answer.headers


def test_a_tag_goes_before_a_date(client: Client) -> None:
    later = http_date(CHANGED + timedelta(days=1))
    assert client.get("/", headers={"If-Modified-Since": later}).status_code == 304
    assert client.get("/", headers={"If-Modified-Since": http_date(CHANGED)}).status_code == 304
    earlier = http_date(CHANGED - timedelta(seconds=1))
    assert client.get("/", headers={"If-Modified-Since": earlier}).status_code == 200
    both = {"If-Modified-Since": later, "If-None-Match": '"other"'}
    assert client.get("/", headers=both).status_code == 200
    assert client.get("/", headers={"If-Modified-Since": "not a date"}).status_code == 200


def test_head_gives_the_headers_alone(client: Client) -> None:
    answer = client.head("/")
    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["Content-Length"] == str(len(WORDS))


def test_a_redirection_leads_on(client: Client) -> None:
    answer = client.get("/n/abc")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/notiser/a")


def test_a_browser_that_opens_a_feed_is_given_a_page_and_programs_the_feed(client: Client) -> None:
    by_a_person = client.get("/flode.rss", headers={"Sec-Fetch-Dest": "document"})
    assert by_a_person.data == b"<h1>Ett flode"
    for headers in ({}, {"Sec-Fetch-Dest": "empty"}):
        assert client.get("/flode.rss", headers=headers).data == b"<rss/>"
    assert "Sec-Fetch-Dest" in by_a_person.headers["Vary"]
    assert "Sec-Fetch-Dest" in client.get("/flode.rss").headers["Vary"]
    assert client.get("/", headers={"Sec-Fetch-Dest": "document"}).data == WORDS


def test_all_else_goes_to_the_application(client: Client) -> None:
    assert client.get("/sok").data == b"behind"
    assert client.post("/").data == b"behind"


@given(
    st.dictionaries(st.sampled_from(["Accept-Encoding", "If-None-Match", "If-Modified-Since"]), st.text(max_size=40))
)
def test_no_header_breaks_it(headers: dict[str, str]) -> None:
    client = Client(Reader(OnePage(), behind), Response)  # type: ignore[arg-type]
    sendable = {name: value.encode("ascii", "ignore").decode() for name, value in headers.items()}
    printable = {name: "".join(c for c in value if c.isprintable()) for name, value in sendable.items()}
    assert client.get("/", headers=printable).status_code in (200, 304)


def test_a_page_of_another_site_may_read_what_is_for_programs(client: Client) -> None:
    answer = client.get("/api/v1/notices", headers={"Origin": "https://annan.example"})
    assert answer.content_type == "application/json"
    known = client.get("/api/v1/notices", headers={"If-None-Match": answer.headers["ETag"]})
    assert known.status_code == 304
    for one in (answer, known):
        assert one.headers["Access-Control-Allow-Origin"] == "*"
        assert "ETag" in one.headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Origin" not in client.get("/").headers


def test_a_browser_that_asks_first_may_read_and_nothing_else(client: Client) -> None:
    asked = {"Origin": "https://annan.example", "Access-Control-Request-Method": "GET"}
    answer = client.options("/api/v1/notices", headers=asked)
    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    for path, headers in (("/api/v1/notices", {}), ("/", asked), ("/api/v1/nothing", asked)):
        assert client.options(path, headers=headers).data == b"behind", path


def test_what_is_written_to_an_address_of_the_site_goes_to_the_application(client: Client) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert client.open("/api/v1/notices", method=method).data == b"behind"
