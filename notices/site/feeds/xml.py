"""RSS 2.0 and Atom, written by feedgen.

What feedgen lacks comes in through its own extensions, at the places where the formats want it: the hub in
RSS (before the first item) and `atom:updated` in RSS items. The facts for programs are categories, whose
schemes are permanent: elements in a namespace of our own would be unknown to the W3C's validator.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache, partial
from html import escape
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml.etree import SubElement

from notices.clock import STOCKHOLM
from notices.site.feeds.channel import LANGUAGE, Channel, Source
from notices.site.feeds.entries import Entry
from notices.site.wording import stamp

_HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n<?xml-stylesheet type="text/xsl" href="/flode.xsl"?>\n'
_ATOM = "{http://www.w3.org/2005/Atom}"
_MINUTES_TO_LIVE = 5
_KEPT = 512
_MILLISECOND = timedelta(milliseconds=1)


def rss(channel: Channel) -> bytes:
    """RSS 2.0 with content:encoded and atom:link."""
    generator = _generator(channel, "rss", "application/rss+xml")
    return _HEAD + bytes(generator.rss_str(xml_declaration=False))


def atom(channel: Channel) -> bytes:
    """Atom (RFC 4287)."""
    generator = _generator(channel, "atom", "application/atom+xml")
    return _HEAD + bytes(generator.atom_str(xml_declaration=False))


def _generator(channel: Channel, suffix: str, media: str) -> FeedGenerator:
    generator = FeedGenerator()
    generator.register_extension("more", partial(_FeedExtension, channel.hub))
    generator.id(channel.id)
    generator.title(channel.title)
    generator.description(channel.description)
    generator.generator("Driftinformation")
    generator.author(name=channel.source.author, email=channel.source.mail)
    generator.language(LANGUAGE)
    generator.ttl(_MINUTES_TO_LIVE)
    generator.updated(channel.updated.astimezone(STOCKHOLM).replace(microsecond=0))
    generator.link(href=channel.url(suffix), rel="self", type=media)
    if channel.hub:
        generator.link(href=channel.hub, rel="hub")
    # The last link is the one that becomes the channel's own in RSS.
    generator.link(href=channel.home, rel="alternate", type="text/html")
    for entry, updated in _apart(channel.entries):
        generator.add_entry(_entry(channel.source, entry, updated), order="prepend")
    return generator


class _KeptEntry(FeedEntry):  # type: ignore[misc]  # feedgen has no types
    """An entry that is turned into XML once, as it stands in one feed after another."""

    @cached_property
    def _rss(self) -> Any:
        return super().rss_entry()

    @cached_property
    def _atom(self) -> Any:
        return super().atom_entry()

    def rss_entry(self, extensions: bool = True) -> Any:
        return deepcopy(self._rss)

    def atom_entry(self, extensions: bool = True) -> Any:
        return deepcopy(self._atom)


@lru_cache(_KEPT)
def _entry(source: Source, entry: Entry, updated: datetime) -> FeedEntry:
    item = _KeptEntry()
    item.register_extension("more", partial(_EntryExtension, entry.updated))
    item.id(entry.id)
    item.title(entry.title)
    item.link(href=entry.url, rel="alternate", type="text/html")
    item.author(name=source.author, email=source.mail)
    item.published(entry.published.astimezone(STOCKHOLM).replace(microsecond=0))
    item.updated(updated)
    # Readers take the description of an RSS item for HTML, so plain text is escaped once more.
    item.summary(escape(entry.summary), type="html")
    item.content(entry.html, type="html")
    item.category([{"scheme": source.scheme(sort), "term": code, "label": word} for sort, code, word in entry.tags])
    return item


def _apart(entries: tuple[Entry, ...]) -> Iterator[tuple[Entry, datetime]]:
    """Each entry, oldest first, and when it was updated, no two at once: the W3C's validator warns of that.

    A notice and its newest update are updated at the same time; milliseconds keep them in their order.
    """
    taken: set[datetime] = set()
    for entry in reversed(entries):
        moment = entry.updated.astimezone(STOCKHOLM).replace(microsecond=0)
        while moment in taken:
            moment += _MILLISECOND
        taken.add(moment)
        yield entry, moment


@dataclass(frozen=True, slots=True)
class _FeedExtension:
    hub: str

    def extend_ns(self) -> dict[str, str]:
        return {}

    def extend_rss(self, root: Any) -> None:
        if self.hub:
            SubElement(root[0], f"{_ATOM}link", href=self.hub, rel="hub")

    def extend_atom(self, root: Any) -> None:
        """Atom has its hub already."""


@dataclass(frozen=True, slots=True)
class _EntryExtension:
    updated: datetime

    def extend_rss(self, item: Any) -> None:
        SubElement(item, f"{_ATOM}updated").text = stamp(self.updated)

    def extend_atom(self, item: Any) -> None:
        """Atom has its date already."""
