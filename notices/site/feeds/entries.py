"""The entries of a feed: one for a notice, one for each update of it, one for its withdrawal."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from models.content import Update
from models.terms import Status
from notices.addresses import permanent_id
from notices.service import Service
from notices.site.feeds import bodies
from notices.site.feeds.facts import Facts, Tag, facts_of, tags_of
from notices.site.feeds.telling import Told
from notices.site.published import Published
from notices.site.wording import titled
from notices.vocabulary import label

_KEPT = 512
# A status that says where things have got. That something is planned, or looked into, is how it began.
_TELLING = frozenset(Status) - {Status.PLANNED, Status.INVESTIGATING}


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One entry. `title` and `summary` are plain text. Each is made once (see `entry_of`) and known by that."""

    id: str
    url: str
    title: str
    published: datetime
    updated: datetime
    summary: str
    html: str
    tags: tuple[Tag, ...]
    facts: Facts


@lru_cache(_KEPT)
def entry_of(service: Service, address: str, told: Told) -> Entry:
    """The entry. Kept, as the same one stands in the feed of all notices and in its section's."""
    notice, update = told.notice, told.update
    page = f"{address}/notiser/{notice.slug}"
    facts = facts_of(service, told)
    return Entry(
        id=permanent_id(service.service.tag, notice.slug, told.name),
        url=page + (f"#uppdatering-{update.number}" if update else ""),
        title=titled(notice, _news(update) if update else ""),
        published=told.at,
        updated=_updated(notice, update) if update else notice.changed_at,
        summary=bodies.summary(notice, update),
        html=bodies.html(service, page, notice, update),
        tags=tags_of(service, facts),
        facts=facts,
    )


def _news(update: Update) -> str:
    return label(update.status) if update.status in _TELLING and update.status else "Uppdatering"


def _updated(notice: Published, update: Update) -> datetime:
    """A correction may have changed this update's words or the title over them; a later update has not."""
    return max(filter(None, (update.at, notice.corrected_at, notice.withdrawn_at)))
