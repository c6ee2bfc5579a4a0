"""The samples' words: calm, our own, and about nobody."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from notices.samples import FOLDER, samples
from tests.paths import ARCHIVE

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LONG = 40
MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
FILES = sorted(FOLDER.glob("*.md"))


def plain(text: str) -> str:
    """Words only: no case, no Markdown, every number and month alike, so that a copy with another date is a copy."""
    text = re.sub(r"[`*<>”\"]", "", text.casefold())
    return " ".join(re.sub(rf"\d+|\b({MONTHS})\b", "0", text).split())


def sentences(text: str) -> set[str]:
    """The sentences longer than LONG characters; a list item, a heading and a paragraph end one, too."""
    parts = re.split(r"\n\s*\n|\n\s*(?=[-•#]|\d+\. )|(?<=[.!?:])\s+", text)
    return {sentence for sentence in (plain(part).strip(" •-#.") for part in parts) if len(sentence) > LONG}


def all_texts() -> str:
    """All that the samples say, a blank line between the parts."""
    parts: list[str] = []
    for sample in samples(NOW):
        for fields in (sample.front, *(act.changes for act in sample.acts)):
            parts += [value for value in fields.values() if isinstance(value, str)]
        parts += [sample.body, *(act.text for act in sample.acts)]
    return "\n\n".join(parts)


@pytest.fixture(scope="module")
def archive() -> str:
    if not ARCHIVE.exists():
        pytest.fail(f"No archived page to compare the samples with: put it at ../shared/archive/{ARCHIVE.name}.")
    return ARCHIVE.read_text(encoding="utf-8")


def test_no_sample_has_a_sentence_of_the_archive(archive: str) -> None:
    archived = sentences("\n\n".join(archive.splitlines()))
    ours = plain(all_texts())
    assert archived
    assert [sentence for sentence in archived if sentence in ours] == []


def test_no_sentence_of_a_sample_is_found_in_the_archive(archive: str) -> None:
    ours = sentences(all_texts())
    assert ours
    assert [sentence for sentence in ours if sentence in plain(archive)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_sample_is_calm_and_makes_no_excuses(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "!" not in text
    assert not re.search(r"tyvärr|beklaga|ursäkta|\bdom\b", text, re.IGNORECASE)


def test_only_functions_have_an_address() -> None:
    addresses = set(re.findall(r"[\w.+-]+@[\w.-]+\w", all_texts()))
    assert addresses == {"driftinformation@lefi.example", "certifikat@lefi.example"}


def test_links_lead_to_example_domains_only() -> None:
    hosts = set(re.findall(r"https?://([^/\s>]+)", all_texts()))
    assert hosts == {"pki.lefi.example", "lefi.example"}


def test_nothing_looks_like_a_personal_identity_number() -> None:
    assert not re.search(r"\b(?:\d\d)?\d{6}[-+ ]?\d{4}\b", all_texts())


def test_the_traps_of_a_real_page_are_there() -> None:
    texts = all_texts()
    assert "`<värdnamn>.crt`" in texts
    assert re.search(r"\n- .*\n    - ", texts), "a nested list"
    assert re.search(r"\n1\. .*\n2\. ", texts), "a numbered list"
    assert "### Exempel" in texts
