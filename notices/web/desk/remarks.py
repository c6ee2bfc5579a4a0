"""What a proofreader says of a draft: of the words that its form holds, and of no others."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from urllib.parse import urlsplit

from models.content import Content
from models.draft import Fields
from models.terms import Act
from notices.clock import day_of
from notices.drafts import fields_for
from notices.link_checking import gone
from notices.link_dates import addresses
from notices.proofreading import Circumstances, Remark, proofread
from notices.publishing.steps import Step
from notices.site.published import Snapshot

Exists = Callable[[str], bool]
_WHOLE = (Act.PUBLISH, Act.CORRECT)
NOT_FOUND = "sidan finns inte"
_ASKED_AGAIN_S = 600


def remarks_on(step: Step, circumstances: Circumstances) -> tuple[Remark, ...]:
    """Each with the field of the act's form that it is about."""
    if step.act in _WHOLE:
        return proofread(step.content, step.act, circumstances)
    asked = fields_for(step.act)
    words = "body" if "body" in asked else "reason"
    news = replace(step.content, body=step.update.body if step.update else step.reason or "")
    found = proofread(news, step.act, circumstances)
    moved = (_moved(remark, words) if remark.field == "body" else remark for remark in found)
    return tuple(remark for remark in moved if remark.field in asked)


def _moved(remark: Remark, field: str) -> Remark:
    return replace(remark, field=field, fix=remark.fix and replace(remark.fix, field=field))


def published_on(known: Snapshot, day: date, address: str, but: int) -> dict[str, Content]:
    """What else was published on a day (Stockholm's) and still stands, by its short address."""
    found: dict[str, Content] = {}
    for notice in known.newest:
        if day_of(notice.published_at) < day:
            break
        if notice.id != but and not notice.withdrawn_at:
            found[f"{address}/n/{notice.short}"] = notice.content
    return found


def dead_among_ours(fields: Fields, address: str, exists: Exists) -> dict[str, str]:
    """The addresses of this very service that lead nowhere, each with why. `exists` says whether a path does."""
    ours = (link for link in _links(fields) if _is_ours(link, address))
    return {link: NOT_FOUND for link in ours if not exists(urlsplit(link).path or "/")}


def dead_among_others(fields: Fields, address: str, now: datetime) -> dict[str, str]:
    """The addresses elsewhere that are known to be gone. Asked once in ten minutes, and waits for the network."""
    others = (link for link in _links(fields) if not _is_ours(link, address))
    return gone(others, when=int(now.timestamp()) // _ASKED_AGAIN_S)


def _is_ours(link: str, address: str) -> bool:
    return urlsplit(link).netloc == urlsplit(address).netloc


def _links(fields: Fields) -> Iterator[str]:
    for text in fields.values():
        yield from addresses(text) if isinstance(text, str) else ()
