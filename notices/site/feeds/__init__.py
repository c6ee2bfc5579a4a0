"""The feeds: RSS, Atom and JSON Feed of all notices, and of each section's.

An entry's id never changes. A notice has an entry, each update has its own, and so has a withdrawal. The
bytes depend on what is published and on nothing else, so they stay the same while nothing changes.
"""

from functools import lru_cache

from notices.service import Service
from notices.site.document import Document
from notices.site.feeds.channel import channel_of
from notices.site.feeds.entries import entry_of
from notices.site.feeds.jsonfeed import json_feed
from notices.site.feeds.telling import Told, latest
from notices.site.feeds.xml import atom, rss
from notices.site.frame import Frame

_FORMATS = (
    ("rss", "application/rss+xml", rss),
    ("atom", "application/atom+xml", atom),
    ("json", "application/feed+json", json_feed),
)
_KEPT = 8


def feeds(frame: Frame, section: str | None = None, hub: str = "") -> tuple[Document, ...]:
    """The feeds of a section (its code), or of all notices, in each format. `hub` is a WebSub hub's address."""
    return _drawn(frame.service, frame.address, section, hub, latest(frame, section))


@lru_cache(_KEPT)
def _drawn(
    service: Service, address: str, section: str | None, hub: str, told: tuple[Told, ...]
) -> tuple[Document, ...]:
    """Kept, as most publications leave most sections as they were."""
    entries = tuple(entry_of(service, address, each) for each in told)
    channel = channel_of(service, address, section, hub, entries)
    return tuple(
        Document(channel.path(suffix), f"{media}; charset=utf-8", write(channel), channel.updated)
        for suffix, media, write in _FORMATS
    )
