"""What a feed is, whatever the format: its names, its addresses, its entries."""

from dataclasses import dataclass
from datetime import datetime

from notices.service import Service
from notices.site.document import LONG_AGO
from notices.site.feeds.entries import Entry
from notices.site.wording import one_line

LANGUAGE = "sv-SE"


@dataclass(frozen=True, slots=True)
class Source:
    """Who says it. `tag` is the owner of the permanent ids."""

    tag: str
    author: str
    mail: str

    def scheme(self, sort: str) -> str:
        """What the codes of a sort of category belong to. It stays when the service moves."""
        return f"tag:{self.tag}:{sort}"


@dataclass(frozen=True, slots=True)
class Channel:
    """One feed, newest entry first. `folder` is the path that its documents stand in, without a last slash."""

    id: str
    source: Source
    title: str
    description: str
    address: str
    folder: str
    hub: str
    entries: tuple[Entry, ...]

    @property
    def home(self) -> str:
        """The address of the page that the feed follows."""
        return self.address + (self.folder or "/")

    @property
    def updated(self) -> datetime:
        """The newest change among the entries: never the present, or the bytes would change by themselves."""
        return max((entry.updated for entry in self.entries), default=LONG_AGO)

    def path(self, suffix: str) -> str:
        return f"{self.folder}/flode.{suffix}"

    def url(self, suffix: str) -> str:
        return self.address + self.path(suffix)


def channel_of(service: Service, address: str, code: str | None, hub: str, entries: tuple[Entry, ...]) -> Channel:
    """The feed of a section, or of all notices, with these entries."""
    about = service.service
    section = service.sections[code] if code else None
    name = section.title.sv if section else "alla notiser"
    return Channel(
        id=f"tag:{about.tag}:flode" + (f"/{section.code}" if section else ""),
        source=Source(about.tag, one_line(about.operator.sv), about.contact),
        title=one_line(f"{about.subject.sv}: {name}"),
        description=one_line(section.preamble.sv if section else about.description.sv),
        address=address,
        folder=f"/{section.path}" if section else "",
        hub=hub,
        entries=entries,
    )
