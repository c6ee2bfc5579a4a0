"""A real Chromium, as a reader has it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

Scheme = Literal["light", "dark"]

FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DEFAULT_TEXT_PX = 16


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium without a window. Its headless shell takes less than half of the whole browser's time."""
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if program is None:
        raise AssertionError("Chromium is not installed: scripts/ensure-debian chromium-headless-shell")
    # Chromium's sandbox does not start as root, which CI is.
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*FLAGS, *sandbox])
        try:
            yield browser
        finally:
            browser.close()


class Pages:
    """Opens pages, each for a reader of its own: nothing is remembered from one to the next."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    def __call__(
        self,
        address: str,
        *,
        width: int = 1280,
        height: int = 900,
        scheme: Scheme = "light",
        javascript: bool = True,
        text_scale: float = 1,
        reduced_motion: bool = False,
    ) -> Page:
        """Open `address` and wait until it has loaded. `text_scale` 2 is the reader's own text at 200 %."""
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=javascript,
            reduced_motion="reduce" if reduced_motion else "no-preference",
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
        )
        self._contexts.append(context)
        page = context.new_page()
        scale_text(page, text_scale)
        page.goto(address)
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()


def complaints(page: Page) -> list[str]:
    """What the page will say on its console and what goes wrong in its scripts from now on, as it happens."""
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    return said


def sideways(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def scale_text(page: Page, scale: float) -> None:
    """Set the reader's own text size, as the browser's settings do: 1 is 100 %."""
    size = round(DEFAULT_TEXT_PX * scale)
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})
