"""What a program needs of an entry: the stated facts by their codes, none that nobody stated."""

from typing import Any

from models.when import When
from notices.addresses import permanent_id
from notices.service import Service
from notices.site.feeds.telling import Told
from notices.site.published import Published
from notices.site.wording import fit, stamp

Facts = dict[str, Any]
"""As JSON has it: words, lists of words, and times as objects with `text`."""


def facts_of(service: Service, told: Told) -> Facts:
    """The facts of a notice, or of an update: its own status, and nothing that a later update may change."""
    notice, update = told.notice, told.update
    facts = {"notice": permanent_id(service.service.tag, notice.slug)}
    if notice.withdrawn_at:
        return facts | {"withdrawn": stamp(notice.withdrawn_at)}
    status = update.status if update else notice.content.status
    return facts | _stated(_lasting(notice) | {"status": status} | ({} if update else _passing(told)))


def _lasting(notice: Published) -> Facts:
    """What only a correction changes."""
    content = notice.content
    return {
        "kind": content.kind,
        "impact": content.impact,
        "environment": content.environment,
        "benefits": list(content.benefits),
        "operations": list(content.operations),
        "action": content.action and fit(content.action),
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
