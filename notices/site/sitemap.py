"""What search engines are told: the addresses of the site, and what they need not read.

`/sitemap.xml` names every address. Where they are many it is an index instead: the standing pages have a
sitemap of their own, and so has each month's notices, so that a publication changes one month.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from notices.service import Language
from notices.site.document import LONG_AGO, Document
from notices.site.frame import Frame
from notices.site.published import Published

_XML = "application/xml; charset=utf-8"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_LANGUAGES: tuple[Language, ...] = ("sv", "en")
# Asked of the database at each reading, or only for those who are logged in.
_UNREAD = ("/sok", "/en/sok", "/desk")
MOST_IN_ONE = 1000  # notices
_YEAR, _MONTH = len("2014"), len("2014-01")


def sitemap(frame: Frame, changed: Iterable[Published] | None = None) -> tuple[Document, ...]:
    """The whole sitemap, or only those parts in which `changed` notices stand. Canonical addresses only."""
    months = _by_month(frame)
    count, changed = len(frame.snapshot.notices), None if changed is None else list(changed)
    if count <= MOST_IN_ONE:
        return (_all_in_one(frame, months),)
    # The notice that makes them too many for one sitemap makes every month's.
    is_whole = changed is None or count - len(changed) <= MOST_IN_ONE
    drawn = months if is_whole else sorted({_month(notice) for notice in changed or ()})
    newest = max(map(_newest, months.values()), default=LONG_AGO)
    return (
        Document("/sitemap.xml", _XML, _index(frame, months), newest),
        Document(_path("sidor"), _XML, _urls(frame, [(path, None) for path in _standing(frame, months)]), newest),
        *(_of_month(frame, month, months[month]) for month in drawn),
    )


def _all_in_one(frame: Frame, months: dict[str, list[Published]]) -> Document:
    notices = [notice for month in months.values() for notice in month]
    standing = [(path, None) for path in _standing(frame, months)]
    urls = _urls(frame, [*standing, *((f"/notiser/{n.slug}", n.changed_at) for n in notices)])
    return Document("/sitemap.xml", _XML, urls, _newest(notices) if notices else LONG_AGO)


def robots(frame: Frame) -> Document:
    """What robots are asked to leave alone, and where the sitemap is."""
    unread = "".join(f"Disallow: {path}\n" for path in _UNREAD)
    text = f"User-agent: *\n{unread}\nSitemap: {frame.address}/sitemap.xml\n"
    return Document("/robots.txt", "text/plain; charset=utf-8", text.encode(), LONG_AGO)


def _by_month(frame: Frame) -> dict[str, list[Published]]:
    """The notices by the month that their addresses begin with, oldest first."""
    months = defaultdict(list)
    for notice in reversed(frame.newest_first()):
        months[_month(notice)].append(notice)
    return months


def _month(notice: Published) -> str:
    return notice.slug[:_MONTH]


def _standing(frame: Frame, months: Iterable[str]) -> list[str]:
    """The pages that are no notice's own."""
    sections = (f"/{section.path}" for section in frame.service.section)
    years = sorted({f"/arkiv/{month[:_YEAR]}" for month in months})
    return ["/", *sections, "/korningar", "/arkiv", *years, "/prenumerera", "/om", "/tillganglighet"]


def _of_month(frame: Frame, month: str, notices: list[Published]) -> Document:
    urls = [(f"/notiser/{notice.slug}", notice.changed_at) for notice in notices]
    return Document(_path(month), _XML, _urls(frame, urls), _newest(notices))


def _path(name: str) -> str:
    return f"/sitemap-{name}.xml"


def _newest(notices: Iterable[Published]) -> datetime:
    return max(notice.changed_at for notice in notices)


def _index(frame: Frame, months: dict[str, list[Published]]) -> bytes:
    dated = [(month, _lastmod(_newest(notices))) for month, notices in months.items()]
    maps = "".join(
        f"<sitemap><loc>{escape(frame.address + _path(name))}</loc>{lastmod}</sitemap>\n"
        for name, lastmod in [("sidor", ""), *dated]
    )
    return f'{_HEAD}<sitemapindex xmlns="{_NAMESPACE}">\n{maps}</sitemapindex>\n'.encode()


def _urls(frame: Frame, pages: Sequence[tuple[str, datetime | None]]) -> bytes:
    urls = "".join(_both_languages(frame.address, path, changed) for path, changed in pages)
    names = f'xmlns="{_NAMESPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    return f"{_HEAD}<urlset {names}>\n{urls}</urlset>\n".encode()


def _both_languages(address: str, path: str, changed: datetime | None) -> str:
    """The page in each language; each names them all, as hreflang wants it."""
    addresses = {language: escape(address + _in(language, path)) for language in _LANGUAGES}
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{url}"/>' for language, url in addresses.items()
    )
    lastmod = _lastmod(changed) if changed else ""
    return "".join(f"<url><loc>{url}</loc>{lastmod}{others}</url>\n" for url in addresses.values())


def _in(language: Language, path: str) -> str:
    return path if language == "sv" else f"/en{path}"


def _lastmod(changed: datetime) -> str:
    return f"<lastmod>{changed.astimezone(UTC).isoformat(timespec='seconds')}</lastmod>"
