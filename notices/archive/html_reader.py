"""The lines of a page that a browser saved, without what surrounds it."""

import re
from typing import Any

# Not BeautifulSoup: on top of lxml it forgets the line numbers that the errors must name.
from lxml import etree

from notices.archive.html_lines import HtmlLines
from notices.archive.lines import CLOSING, Line
from notices.errors import InvalidArchive

CHROME = frozenset(
    {"aside", "button", "footer", "form", "head", "header", "iframe", "nav", "noscript", "script", "style", "template"}
)
_START = re.compile(r"\s*<(!doctype|!--|\?xml|html|head|body|main|article|section|div|h1|p)\b", re.IGNORECASE)
_PUBLISHED = re.compile(r"\(Publicerad\s", re.IGNORECASE)


def is_html(text: str) -> bool:
    """A saved page begins with a tag; a text page begins with its title."""
    return bool(re.match(_START, text)) or text.lstrip().startswith("<!--")


def read_html(text: str) -> list[Line]:
    """The lines from the title to the closing line. InvalidArchive if there is no title or no notice."""
    root = _parse(text)
    title = None if root is None else _title(root)
    if title is None:
        raise InvalidArchive("rad 1: sidans rubrik (h1) saknas.")
    lines = _read(_container(title, root), title)
    closings = [index for index, line in enumerate(lines, start=1) if line.text.strip().lower() == CLOSING]
    return lines[: closings[-1]] if closings else lines


def _parse(text: str) -> Any:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(text.encode(), parser)
    # Most errors are mended as browsers do; after a fatal one the rest of the page would be missing.
    for error in parser.error_log.filter_from_fatals():
        raise InvalidArchive(
            f"rad {error.line}: elementen ligger för djupt i varandra. Spara sidan som text i stället."
        )
    return root


def _read(container: Any, title: Any) -> list[Line]:
    around = {title, *title.iterancestors()}
    page = HtmlLines(title)
    walk = etree.iterwalk(container, events=("start", "end"))
    for event, element in walk:
        surrounds = element.tag in CHROME and element not in around
        if event == "start" and surrounds:
            walk.skip_subtree()
        elif event == "start":
            page.start(element)
        elif surrounds:
            page.skip(element)
        elif element is not container:
            page.end(element)
    page.finish()
    return page.lines


def _title(root: Any) -> Any:
    """The first h1 of the main part, else the first outside the frame of the page, else the first."""
    titles = list(root.iter("h1"))
    inner = [title for title in titles if next(title.iterancestors("main", "article"), None) is not None]
    outer = [title for title in titles if next(title.iterancestors(*CHROME), None) is None]
    return next(iter(inner + outer + titles), None)


def _container(title: Any, root: Any) -> Any:
    """The smallest element that holds both the title and every "(Publicerad …)"."""
    dated = [element for element in root.iter() if _PUBLISHED.search(_own_text(element))]
    if not dated:
        raise InvalidArchive(f"rad {title.sourceline}: sidan innehåller ingen notis med (Publicerad ÅÅÅÅ-MM-DD).")
    first, last = ({element, *element.iterancestors()} for element in (dated[0], dated[-1]))
    return next(element for element in title.iterancestors() if element in first and element in last)


def _own_text(element: Any) -> str:
    return " ".join(filter(None, (element.text, *(child.tail for child in element))))
