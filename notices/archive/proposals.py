"""What an archived notice seems to say in the service's own terms, for a person to look over."""

from collections.abc import Iterator
from dataclasses import dataclass

from models.terms import Kind
from models.when import When
from notices.archive.event_times import event_times
from notices.archive.kinds import kind_of
from notices.archive.page import ArchivedNotice, ArchivedPage
from notices.archive.wording import named
from notices.link_dates import date_doubts
from notices.markdown import plain
from notices.service import Service

SECTION = "operations"
RELEASES = "releases"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the words of one notice state. Status, action, impact and environment are never guessed.

    `benefits` and `operations` are codes of `service.toml`; `time` is that of the event, and `times` are
    all that the notice names. `unsure` says in Swedish what a person ought to look at.
    """

    section: str = SECTION
    kind: Kind | None = None
    benefits: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    time: When | None = None
    times: tuple[When, ...] = ()
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposedThread:
    """Notices that seem to tell one story: their places on the page, oldest first, and why."""

    title: str
    members: tuple[int, ...]
    reason: str


def propose(page: ArchivedPage, service: Service) -> tuple[Proposal, ...]:
    """One proposal for each notice, in the order of the page."""
    return tuple(_propose(notice, service) for notice in page.notices)


def _propose(notice: ArchivedNotice, service: Service) -> Proposal:
    body = plain("\n\n".join((notice.body, *(update.body for update in notice.updates))))
    text = f"{notice.title}\n{body}"
    kind = kind_of(notice.title, body)
    # An update counts its days from a date of its own, so the times are those of the notice's first words.
    times = event_times(kind, notice.title, plain(notice.body), notice.published)
    return Proposal(
        kind=kind,
        benefits=named(service.benefit, text),
        operations=named(service.operation, text),
        time=times.time,
        times=times.named,
        unsure=(*_kind_doubts(kind, service), *times.unsure, *map(str, date_doubts(text, times.named))),
    )


def _kind_doubts(kind: Kind | None, service: Service) -> Iterator[str]:
    if kind is None:
        yield "Det framgår inte vilken sorts notis det är."
    elif kind is Kind.RELEASE and RELEASES in service.sections:
        yield f"Notisen kan höra till sidan {service.sections[RELEASES].title.sv}."
