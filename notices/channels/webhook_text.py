"""What a webhook says: the act, and the notice as it then is, by the names that public reading has for the same."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from models.content import Content, Update
from models.notice import Change, Notice
from models.terms import Act, Environment, Impact, Kind, Status
from models.when import When
from notices.addresses import permanent_id
from notices.clock import STOCKHOLM
from notices.service import Service, Term
from notices.timing import describe

TYPES = {
    Act.PUBLISH: "notice.published",
    Act.UPDATE: "notice.updated",
    Act.CORRECT: "notice.corrected",
    Act.RESCHEDULE: "notice.rescheduled",
    Act.CANCEL: "notice.cancelled",
    Act.END: "notice.ended",
    Act.VERIFY: "notice.verified",
    Act.REOPEN: "notice.reopened",
    Act.WITHDRAW: "notice.withdrawn",
}


class Told(BaseModel):
    """The notice. `document` is where public reading has all of it; `update` is what was added, if anything was."""

    model_config = ConfigDict(frozen=True)

    id: str
    slug: str
    version: int
    address: str
    short_address: str
    document: str
    section: dict[str, str]
    kind: Kind | None
    impact: Impact | None
    status: Status | None
    environment: Environment | None
    title: str
    body: dict[str, str] | None
    action: str | None
    benefits: tuple[dict[str, str], ...]
    operations: tuple[dict[str, str], ...]
    time: dict[str, str | None] | None
    expected_end: dict[str, str | None] | None
    next_word: dict[str, str | None] | None
    published_at: str | None
    update: dict[str, Any] | None
    reason: str | None


class Event(BaseModel):
    """The envelope of the Standard Webhooks rules."""

    model_config = ConfigDict(frozen=True)

    type: str
    timestamp: str
    data: Told


def compose(change: Change, notice: Notice, *, service: Service, short: str, update: Update | None, reason: str) -> str:
    """The JSON of an act. `short` is the notice's short address."""
    root = short.removesuffix(f"/n/{notice.short}")
    data = _told(notice, notice.current.content, service, root, update, reason)
    return Event(type=TYPES[change.act], timestamp=_stamp(change.at), data=data).model_dump_json()


def _told(  # noqa: PLR0917  (all that it is told of)
    notice: Notice, content: Content, service: Service, root: str, update: Update | None, reason: str
) -> Told:
    section = service.sections[content.section]
    gone = notice.withdrawn_at is not None
    return Told(
        id=permanent_id(service.service.tag, notice.slug),
        slug=notice.slug,
        version=notice.version,
        address=f"{root}/notiser/{notice.slug}",
        short_address=f"{root}/n/{notice.short}",
        document=f"{root}/api/v1/notices/{notice.slug}",
        section={"code": section.code, "name": section.title.sv},
        kind=content.kind,
        impact=content.impact,
        status=content.status,
        environment=content.environment,
        title=content.title,
        body=None if gone else {"markdown": content.body},
        action=None if gone else content.action or None,
        benefits=_terms(service.benefits, content.benefits),
        operations=_terms(service.operations, content.operations),
        time=_time(content.time),
        expected_end=_time(content.expected_end),
        next_word=_time(content.next_word),
        published_at=notice.published_at and _stamp(notice.published_at),
        update=update and _update(update),
        reason=reason or None,
    )


def _update(update: Update) -> dict[str, Any]:
    return {
        "number": update.number,
        "at": _stamp(update.at),
        "status": update.status,
        "body": {"markdown": update.body},
    }


def _terms(named: dict[str, Term], codes: Iterable[str]) -> tuple[dict[str, str], ...]:
    return tuple({"code": code, "name": named[code].name.sv} for code in codes)


def _time(when: When | None) -> dict[str, str | None] | None:
    if when is None:
        return None
    start = _stamp(when.start) if when.start else None
    end = _stamp(when.end) if when.end else None
    return {"text": when.text, "words": describe(when, "sv"), "start": start, "end": end, "precision": when.precision}


def _stamp(moment: datetime) -> str:
    return moment.astimezone(STOCKHOLM).isoformat(timespec="seconds")
