"""What an operator gets to read: complete fields that the desk takes without a word of complaint."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from benchmarks.archive_cases import CASES, Case, lacks
from notices.clock import day_of
from notices.drafts import content_of
from notices.runs import words
from notices.runs.drafts import Draft
from notices.runs.judgement import Rule
from notices.runs.texts import TEMPLATES
from notices.runs.wording import closing_of, fields_of
from tests.factories import SERVICE
from tests.unit.runs.engine import DAILY, Engine, at
from tests.unit.runs.learned import NEXT, learned


def _failed(engine: Engine) -> None:
    engine.send("run.failed", at(NEXT, 1, 20), job=DAILY, run="r", nominal=NEXT.isoformat(), error="<disk>")


def _stuck(engine: Engine) -> None:
    engine.send("run.started", at(NEXT, 1), job=DAILY, run="r", nominal=NEXT.isoformat())
    engine.tick(at(NEXT, 6))


def _backwards(engine: Engine) -> None:
    engine.send("run.started", at(NEXT, 1), job=DAILY, run="r", nominal=NEXT.isoformat(), sequence=3)


def _surge(engine: Engine) -> None:
    engine.night(NEXT, lambda rows: rows["SA"].update(uppdaterad=9000))


@pytest.mark.parametrize(
    ("happens", "kind", "says"),
    [
        (_failed, Rule.FAILED, "avbröts kl 01.20 och måste göras om"),
        (_stuck, Rule.STUCK, "startade kl 01.00 och har inte blivit klar"),
        (_backwards, Rule.SEQUENCE_BACK, "har sekvensnummer 3, men körningen före hade 170"),
        (_surge, Rule.SURGE, "många fler ändringar om sjuk- och aktivitetsersättning"),
        (lambda engine: engine.tick(at(NEXT + timedelta(1), 2)), Rule.MISSING, "senast kl 06.00 och kom aldrig"),
        (lambda engine: engine.tick(at(NEXT + timedelta(3), 0)), Rule.SOURCE_SILENT, "Vi får sedan 17 mars kl 02."),
    ],
)
def test_a_draft_is_complete(happens: Callable[[Engine], None], kind: Rule, says: str) -> None:
    engine = learned()
    happens(engine)
    draft = next(draft for draft in engine.drafts if draft.kind is kind)
    fields = fields_of(draft, engine.watch.state.plan, SERVICE, draft.opened)
    assert says in str(fields["body"])
    assert fields["action"]
    assert content_of(fields, SERVICE, day_of(draft.opened)).problems == {}
    assert "<disk>" not in str(fields)  # what the engine says of itself is evidence, and nothing for subscribers


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.noticed} {case.what}")
def test_the_archives_incidents_are_drafted_with_their_facts(case: Case) -> None:
    engine = case.happen()
    draft = next((draft for draft in engine.drafts if draft.kind is case.kind), None)
    assert list(lacks(case, draft, engine, SERVICE)) == []
    if draft:
        fields = fields_of(draft, engine.watch.state.plan, SERVICE, draft.opened)
        assert content_of(fields, SERVICE, day_of(draft.opened)).problems == {}


def test_every_rule_has_its_words() -> None:
    assert set(TEMPLATES) == set(Rule)
    assert all("!" not in template.body and template.action for template in TEMPLATES.values())


@pytest.mark.parametrize(
    ("now", "next_word"),
    [
        (at(date(2024, 3, 18), 2, 40), "18 mars 2024 kl 08.00"),
        (at(date(2024, 3, 18), 9), "18 mars 2024 kl 10.00"),
        (at(date(2024, 3, 18), 9, 20), "18 mars 2024 kl 11.00"),
        (at(date(2024, 3, 18), 17, 5), "19 mars 2024 kl 08.00"),
        (at(date(2024, 3, 18), 23, 30), "19 mars 2024 kl 08.00"),
    ],
)
def test_the_next_word_is_promised_for_when_somebody_is_at_work(now: datetime, next_word: str) -> None:
    engine = learned()
    _failed(engine)
    assert fields_of(engine.drafts[0], engine.watch.state.plan, SERVICE, now)["next_word"] == next_word


def test_the_closing_has_the_facts() -> None:
    engine = learned()
    engine.tick(at(NEXT, 6))
    engine.send("run.completed", at(NEXT, 6, 52), job=DAILY, run="r", nominal=NEXT.isoformat(), files=211)
    assert _closing(engine) == "Dygnskörning för 18 mars: levererad kl 06.52, 211 filer."
    engine = learned()
    _surge(engine)
    engine.night(NEXT + timedelta(1))
    assert _closing(engine) == "Uppgifterna om sjuk- och aktivitetsersättning är som vanligt i körningen för 19 mars."


def _closing(engine: Engine) -> object:
    draft: Draft = engine.drafts[0]
    return closing_of(draft, engine.watch.state.plan, SERVICE)["body"]


def test_figures_are_written_as_people_write_them() -> None:
    assert words.number(3400) == "3\N{NO-BREAK SPACE}400"
    assert [words.number(value) for value in (0, 1.84, 2.0, 9.96, 12.4)] == ["0", "1,8", "2", "10", "12"]
    assert words.share(36, 100) == "36 %"
    assert words.listed(["SA", "FP", "TFP"]) == "SA, FP och TFP"
    assert words.duration(timedelta(minutes=312)) == "5 tim 12 min"
    assert words.duration(timedelta(0)) == "0 min"
    days = [date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 7)]
    assert words.dates(days) == "28 februari–1 mars och 7 mars"
