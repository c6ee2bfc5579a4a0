"""What is told by SMS unless the operator says otherwise, and when. Pure: the rules stand in `service.toml`."""

from datetime import datetime, timedelta

from models.content import Content
from models.registration import Channel
from models.terms import Act, Kind
from notices.clock import STOCKHOLM, next_day
from notices.service import SmsRules

# A correction of a word, a thread, or the proof of what was already said to be over wakes nobody up.
_NEVER = frozenset({Act.CORRECT, Act.JOIN, Act.VERIFY})


Tell = bool | frozenset[Channel] | None
"""Whether to tell of an act: by all channels, by none, or by these. None leaves it to the rules of `service.toml`."""


def told_by(tell: Tell, rules: SmsRules, content: Content, act: Act) -> frozenset[Channel]:
    """The channels by which an act is told."""
    told = is_told(rules, content, act) if tell is None else tell
    if isinstance(told, bool):
        return frozenset(Channel) if told else frozenset()
    return told


def is_told(rules: SmsRules, content: Content, act: Act) -> bool:
    """Whether an act is broadcast by default."""
    if act in _NEVER or content.kind not in rules.kinds:
        return False
    return content.kind is not Kind.INCIDENT or content.impact is None or content.impact in rules.impacts


def not_before(rules: SmsRules, content: Content, now: datetime) -> datetime:
    """When it may be sent: at once where something has happened, else after the quiet hours (Stockholm's)."""
    return now if wakes(content) else when_awake(rules, now)


def wakes(content: Content) -> bool:
    """Whether it is told in the quiet hours, too: something has happened."""
    return content.kind is Kind.INCIDENT


def is_quiet(rules: SmsRules, now: datetime) -> bool:
    """Whether these are the quiet hours."""
    return rules.is_quiet(now.astimezone(STOCKHOLM).time())


def when_awake(rules: SmsRules, moment: datetime) -> datetime:
    """The moment itself, or the end of the quiet hours that it is in."""
    if not is_quiet(rules, moment):
        return moment
    local = moment.astimezone(STOCKHOLM)
    day = local.date() if local.time() < rules.quiet_until else next_day(local.date())
    return datetime.combine(day, rules.quiet_until, STOCKHOLM)


def quiet_since(rules: SmsRules, moment: datetime) -> datetime:
    """When the quiet hours began that the moment is in."""
    local = moment.astimezone(STOCKHOLM)
    day = local.date() if local.time() >= rules.quiet_from else local.date() - timedelta(days=1)
    return datetime.combine(day, rules.quiet_from, STOCKHOLM)
