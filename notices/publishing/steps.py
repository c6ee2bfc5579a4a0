"""What each act makes of a notice's words. Pure, so that a preview shows exactly what will be published."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from models.content import Content, Update
from models.terms import Act, Status
from models.when import When
from notices.checks import (
    LONGEST_LINE,
    LONGEST_TEXT,
    PLANNED_KINDS,
    check_content,
    check_status_move,
    check_text,
)
from notices.errors import IllegalAct, InvalidNotice
from notices.publishing.answers import with_answers
from notices.service import Service


@dataclass(frozen=True, slots=True)
class Step:
    """One act: what the notice then says, the update that was added if one was, and the reason if one was given."""

    act: Act
    content: Content
    update: Update | None = None
    reason: str | None = None


def update(
    before: Content,
    body: str,
    now: datetime,
    *,
    status: Status | None = None,
    expected_end: When | None = None,
    next_word: When | None = None,
) -> Step:
    """A dated word. It keeps the promise of a next word, so that falls unless a new one is given."""
    _require_update(body, "Uppdateringen är tom. Skriv vad som är nytt.")
    check_status_move(before, status)
    content = replace(before, expected_end=expected_end or before.expected_end, next_word=next_word)
    return _with_update(Act.UPDATE, content, body, status, now)


def correct(before: Content, content: Content, service: Service, reason: str | None = None) -> Step:
    """Words already published, changed."""
    check_content(content, service)
    if content == before:
        raise IllegalAct("Rättelsen ändrar ingenting.")
    if [u.number for u in content.updates] != [u.number for u in before.updates]:
        raise InvalidNotice("En rättelse kan inte lägga till eller ta bort uppdateringar.")
    return Step(Act.CORRECT, content, reason=reason)


def reschedule(before: Content, time: When, now: datetime, reason: str | None = None) -> Step:
    """A planned event at another time; both times are said."""
    if before.time == time:
        raise IllegalAct("Händelsen har redan den tiden.")
    earlier = f" Tidigare tid: {before.time.text}." if before.time else ""
    body = f"Ny tid: {time.text}.{earlier}" + (f"\n\n{reason}" if reason else "")
    return _with_update(Act.RESCHEDULE, replace(before, time=time), body, Status.PLANNED, now)


def cancel(before: Content, reason: str, now: datetime) -> Step:
    """A planned event called off."""
    require_reason(reason, "Skriv varför händelsen ställs in.")
    return _with_update(Act.CANCEL, before, reason, Status.CANCELLED, now)


def end(before: Content, body: str, answers: Mapping[str, str], service: Service, now: datetime) -> Step:
    """An incident resolved, or a planned event done; of an outage, with an answer for each of its operations."""
    body = with_answers(body, answers, before, service)
    status = Status.COMPLETED if before.kind in PLANNED_KINDS else Status.RESOLVED
    return _with_update(Act.END, replace(before, next_word=None), body, status, now)


def verify(before: Content, body: str, now: datetime) -> Step:
    """What was said to be over, confirmed by the first run."""
    return _with_update(Act.VERIFY, before, body, Status.VERIFIED, now)


def reopen(
    before: Content,
    body: str,
    answers: Mapping[str, str],
    service: Service,
    now: datetime,
    *,
    expected_end: When | None = None,
    next_word: When | None = None,
) -> Step:
    """The fault of an incident that was ended is back. What was promised of its end has fallen."""
    _require_update(body, "Skriv vad som har hänt.")
    content = replace(before, expected_end=expected_end, next_word=next_word)
    return _with_update(Act.REOPEN, content, with_answers(body, answers, before, service), Status.INVESTIGATING, now)


def withdraw(before: Content, reason: str) -> Step:
    """A notice taken back. Its text stays as it is, among its versions."""
    require_reason(reason, "Skriv varför notisen dras in.")
    return Step(Act.WITHDRAW, before, reason=reason)


def require_reason(text: str, otherwise: str) -> None:
    """Raise InvalidNotice, with what to do, where nothing is said, or too much."""
    if not text.strip():
        raise InvalidNotice(otherwise)
    check_text("Skälet", text, LONGEST_LINE)


def _require_update(body: str, otherwise: str) -> None:
    if not body.strip():
        raise InvalidNotice(otherwise)


def _with_update(act: Act, content: Content, body: str, status: Status | None, now: datetime) -> Step:
    check_text("Uppdateringen", body, LONGEST_TEXT)
    added = Update(len(content.updates) + 1, now, dated=False, body=body.strip(), status=status)
    said = replace(content, status=status or content.status, updates=(*content.updates, added))
    return Step(act, said, update=added)
