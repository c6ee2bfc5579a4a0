"""JSON Feed 1.1."""

import json
from typing import Any

from notices.site.feeds.channel import LANGUAGE, Channel
from notices.site.feeds.entries import Entry
from notices.site.wording import stamp

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(channel: Channel) -> bytes:
    """The feed as JSON. What programs need of an entry stands in its `_driftinformation`."""
    feed = {
        "version": VERSION,
        "title": channel.title,
        "home_page_url": channel.home,
        "feed_url": channel.url("json"),
        "description": channel.description,
        "language": LANGUAGE,
        "authors": [{"name": channel.source.author, "url": f"mailto:{channel.source.mail}"}],
        **({"hubs": [{"type": "WebSub", "url": channel.hub}]} if channel.hub else {}),
        "items": [_item(entry) for entry in channel.entries],
    }
    return json.dumps(feed, ensure_ascii=False, separators=(",", ":")).encode()


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "date_published": stamp(entry.published),
        "date_modified": stamp(entry.updated),
        "tags": [tag.word for tag in entry.tags],
        "_driftinformation": entry.facts,
    }
