"""What a delivery holds, compared with what it uses to: each benefit by its own history and by the kind of night."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from notices.runs.drafts import Act
from notices.runs.judgement import Rule
from tests.unit.runs.engine import DAILY, Engine, Row, Rows, at, plan
from tests.unit.runs.learned import NEXT, learned

_DAY = timedelta(days=1)


def _changed(row: Row, **counts: float) -> None:
    """Multiply some of a row's counts."""
    for name, times in counts.items():
        value = row[name]
        row[name] = [round(n * times) for n in value] if isinstance(value, list) else round(value * times)


def _scaled(benefit: str, times: float) -> Callable[[Rows], None]:
    return lambda rows: _changed(rows[benefit], **dict.fromkeys(rows[benefit], times))


def _types(rows: Rows) -> None:
    _changed(rows["TFP"], komplett=12, uppdaterad=0.8)


def _unpaid(rows: Rows) -> None:
    _changed(rows["SA"], utan_utbetalning=5)


def _unrecovered(rows: Rows) -> None:
    _changed(rows["SJP"], aterkrav=0)


def _hole(rows: Rows) -> None:
    days = rows["FP"]["dagar"]
    assert isinstance(days, list)
    days[20:25] = [0] * 5


@pytest.mark.parametrize(
    ("spoil", "kind", "benefit", "said"),
    [
        (_types, Rule.TYPE_SHARE, "TFP", "av svaren är kompletta"),
        (_unpaid, Rule.PAYMENT_SHARE, "SA", "av svaren saknar utbetalning"),
        (_unrecovered, Rule.RECOVERY_MISSING, "SJP", "SJP: inga återkrav"),
        (_hole, Rule.DAY_HOLE, "FP", "FP: inga dagar 21–25"),
        (_scaled("AKT", 0), Rule.FROZEN, "AKT", "AKT: inga ändringar"),
        (_scaled("SA", 4), Rule.SURGE, "SA", "gånger fler än väntat"),
    ],
)
def test_it_is_seen_in_the_first_run_and_over_in_the_first_healthy_one(
    spoil: Callable[[Rows], None], kind: Rule, benefit: str, said: str
) -> None:
    engine = learned()
    run = engine.night(NEXT, spoil)
    (draft,) = engine.drafts
    assert (draft.kind, draft.benefits, draft.run) == (kind, (benefit,), run)
    assert said in draft.evidence[0]
    assert draft.sure > 0.99
    engine.night(NEXT + _DAY)
    (draft,) = engine.drafts
    assert draft.closing == "är som vanligt i körningen för 19 mars"


def test_one_incident_lasts_over_many_runs_and_counts_them() -> None:
    engine = learned()
    engine.nights(NEXT, 3, _hole)
    (draft,) = engine.drafts
    assert draft.evidence[0].startswith("FP: inga dagar 21–25 i 3 körningar; brukar vara ")
    assert len(draft.runs) == 3
    assert [change.act for change in engine.changes] == [Act.OPENED, Act.AMENDED, Act.AMENDED]


def test_what_no_night_shows_alone_several_show_together() -> None:
    engine = learned()

    def fewer(rows: Rows) -> None:
        _changed(rows["FP"], aterkrav=0.55)

    engine.night(NEXT, fewer)
    assert engine.drafts == []
    engine.nights(NEXT + _DAY, 4, fewer)
    (draft,) = engine.drafts
    assert (draft.kind, draft.benefits) == (Rule.RECOVERY_MISSING, ("FP",))
    assert draft.nominal is not None
    assert draft.nominal < engine.changes[0].at.date()  # it says since when, not since when it was found


def test_several_benefits_at_once_are_one_incident() -> None:
    engine = learned()

    def both(rows: Rows) -> None:
        _changed(rows["SJP"], aterkrav=0)
        _changed(rows["FP"], aterkrav=0)

    engine.night(NEXT, both)
    assert [set(draft.benefits) for draft in engine.drafts] == [{"SJP", "FP"}]


def test_what_was_held_back_and_comes_all_at_once_is_the_end_of_the_freeze() -> None:
    engine = learned()
    engine.nights(NEXT, 2, _scaled("SA", 0))
    engine.night(NEXT + 2 * _DAY, _scaled("SA", 3))
    (draft,) = engine.drafts
    assert (draft.kind, draft.closing) == (Rule.FROZEN, "är som vanligt i körningen för 20 mars")
    assert "gånger fler än väntat" in draft.evidence[1]


def test_everything_frozen_at_once_is_seen_although_nothing_is_left_to_compare_with() -> None:
    engine = learned()

    def nothing(rows: Rows) -> None:
        for benefit in rows:
            _scaled(benefit, 0)(rows)

    engine.night(NEXT, nothing)
    (draft,) = engine.drafts
    assert (draft.kind, set(draft.benefits)) == (Rule.FROZEN, set(engine.persons))


def test_a_holiday_is_as_quiet_as_it_uses_to_be() -> None:
    engine = learned()
    day = engine.nights(NEXT, (date(2024, 3, 29) - NEXT).days)

    def quiet(rows: Rows) -> None:
        for benefit in rows:
            _scaled(benefit, 0.2)(rows)

    engine.night(day, quiet)
    assert engine.drafts == []


def test_an_announced_surge_disturbs_nobody_and_one_that_does_not_come_does() -> None:
    window = {"job": DAILY, "from": NEXT.isoformat(), "to": "2024-03-19", "expect": "surge", "benefits": ["SA"]}
    engine = learned(announced=[window])
    engine.nights(NEXT, 2, _scaled("SA", 5))
    engine.tick(at(NEXT + _DAY, 12))
    assert engine.drafts == []
    engine = learned(announced=[window])
    engine.nights(NEXT, 2)
    engine.tick(at(NEXT + _DAY, 5, 59))
    assert engine.drafts == []
    engine.tick(at(NEXT + _DAY, 6))
    (draft,) = engine.drafts
    assert (draft.kind, draft.benefits, draft.opened) == (Rule.SURGE_ABSENT, ("SA",), at(NEXT + _DAY, 6))
    engine.night(NEXT + 2 * _DAY, _scaled("SA", 5))
    assert [draft.closing for draft in engine.drafts] == ["ökningen kom i körningen för 20 mars"]


def test_an_announced_freeze_disturbs_nobody() -> None:
    window = {"from": NEXT.isoformat(), "to": NEXT.isoformat(), "expect": "freeze", "benefits": ["SA"]}
    engine = learned(announced=[window])
    engine.night(NEXT, _scaled("SA", 0))
    assert engine.drafts == []


def test_without_a_history_nothing_is_out_of_the_ordinary() -> None:
    engine = Engine(plan())
    engine.nights(date(2024, 3, 4), 5)
    engine.night(date(2024, 3, 9), _scaled("SA", 9))
    assert engine.drafts == []


def test_what_has_been_so_for_four_weeks_is_how_things_are() -> None:
    engine = learned()
    day = engine.nights(NEXT, 30, _scaled("SA", 3))
    (draft,) = engine.drafts
    assert draft.closing == "har varit så i fyra veckor och räknas som vanligt från 16 april"
    engine.nights(day, 14, _scaled("SA", 3))
    assert len(engine.drafts) == 1
    engine.night(day + 14 * _DAY, _scaled("SA", 0))
    assert [draft.kind for draft in engine.drafts] == [Rule.SURGE, Rule.FROZEN]
