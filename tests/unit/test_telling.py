"""What wakes people up, and what waits until the morning."""

import pytest

from models.content import Content
from models.registration import Channel
from models.terms import Act, Impact, Kind
from notices.telling import is_told, not_before, told_by
from tests.factories import SERVICE, at, content, incident, planned

RULES = SERVICE.sms


@pytest.mark.parametrize(
    ("what", "act", "told"),
    [
        (incident(impact=Impact.OUTAGE), Act.PUBLISH, True),
        (incident(impact=Impact.DELAY), Act.UPDATE, True),
        (incident(impact=None), Act.PUBLISH, True),
        (incident(impact=Impact.INFORMATION), Act.PUBLISH, False),
        (incident(impact=Impact.OUTAGE), Act.CORRECT, False),
        (incident(impact=Impact.OUTAGE), Act.JOIN, False),
        (incident(impact=Impact.OUTAGE), Act.WITHDRAW, True),
        (incident(impact=Impact.OUTAGE), Act.VERIFY, False),
        (incident(impact=Impact.OUTAGE), Act.REOPEN, True),
        (planned(), Act.RESCHEDULE, True),
        (planned(), Act.CANCEL, True),
        (content(kind=Kind.INFORMATION), Act.PUBLISH, False),
        (content(kind=None), Act.PUBLISH, False),
    ],
)
def test_what_is_told_by_default(what: Content, act: Act, told: bool) -> None:
    assert is_told(RULES, what, act) is told


def test_whoever_publishes_chooses_the_channels_or_leaves_it_to_the_rules() -> None:
    grave, calm = incident(impact=Impact.OUTAGE), content(kind=None)
    everybody, nobody = frozenset(Channel), frozenset[Channel]()
    assert [told_by(None, RULES, what, Act.PUBLISH) for what in (grave, calm)] == [everybody, nobody]
    assert [told_by(tell, RULES, calm, Act.PUBLISH) for tell in (True, False)] == [everybody, nobody]
    assert told_by(frozenset({Channel.MAIL}), RULES, grave, Act.PUBLISH) == {Channel.MAIL}


@pytest.mark.parametrize(
    ("now", "sent"),
    [
        ("2026-03-10 20.59", "2026-03-10 20.59"),
        ("2026-03-10 21.00", "2026-03-11 07.00"),
        ("2026-03-11 06.59", "2026-03-11 07.00"),
        ("2026-03-11 07.00", "2026-03-11 07.00"),
        ("2026-03-28 23.00", "2026-03-29 07.00"),  # the night that loses an hour
    ],
)
def test_what_is_planned_waits_for_the_morning_and_an_incident_does_not(now: str, sent: str) -> None:
    assert not_before(RULES, planned(), at(now)) == at(sent)
    assert not_before(RULES, incident(), at(now)) == at(now)
