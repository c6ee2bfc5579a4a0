"""The public addresses, found as a reader or a robot would find them."""

import re

from lxml import etree

from tests.harness.server import Server

FEEDS = tuple(
    f"{place}/flode.{kind}"
    for place in ("", "/driftinformation", "/releaseinformation", "/allmanna-nyheter")
    for kind in ("rss", "atom", "json")
)
STATUSPAGE = tuple(
    f"/api/v2/{name}.json"
    for name in (
        "summary",
        "status",
        "components",
        "incidents",
        "incidents/unresolved",
        "scheduled-maintenances",
        "scheduled-maintenances/upcoming",
        "scheduled-maintenances/active",
    )
)
MACHINES = (*FEEDS, *STATUSPAGE, "/kalender.ics", "/sitemap.xml", "/robots.txt", "/flode.xsl")
_LINK = re.compile(r'(?:href|src)="(/[^"#?]*)')


def in_sitemap(server: Server) -> list[str]:
    """Every address that the sitemap names, as paths."""
    document = etree.fromstring(server.get("/sitemap.xml").content)
    found = [str(element.text) for element in document.iter("{*}loc")]
    assert all(address.startswith(server.address) for address in found)
    return [address.removeprefix(server.address) or "/" for address in found]


def linked_from(server: Server, path: str) -> set[str]:
    """Every address within the site that a page links to."""
    return set(_LINK.findall(server.get(path).text))
