"""What is no run: the intake, the source, certificates."""

from datetime import date, timedelta

from notices.runs.drafts import Act
from notices.runs.judgement import Rule, Severity
from notices.runs.plan import plan_of
from tests.unit.runs.engine import Engine, at
from tests.unit.runs.learned import NEXT, learned

_INTAKE = {"from": NEXT.isoformat(), "to": NEXT.isoformat(), "expect": "intake_closed"}


def _measured(engine: Engine, day: date, lengths: dict[int, int]) -> None:
    for hour, length in lengths.items():
        engine.send("queue.measured", at(day, hour), queue="inskick", length=length)


def test_a_closed_intake_is_seen_at_once_and_is_graver_when_the_queue_grows() -> None:
    engine = learned()
    engine.night(NEXT)
    _measured(engine, NEXT, {7: 4, 8: 9})
    engine.send("intake.closed", at(NEXT, 9), queue="inskick")
    (draft,) = engine.drafts
    assert (draft.kind, draft.opened, draft.severity) == (Rule.INTAKE_CLOSED, at(NEXT, 9), Severity.WARNING)
    _measured(engine, NEXT, {10: 8, 11: 40, 12: 45, 13: 90})
    (draft,) = engine.drafts
    assert draft.severity is Severity.SERIOUS
    assert draft.evidence == ("Inskicket är stängt sedan 18 mars kl 09.00; 90 filer väntar i kön, brukar vara högst 9",)
    engine.send("intake.opened", at(NEXT, 14), queue="inskick")
    assert [change.act for change in engine.changes] == [Act.OPENED, Act.AMENDED, Act.AMENDED, Act.CLOSED]
    assert engine.drafts[0].closing == "öppnat kl 14.00; 90 filer väntar"


def test_an_opening_that_is_told_before_its_closing_leaves_the_intake_open() -> None:
    engine = learned()
    engine.send("intake.opened", at(NEXT, 0, 30), queue="inskick")
    engine.send("intake.closed", at(NEXT, 0, 10), arrived=at(NEXT, 0, 31), queue="inskick")
    assert engine.drafts == []


def test_an_announced_closing_disturbs_nobody() -> None:
    engine = learned(announced=[_INTAKE])
    engine.send("intake.closed", at(NEXT, 0, 10), queue="inskick")
    assert engine.drafts == []


def test_a_source_that_is_silent_for_much_longer_than_ever() -> None:
    engine = learned()
    last = engine.watch.standing.sources["/motor"].heard
    assert last is not None
    engine.tick(last + timedelta(hours=48))
    assert [draft.kind for draft in engine.drafts] == [Rule.MISSING]  # the night has its own rule
    engine.tick(last + timedelta(hours=60))
    assert [draft.kind for draft in engine.drafts] == [Rule.MISSING, Rule.SOURCE_SILENT]
    engine.night(NEXT + timedelta(days=2))
    assert all(draft.closed for draft in engine.drafts)


def test_a_certificate_within_its_lead_time_until_it_is_renewed() -> None:
    engine = Engine(
        plan_of({"jobs": [], "certificates": [{"name": "shs.example", "expires": "2020-02-06", "lead_days": 30}]})
    )
    engine.tick(at(date(2019, 12, 1), 12))
    engine.tick(at(date(2020, 1, 7), 7))
    assert engine.drafts == []
    engine.tick(at(date(2020, 1, 7), 9))
    (draft,) = engine.drafts
    assert (draft.kind, draft.opened) == (Rule.CERTIFICATE_EXPIRING, at(date(2020, 1, 7), 8))
    assert draft.evidence == ("Certifikatet shs.example slutar gälla 6 februari 2020, om 30 dagar",)
    engine.changes += engine.watch.note_certificate("shs.example", date(2022, 2, 6), at(date(2020, 2, 1), 8))
    assert engine.drafts[0].closing == "ersatt av ett som gäller till 2022-02-06"


def test_a_certificate_that_is_read_is_looked_at_on_its_own_day() -> None:
    engine = Engine(
        plan_of({"jobs": [], "certificates": [{"name": "shs.example", "address": "shs.example:443", "lead_days": 30}]})
    )
    engine.tick(at(date(2019, 12, 1), 12))
    engine.changes += engine.watch.note_certificate("shs.example", date(2020, 2, 6), at(date(2019, 12, 1), 13))
    engine.tick(at(date(2020, 1, 8), 0))
    assert [draft.kind for draft in engine.drafts] == [Rule.CERTIFICATE_EXPIRING]
