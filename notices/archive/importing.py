"""Publishing an archived page's notices: new ones adopted, changed ones corrected, known ones left alone."""

from dataclasses import dataclass, field, replace
from itertools import zip_longest

from pydantic import TypeAdapter
from sqlalchemy import select

from models.content import Content, Update
from models.notice import Notice, Preamble
from models.terms import Act
from notices.archive.exporting import archived
from notices.archive.page import ArchivedNotice, ArchivedPage
from notices.archive.proposals import Proposal, ProposedThread
from notices.clock import midnight
from notices.markdown import plain
from notices.publishing import Publisher

SECTION = "operations"
_FORM = TypeAdapter(ArchivedNotice)


@dataclass(slots=True)
class Report:
    """What an import did, in the titles of the notices."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    corrected: list[str] = field(default_factory=list)
    unchanged: int = 0
    updates: int = 0
    threads: int = 0


def import_page(
    publisher: Publisher, page: ArchivedPage, proposals: tuple[Proposal, ...], threads: tuple[ProposedThread, ...]
) -> Report:
    """Bring the page in. A second import of the same page changes nothing."""
    report = Report()
    known = _Known(publisher)
    _set_preamble(publisher, page)
    imported: dict[int, Notice] = {}
    # Oldest first, so that those of one day keep their order.
    for index in reversed(range(len(page.notices))):
        imported[index] = _import_one(publisher, known, page.notices[index], proposals[index], report)
    for proposed in threads:
        _join(publisher, proposed, [imported[index] for index in proposed.members], report)
    return report


class _Known:
    """What is published already, found by its date and title, or by its date and words."""

    def __init__(self, publisher: Publisher) -> None:
        rows = publisher.session.scalars(select(Notice).where(Notice.published_at.is_not(None)))
        self._rows = [(row, _FORM.validate_json(row.imported) if row.imported else archived(row)) for row in rows]

    def find(self, notice: ArchivedNotice) -> tuple[Notice, ArchivedNotice] | None:
        of_that_day = [pair for pair in self._rows if pair[1].published == notice.published]
        same_title = [pair for pair in of_that_day if pair[1].title == notice.title]
        same_words = [pair for pair in of_that_day if pair[1].body == notice.body]
        # A page that we have exported has our own titles, which an operator may have corrected.
        now_so = [pair for pair in of_that_day if pair[0].current.content.title == notice.title]
        found = next(iter(same_title or same_words or now_so), None)
        if found:
            self._rows.remove(found)
        return found


def _import_one(
    publisher: Publisher, known: _Known, notice: ArchivedNotice, proposal: Proposal, report: Report
) -> Notice:
    notice = replace(notice, line=0)  # where it stood says nothing of what it says
    found = known.find(notice)
    if found is None:
        report.added.append(notice.title)
        report.updates += len(notice.updates)
        form = _FORM.dump_json(notice).decode()
        return publisher.adopt(_content(notice, proposal), midnight(notice.published), form, dated=True)
    row, before = found
    if before == notice or _text(archived(row)) == _text(notice):  # what it said last, or what it says with us
        report.unchanged += 1
        return row
    _amend(publisher, row, before, notice, report)
    return row


def _content(notice: ArchivedNotice, proposal: Proposal) -> Content:
    """What the page says and what was proposed. Status, action, impact and environment stay unknown."""
    return Content(
        title=notice.title,
        body=notice.body,
        section=SECTION,
        kind=proposal.kind,
        benefits=proposal.benefits,
        operations=proposal.operations,
        time=proposal.time,
        updates=_updates(notice),
    )


def _updates(notice: ArchivedNotice) -> tuple[Update, ...]:
    return tuple(
        Update(number, midnight(update.published), dated=True, body=update.body)
        for number, update in enumerate(notice.updates, start=1)
    )


def _text(notice: ArchivedNotice) -> tuple[str, ...]:
    """What a notice says, whatever the Markdown that says it."""
    return (notice.title, plain(notice.body), *(f"{u.published} {plain(u.body)}" for u in notice.updates))


def _amend(publisher: Publisher, row: Notice, before: ArchivedNotice, notice: ArchivedNotice, report: Report) -> None:
    """Bring in what the page has changed, and leave alone what it has not: an operator may have corrected that."""
    content = row.current.content
    if notice.title != before.title:
        content = replace(content, title=notice.title)
    if notice.body != before.body:
        content = replace(content, body=notice.body)
    if notice.updates != before.updates:
        content = replace(content, updates=_merged(content.updates, len(before.updates), _updates(notice)))
    only_added = (
        replace(notice, updates=before.updates) == before and notice.updates[: len(before.updates)] == before.updates
    )
    publisher.adopt_change(row, content, Act.UPDATE if only_added else Act.CORRECT, _FORM.dump_json(notice).decode())
    (report.updated if only_added else report.corrected).append(notice.title)


def _merged(kept: tuple[Update, ...], known: int, on_page: tuple[Update, ...]) -> tuple[Update, ...]:
    """The `known` first updates as the page has them now, then our own, then what the page has added.

    An update that the page no longer has stays: what was published is not erased.
    """
    reworded = tuple(new or old for old, new in zip_longest(kept[:known], on_page[:known]))
    added = tuple(replace(u, number=len(kept) + n) for n, u in enumerate(on_page[known:], start=1))
    return (*reworded, *kept[known:], *added)


def _join(publisher: Publisher, proposed: ProposedThread, notices: list[Notice], report: Report) -> None:
    """Tie the notices, unless somebody has withdrawn one or tied them already."""
    thread = publisher.thread(proposed.title)
    new = [n for n in notices if thread not in n.threads and n.withdrawn_at is None]
    for notice in new:
        publisher.join(notice, thread)
    report.threads += bool(new)


def _set_preamble(publisher: Publisher, page: ArchivedPage) -> None:
    now = publisher.session.get(Preamble, SECTION)
    if now is None or (now.title, now.body, now.closing) != (page.title, page.preamble, page.closing or ""):
        publisher.set_preamble(
            Preamble(section=SECTION, title=page.title, body=page.preamble, closing=page.closing or "")
        )
