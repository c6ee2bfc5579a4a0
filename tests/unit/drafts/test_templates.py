"""Templates: filled in from what is known, and the gaps that are left."""

import re
from datetime import date

import pytest

from models.terms import Act, Impact, Kind
from notices.checks import closed_operations
from notices.drafts import content_of, date_in_words, fill, gaps, step_of
from notices.service import Template
from tests.factories import A_MORNING, SERVICE, incident
from tests.paths import ARCHIVE

TODAY = date(2026, 3, 10)
FACTS = {
    "datum": date_in_words(A_MORNING),
    "körning": "Dygnskörningen",
    "förmåner": "föräldrapenning",
    "tid": "kl 06.12",
}
TEMPLATES = SERVICE.template


def test_the_last_run_fills_in_and_what_nobody_knows_is_a_gap() -> None:
    filled = fill(SERVICE.templates["wrong_files"], FACTS, benefits=("FP",))
    assert filled.fields["title"] == "Filerna för tisdag 10 mars 2026 innehåller fel"
    assert filled.fields["benefits"] == ["FP"]
    assert [gap.name for gap in filled.gaps] == ["fel", "nästa besked"]
    first = filled.gaps[0]
    text = filled.fields[first.field]
    assert isinstance(text, str)
    assert text[first.start : first.end] == "[fel]"


def test_a_gap_stops_the_publication_until_it_is_written() -> None:
    fields = fill(SERVICE.templates["files_late"], FACTS).fields
    reading = content_of(fields, SERVICE, TODAY)
    assert reading.step is None
    assert reading.problems == {"next_word": "Här fattas ord: [nästa besked]. Fyll i dem, eller skriv om."}
    reading = content_of(fields | {"next_word": "kl 9"}, SERVICE, TODAY)
    assert reading.step is not None
    assert (reading.content.kind, reading.content.impact) == (Kind.INCIDENT, Impact.DELAY)
    assert reading.understood == {"next_word": "tisdag 10 mars 2026 kl 09.00"}


def test_a_link_or_a_bracket_of_ones_own_is_no_gap() -> None:
    assert gaps({"body": "Se [tid](https://drift.example) och [värdnamn]."}, SERVICE) == ()
    assert [gap.start for gap in gaps({"body": "Se [tid] och [tid]."}, SERVICE)] == [3, 13]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.code)
def test_every_template_is_a_whole_notice_once_its_gaps_are_written(template: Template) -> None:
    for act in template.acts:
        filled = fill(template, FACTS, act=act)
        facts = FACTS | {gap.name: "kl 18" for gap in filled.gaps}
        whole = fill(template, facts, act=act)
        assert whole.gaps == ()
        if act is Act.PUBLISH:
            reading = content_of(whole.fields, SERVICE, TODAY)
            assert reading.content.action, "it says what the subscriber must do"
        else:
            before = incident(impact=Impact.OUTAGE, operations=template.operations)
            reading = step_of(act, whole.fields, SERVICE, today=TODAY, now=A_MORNING, before=before)
        assert reading.problems == {}
        assert reading.step is not None


def test_the_templates_cover_what_happens() -> None:
    assert len(TEMPLATES) == 10
    closed = fill(SERVICE.templates["intake_closed"], FACTS)
    reopened = fill(SERVICE.templates["intake_reopened"], FACTS, act=Act.END)
    operations = closed_operations(content_of(closed.fields, SERVICE, TODAY).content)
    assert {f"answer.{code}" for code in operations} <= set(reopened.fields)


def test_no_words_are_shouted_or_taken_from_the_archive() -> None:
    sentences = [s for t in TEMPLATES for text in (t.title, t.body, t.action) for s in re.split(r"(?<=[.:])\s", text)]
    archive = " ".join(ARCHIVE.read_text(encoding="utf-8").split())
    for sentence in filter(None, sentences):
        assert not re.search(r"!|tyvärr", sentence, re.IGNORECASE), sentence
        assert sentence not in archive
