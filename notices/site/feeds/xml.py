"""RSS 2.0 and Atom, written by feedgen.

What feedgen lacks comes in through its own extensions, at the places where the formats want it: the hub in
RSS (before the first item), `atom:updated` in RSS items, and the facts for programs.
"""

from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml.etree import SubElement

from notices.clock import STOCKHOLM
from notices.site.feeds.channel import LANGUAGE, Channel
from notices.site.feeds.entries import Entry
from notices.site.feeds.facts import Facts
from notices.site.wording import stamp

_HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n<?xml-stylesheet type="text/xsl" href="/flode.xsl"?>\n'
_ATOM = "{http://www.w3.org/2005/Atom}"
_MINUTES_TO_LIVE = 5


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
    generator.register_extension("facts", partial(_FeedExtension, channel))
    generator.id(channel.id)
    generator.title(channel.title)
    generator.description(channel.description)
    generator.generator("Driftinformation")
    generator.author(name=channel.author, email=channel.mail)
    generator.language(LANGUAGE)
    generator.ttl(_MINUTES_TO_LIVE)
    generator.updated(channel.updated.astimezone(STOCKHOLM).replace(microsecond=0))
    generator.link(href=channel.url(suffix), rel="self", type=media)
    if channel.hub:
        generator.link(href=channel.hub, rel="hub")
    # The last link is the one that becomes the channel's own in RSS.
    generator.link(href=channel.home, rel="alternate", type="text/html")
    for entry in channel.entries:
        generator.add_entry(_entry(channel, entry), order="append")
    return generator


def _entry(channel: Channel, entry: Entry) -> FeedEntry:
    item = FeedEntry()
    item.register_extension("facts", partial(_EntryExtension, channel.namespace, entry))
    item.id(entry.id)
    item.title(entry.title)
    item.link(href=entry.url, rel="alternate", type="text/html")
    item.author(name=channel.author, email=channel.mail)
    item.published(entry.published.astimezone(STOCKHOLM).replace(microsecond=0))
    item.updated(entry.updated.astimezone(STOCKHOLM).replace(microsecond=0))
    # Readers take the description of an RSS item for HTML, so plain text is escaped once more.
    item.summary(escape(entry.summary), type="html")
    item.content(entry.html, type="html")
    item.category([{"term": code, "label": word} for code, word in entry.tags])
    return item


@dataclass(frozen=True, slots=True)
class _FeedExtension:
    channel: Channel

    def extend_ns(self) -> dict[str, str]:
        return {"fakta": self.channel.namespace}

    def extend_rss(self, root: Any) -> None:
        if self.channel.hub:
            SubElement(root[0], f"{_ATOM}link", href=self.channel.hub, rel="hub")

    def extend_atom(self, root: Any) -> None:
        """Atom has all it needs."""


@dataclass(frozen=True, slots=True)
class _EntryExtension:
    namespace: str
    entry: Entry

    def extend_rss(self, item: Any) -> None:
        SubElement(item, f"{_ATOM}updated").text = stamp(self.entry.updated)
        self.extend_atom(item)

    def extend_atom(self, item: Any) -> None:
        _append(item, self.namespace, self.entry.facts)


def _append(item: Any, namespace: str, facts: Facts) -> None:
    """Each fact as an element of its name, a list as one for each member, a time with its bounds as attributes."""
    for name, value in facts.items():
        for fact in value if isinstance(value, list) else [value]:
            singular = name.removesuffix("s") if isinstance(value, list) else name
            attributes = {key: text for key, text in fact.items() if key != "text"} if isinstance(fact, dict) else {}
            element = SubElement(item, f"{{{namespace}}}{singular}", attributes)
            element.text = fact["text"] if isinstance(fact, dict) else fact
