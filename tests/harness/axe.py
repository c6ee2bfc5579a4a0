"""axe-core's judgement of a page's accessibility, in words that say what to mend."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def violations(page: Page, context: str = "document") -> list[str]:
    """What axe-core finds wrong by WCAG 2.0, 2.1 and 2.2 A and AA and by best practice: a line for each element.

    `context` is a JavaScript expression that names the part to look at.
    """
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    # Through the debugger, since the page's own policy lets no script be added and no text be run as one.
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": _source()})
    answer = session.send(
        "Runtime.evaluate",
        {"expression": f"axe.run({context}, {json.dumps(options)})", "awaitPromise": True, "returnByValue": True},
    )
    session.detach()
    if "exceptionDetails" in answer:
        raise AssertionError(f"axe could not run on {page.url}: {answer['exceptionDetails']}")
    return [line for violation in answer["result"]["value"]["violations"] for line in _lines(violation)]


@cache
def _source() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def _lines(violation: dict[str, Any]) -> list[str]:
    return [
        f"{violation['id']} ({violation['impact']}): {violation['help']}: {node['target']}: {node['html']}: "
        f"{' '.join(node['failureSummary'].split())}"
        for node in violation["nodes"]
    ]
