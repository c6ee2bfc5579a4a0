"""axe-core's judgement of a page's accessibility, in words that say what to mend."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import CDPSession, Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# No rule of these needs what preloading fetches again: the style sheets, and films and sounds, of which there are none.
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"], "preload": False}


def violations(page: Page, context: str = "document", *, contrast: bool = True) -> list[str]:
    """What axe-core finds wrong by WCAG 2.0, 2.1 and 2.2 A and AA and by best practice: a line for each element.

    `context` is a JavaScript expression that names the part to look at. Contrast takes most of the time: leave it out
    where the same page was looked at in the same colours just before.
    """
    # Through the debugger, since the page's own policy lets no script be added and no text be run as one.
    session = page.context.new_cdp_session(page)
    if _evaluate(session, page, "typeof axe") == "undefined":
        _evaluate(session, page, f"{_source()};0")
    options = OPTIONS | {"rules": {"color-contrast": {"enabled": contrast}}}
    run = f"axe.run({context}, {json.dumps(options)}).then(answer => answer.violations)"
    found: list[dict[str, Any]] = _evaluate(session, page, run)
    session.detach()
    return [line for violation in found for line in _lines(violation)]


def _evaluate(session: CDPSession, page: Page, expression: str) -> Any:
    told = {"expression": expression, "awaitPromise": True, "returnByValue": True}
    answer = session.send("Runtime.evaluate", told)
    if "exceptionDetails" in answer:
        raise AssertionError(f"axe could not run on {page.url}: {answer['exceptionDetails']}")
    return answer["result"].get("value")


@cache
def _source() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def _lines(violation: dict[str, Any]) -> list[str]:
    return [
        f"{violation['id']} ({violation['impact']}): {violation['help']}: {node['target']}: {node['html']}: "
        f"{' '.join(node['failureSummary'].split())}"
        for node in violation["nodes"]
    ]
