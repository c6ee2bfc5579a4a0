"""The pages as people meet them: by eye, by ear, by keyboard, large and small, with and without script."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Page, Request

from tests.harness import axe
from tests.harness.browser import Pages, Scheme, complaints, scale_text, sideways
from tests.harness.server import Server
from tests.harness.waiting import wait_until

PAGES = (
    "/",
    "/driftinformation",
    "/releaseinformation",
    "/arkiv",
    "/arkiv/{year}",
    "/sok",
    "/sok?q=filer",
    "/prenumerera",
    "/om",
    "/tillganglighet",
    "/finns-inte",
    "{ongoing}",
    "{ongoing}/versioner",
    "{corrected}/versioner",
    "{cancelled}",
    "{withdrawn}",
    "{threaded}",
)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server with the samples, read by every test here and changed by none."""
    directory = tmp_path_factory.mktemp("browser")
    server = Server(directory, f"sqlite:///{directory}/driftinformation.db")
    server.migrate()
    server.flask("samples", "load")
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="module")
def addresses(installed: Server) -> list[str]:
    """A page of each kind."""
    notices = [line.split("  ") for line in installed.flask("notice", "list").stdout.splitlines()]

    def one(words: str) -> str:
        short = next(line[-2] for line in notices if words in "  ".join(line))
        return installed.get(f"/n/{short.strip()}").headers["Location"]

    named = {
        "year": notices[0][0][:4],
        "ongoing": one("är försenade"),
        "corrected": one("närståendepenning"),
        "cancelled": one("Inställd"),
        "withdrawn": one("Indragen"),
        "threaded": one("efterlevandepension"),
    }
    return [page.format(**named) for page in PAGES]


def english(path: str) -> str:
    return f"/en{path}"


# Each language and each scheme once. A page's colours are the same at every size.
@pytest.mark.parametrize(
    ("translate", "scheme", "sizes"),
    [(str, "light", ((320, 1), (320, 2), (1920, 1))), (english, "dark", ((1280, 1),))],
    ids=["sv-light", "en-dark"],
)
def test_every_page_can_be_used_by_everybody_and_is_not_hindered_by_its_own_policy(
    installed: Server,
    addresses: list[str],
    page: Pages,
    *,
    translate: Callable[[str], str],
    scheme: Scheme,
    sizes: tuple[tuple[int, float], ...],
) -> None:
    opened = page("about:blank", scheme=scheme)
    said = complaints(opened)
    for path in addresses:
        opened.goto(installed.address + translate(path))
        headings_are_a_table_of_contents(opened)
        for number, (width, text_scale) in enumerate(sizes):
            opened.set_viewport_size({"width": width, "height": 900})
            scale_text(opened, text_scale)
            assert axe.violations(opened, contrast=number == 0) == [], (path, width, text_scale)
            assert sideways(opened) == 0, (path, width, text_scale)
    assert [line for line in said if "finns-inte" not in line] == []


def headings_are_a_table_of_contents(page: Page) -> None:
    tags = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(e => e.tagName)")
    levels = [int(tag[1]) for tag in tags]
    assert levels[0] == 1, page.url
    assert levels.count(1) == 1, page.url
    assert all(after <= before + 1 for before, after in pairwise(levels)), page.url


def test_no_cookie_no_third_party_and_all_of_it_without_script(
    installed: Server, addresses: list[str], page: Pages
) -> None:
    opened = page(installed.address, javascript=False)
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    opened.on("request", note)
    for path in addresses:
        opened.goto(installed.address + path)
        assert opened.locator("main h1").inner_text().strip(), path
    assert all(url.startswith(installed.address) for url in asked)
    assert opened.context.cookies() == []


def test_the_keyboard_reaches_the_content_first_and_every_link_with_focus_seen(installed: Server, page: Pages) -> None:
    opened = page(installed.address)
    opened.keyboard.press("Tab")
    assert "innehållet" in opened.evaluate("document.activeElement.textContent")
    opened.keyboard.press("Enter")
    assert opened.evaluate("document.activeElement.tagName") == "MAIN"
    opened.goto(installed.address)
    links = opened.locator("a:visible").count()
    reached = set()
    for _ in range(links + 1):
        opened.keyboard.press("Tab")
        index, style, width = opened.evaluate(
            "(() => { const e = document.activeElement, s = getComputedStyle(e);"
            " return [[...document.links].indexOf(e), s.outlineStyle, parseFloat(s.outlineWidth)] })()"
        )
        if index >= 0:
            reached.add(index)
            assert style != "none"
            assert width >= 2
    assert len(reached) >= links


def test_the_notices_are_marked_as_swedish_in_the_english_frame(installed: Server, page: Pages) -> None:
    opened = page(f"{installed.address}/en/")
    assert opened.locator("html").get_attribute("lang") == "en"
    assert opened.locator("h1 [lang=sv], h1[lang=sv]").count() == 1
    untagged = opened.evaluate(
        "[...document.querySelectorAll('article h3')].filter(e => !e.closest('[lang=sv]')).length"
    )
    assert untagged == 0


def test_a_person_who_opens_the_feed_sees_a_page(installed: Server, page: Pages) -> None:
    opened = page("about:blank")
    for feed in ("/flode.rss", "/flode.atom"):
        opened.goto(installed.address + feed)
        assert "flöde" in opened.locator("h1").inner_text().lower()


def test_new_information_is_said_when_the_page_has_moved(
    server: Callable[..., Server], page: Pages, tmp_path_factory: pytest.TempPathFactory
) -> None:
    installed = server(f"sqlite:///{tmp_path_factory.mktemp('moves')}/driftinformation.db")
    installed.start()
    opened = page("about:blank")
    opened.clock.install()
    opened.goto(installed.address)
    installed.flask("notice", "publish", "-", input="---\ntitle: Filerna är sena\nkind: Akut\n---\n")
    wait_until(lambda: "Filerna är sena" in installed.get("/").text, "the new notice")
    opened.clock.fast_forward(61_000)
    opened.get_by_text("Ny information finns").wait_for()
    opened.locator(".fresh a").click()
    opened.get_by_role("heading", name="Filerna är sena").first.wait_for()


def test_printed_it_is_black_on_white_with_addresses(installed: Server, addresses: list[str], page: Pages) -> None:
    opened = page(installed.address + addresses[11], scheme="dark")
    opened.emulate_media(media="print")
    ink, paper = opened.evaluate(
        "(() => { const s = getComputedStyle(document.body); return [s.color, s.backgroundColor] })()"
    )
    assert ink == "rgb(0, 0, 0)"
    assert paper in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    assert opened.locator("nav").first.is_hidden()
