"""The tests' own browser shows what a reader sees, and axe runs where a strict policy forbids scripts."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tests.harness import axe
from tests.harness.browser import Pages, scale_text, sideways

STRICT = "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'"
PAGE = """<!doctype html>
<html lang="sv"><head><title>Prov</title>
<link rel="stylesheet" href="/style.css"><script src="/script.js"></script></head>
<body><main><h1>Prov</h1><p id="text">Text</p><p class="dark">Mörkt</p>{more}</main></body>
</html>"""
STYLE = (
    "html { font-size: 100% } .dark { display: none } @media (prefers-color-scheme: dark) { .dark { display: block } }"
)
SCRIPT = "addEventListener('load', () => document.getElementById('text').append(' och skript'))"
CONTENT = {
    "/good": ("text/html", PAGE.format(more="")),
    "/bad": ("text/html", PAGE.format(more='<img src="/x.png"><a href="/good"></a>')),
    "/style.css": ("text/css", STYLE),
    "/script.js": ("text/javascript", SCRIPT),
}
TEXT_PX = "parseFloat(getComputedStyle(document.body).fontSize)"


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        content_type, text = CONTENT.get(self.path, ("text/plain", ""))
        self.send_response(200)
        self.send_header("Content-Type", f"{content_type}; charset=utf-8")
        self.send_header("Content-Security-Policy", STRICT)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_axe_finds_nothing_on_a_good_page_under_a_strict_policy(page: Pages, address: str) -> None:
    assert axe.violations(page(f"{address}/good")) == []


def test_axe_names_the_rule_and_the_element_on_a_bad_page(page: Pages, address: str) -> None:
    found = axe.violations(page(f"{address}/bad"))
    assert [line.partition(" ")[0] for line in found] == ["image-alt", "link-name"]
    assert '<img src="/x.png">' in found[0]


def test_axe_sees_pale_words_unless_contrast_is_left_out(page: Pages, address: str) -> None:
    opened = page(f"{address}/good")
    opened.evaluate("document.getElementById('text').style.color = '#ccc'")
    assert [line.partition(" ")[0] for line in axe.violations(opened)] == ["color-contrast"]
    assert axe.violations(opened, contrast=False) == []


def test_axe_can_be_asked_about_a_part(page: Pages, address: str) -> None:
    assert axe.violations(page(f"{address}/bad"), "'h1'") == []


def test_a_page_has_the_size_the_colours_and_the_language_that_were_asked_for(page: Pages, address: str) -> None:
    wide = page(f"{address}/good", width=1920, scheme="dark", reduced_motion=True)
    assert wide.evaluate("innerWidth") == 1920
    assert wide.evaluate("navigator.language") == "sv-SE"
    assert wide.evaluate("matchMedia('(prefers-reduced-motion)').matches")
    assert wide.locator(".dark").is_visible()
    assert not page(f"{address}/good", width=320).locator(".dark").is_visible()


def test_scripts_can_be_off(page: Pages, address: str) -> None:
    assert page(f"{address}/good").inner_text("#text") == "Text och skript"
    assert page(f"{address}/good", javascript=False).inner_text("#text") == "Text"


def test_text_can_be_twice_as_large(page: Pages, address: str) -> None:
    assert page(f"{address}/good").evaluate(TEXT_PX) == 16
    assert page(f"{address}/good", text_scale=2).evaluate(TEXT_PX) == 32


def test_an_open_page_changes_its_size_its_colours_and_its_text(page: Pages, address: str) -> None:
    opened = page(f"{address}/good")
    assert [sideways(opened), opened.evaluate(TEXT_PX)] == [0, 16]
    scale_text(opened, 2)
    opened.emulate_media(color_scheme="dark")
    opened.set_viewport_size({"width": 100, "height": 900})
    opened.evaluate("document.getElementById('text').style.width = '150px'")
    assert opened.evaluate(TEXT_PX) == 32
    assert opened.locator(".dark").is_visible()
    assert sideways(opened) > 0
