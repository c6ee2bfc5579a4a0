"""Words that were promised and did not come. A promise that passes ends nothing: it asks somebody for an update."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, and_, select, type_coerce
from sqlalchemy.orm import Session

from models.content import Content
from models.notice import Notice, Revision
from models.terms import ENDED, Kind
from models.when import When
from notices.alarming.finding import Finding
from notices.alarming.links import to_notice
from notices.checks import PLANNED_KINDS
from notices.clock import day_of, midnight, next_day
from notices.site.board import window
from notices.timing import describe

OVERDUE = "overdue:"
KEPT = "Notisen har fått sitt besked."


class Promise(StrEnum):
    """What a notice has promised."""

    NEXT_WORD = "next_word"
    EXPECTED_END = "expected_end"
    WINDOW = "window"


def overdue(session: Session, address: str, now: datetime) -> list[Finding]:
    """The promises that have passed and were not kept. `address` is the service's public one.

    What concerns planned events can wait until the quiet hours are over.
    """
    return [
        Finding(f"{OVERDUE}{notice.id}:{promise}", what, to_notice(address, notice.id), _is_urgent(content))
        for notice, content in _going_on(session)
        for promise, what in broken(content, now)
    ]


def broken(content: Content, now: datetime) -> Iterator[tuple[Promise, str]]:
    """The promises of a notice that have passed, each with what to do about it. Pure."""
    if content.status is None or content.status in ENDED:
        return
    title, word, end = f"”{content.title}”", content.next_word, content.expected_end
    if word and _has_passed(word.end, now):
        yield Promise.NEXT_WORD, f"Nästa besked om {title} skulle ha kommit {_said(word)}. Skriv en uppdatering."
    if content.kind is Kind.INCIDENT and end and _has_passed(end.end, now):
        yield (
            Promise.EXPECTED_END,
            f"{title} väntades vara klart {_said(end)}, och ingen har sagt att det är det. Avsluta eller uppdatera.",
        )
    if content.kind in PLANNED_KINDS and content.time and _has_passed(_closes(content), now):
        yield (
            Promise.WINDOW,
            f"Tiden för {title} ({_said(content.time)}) är över, och ingen har sagt hur det gick. Avsluta den.",
        )


def _closes(content: Content) -> datetime | None:
    """When a planned event should be over. Where only its start was stated, there is the rest of that day for it."""
    start, end = window(content)
    return midnight(next_day(day_of(end))) if end and start == end else end


def _is_urgent(content: Content) -> bool:
    return content.kind is Kind.INCIDENT


def _has_passed(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment <= now


def _said(when: When) -> str:
    return describe(when, "sv")


def _going_on(session: Session) -> Sequence[tuple[Notice, Content]]:
    """The published notices that are not over: of very many, few."""
    status = type_coerce(Revision.content, JSON)["status"].as_string()
    current = and_(Revision.notice_id == Notice.id, Revision.number == Notice.version)
    rows = session.execute(
        select(Notice, Revision.content)
        .join(Revision, current)
        .where(Notice.published_at.is_not(None), Notice.withdrawn_at.is_(None), status.not_in(ENDED))
        .order_by(Notice.id)
    )
    return [(notice, content) for notice, content in rows]
