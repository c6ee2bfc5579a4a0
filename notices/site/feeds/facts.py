"""What a program needs of an entry: the stated facts by their codes, none that nobody stated."""

from typing import Any, NamedTuple

from models.content import Content
from models.when import When
from notices.addresses import permanent_id
from notices.service import Service
from notices.site.feeds.telling import Told
from notices.site.wording import fit, stamp
from notices.vocabulary import label

Facts = dict[str, Any]
"""As JSON has it: codes, lists of codes, and times as objects with `text`."""


class Tag(NamedTuple):
    """One fact as a category: which sort it is, its code, and the word that people read."""

    sort: str
    code: str
    word: str


def facts_of(service: Service, told: Told) -> Facts:
    """The facts of a notice, or of an update: its own status, and nothing that a later update may change."""
    notice, update = told.notice, told.update
    facts = {"notice": permanent_id(service.service.tag, notice.slug)} | _lasting(notice.content)
    if notice.withdrawn_at:
        return _stated(facts | {"withdrawn": stamp(notice.withdrawn_at)})
    status = update.status if update else notice.content.status
    action = notice.content.action and fit(notice.content.action)
    return _stated(facts | {"action": action, "status": status} | ({} if update else _passing(told)))


def tags_of(service: Service, facts: Facts) -> tuple[Tag, ...]:
    """Those of the facts that have a word of their own."""
    terms = ((name, facts[name]) for name in ("kind", "impact", "status", "environment") if name in facts)
    named = (
        ("benefit", facts.get("benefits", ()), service.benefits),
        ("operation", facts.get("operations", ()), service.operations),
    )
    return (
        *(Tag(name, term.value, label(term)) for name, term in terms),
        *(Tag(sort, code, names[code].name.sv) for sort, codes, names in named for code in codes),
    )


def _lasting(content: Content) -> Facts:
    """What only a correction changes."""
    return {
        "kind": content.kind,
        "impact": content.impact,
        "environment": content.environment,
        "benefits": list(content.benefits),
        "operations": list(content.operations),
    }


def _passing(told: Told) -> Facts:
    """What an update changes, too."""
    content = told.notice.content
    return {
        "time": _time(content.time),
        "expected_end": _time(content.expected_end),
        "next_word": _time(content.next_word),
        "threads": [fit(title) for title in told.threads],
    }


def _time(time: When | None) -> Facts | None:
    if time is None:
        return None
    start, end = (moment and stamp(moment) for moment in (time.start, time.end))
    return _stated({"text": fit(time.text), "start": start, "end": end, "precision": time.precision.value})


def _stated(facts: Facts) -> Facts:
    return {name: value for name, value in facts.items() if value}
