"""All rules, in the order in which their remarks are shown: what stops first."""

from collections.abc import Callable, Iterator

from models.content import Content
from models.terms import Act
from notices.proofreading.actions import missing_action
from notices.proofreading.calendars import clock_changes, holidays
from notices.proofreading.identities import personal_identity_numbers
from notices.proofreading.links import dates_in_links, dead_links
from notices.proofreading.order import end_before_start
from notices.proofreading.people import named_persons
from notices.proofreading.remark import Circumstances, Remark
from notices.proofreading.similar import already_published
from notices.proofreading.sms import over_two_parts
from notices.proofreading.weekends import no_weekend

Rule = Callable[[Content, Circumstances], Iterator[Remark]]

_ALWAYS: tuple[Rule, ...] = (
    personal_identity_numbers,
    end_before_start,
    no_weekend,
    dates_in_links,
    dead_links,
    named_persons,
    over_two_parts,
)
_WHEN_NEW: tuple[Rule, ...] = (
    missing_action,
    holidays,
    clock_changes,
    already_published,
)


def proofread(content: Content, act: Act, circumstances: Circumstances) -> tuple[Remark, ...]:
    """What may be wrong in a notice as it will be after the act."""
    rules = _ALWAYS + (_WHEN_NEW if act in (Act.PUBLISH, Act.RESCHEDULE) else ())
    remarks = [remark for rule in rules for remark in rule(content, circumstances)]
    return tuple(sorted(remarks, key=lambda remark: not remark.stops))
