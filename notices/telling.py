"""What is told by SMS unless the operator says otherwise, and when. Pure: the rules stand in `service.toml`."""

from datetime import datetime, time, timedelta

from models.content import Content
from models.terms import Act, Kind
from notices.clock import STOCKHOLM
from notices.service import SmsRules

# A correction of a word, or a thread, wakes nobody up.
_NEVER = frozenset({Act.CORRECT, Act.JOIN})


def is_told(rules: SmsRules, content: Content, act: Act) -> bool:
    """Whether an act is broadcast by default."""
    if act in _NEVER or content.kind not in rules.kinds:
        return False
    return content.kind is not Kind.INCIDENT or content.impact is None or content.impact in rules.impacts


def not_before(rules: SmsRules, content: Content, now: datetime) -> datetime:
    """When it may be sent: at once where something has happened, else after the quiet hours (Stockholm's)."""
    if content.kind is Kind.INCIDENT or not _is_quiet(rules, now.astimezone(STOCKHOLM).time()):
        return now
    local = now.astimezone(STOCKHOLM)
    day = local.date() if local.time() < rules.quiet_until else local.date() + timedelta(days=1)
    return datetime.combine(day, rules.quiet_until, STOCKHOLM)


def _is_quiet(rules: SmsRules, at: time) -> bool:
    begins, ends = rules.quiet_from, rules.quiet_until
    return begins <= at < ends if begins <= ends else at >= begins or at < ends
