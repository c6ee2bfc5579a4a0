"""All rules, in the order in which their remarks are shown: what stops first."""

from collections.abc import Callable, Iterator

from models.content import Content
from models.terms import Act
from notices.proofreading import (
    actions,
    calendars,
    identities,
    links,
    order,
    people,
    similar,
    sms,
    weekends,
)
from notices.proofreading.remark import Circumstances, Remark

Rule = Callable[[Content, Circumstances], Iterator[Remark]]

_ALWAYS: tuple[Rule, ...] = (
    identities.personal_identity_numbers,
    order.end_before_start,
    weekends.no_weekend,
    links.dates_in_links,
    links.dead_links,
    people.named_persons,
    sms.over_two_parts,
)
_WHEN_NEW: tuple[Rule, ...] = (
    actions.missing_action,
    calendars.holidays,
    calendars.clock_changes,
    similar.already_published,
)


def proofread(content: Content, act: Act, circumstances: Circumstances) -> tuple[Remark, ...]:
    """What may be wrong in a notice as it will be after the act."""
    rules = _ALWAYS + (_WHEN_NEW if act in (Act.PUBLISH, Act.RESCHEDULE) else ())
    remarks = [remark for rule in rules for remark in rule(content, circumstances)]
    return tuple(sorted(remarks, key=lambda remark: not remark.stops))
