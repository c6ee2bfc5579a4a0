"""How an entry of the audit is written and hashed."""

import hashlib
import json
from datetime import UTC, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.audit import AuditEntry
from notices.audit.chain import BEGINNING, Head, InvalidHead, canonical, hash_of, written
from tests.factories import A_MORNING, incident

FACTS = {
    "position": 7,
    "at": A_MORNING,
    "actor": "Anna",
    "source_address": "192.0.2.7",
    "act": "publish",
    "subject": "notice:7",
    "before": None,
    "after": canonical({"content": incident()}),
    "previous": BEGINNING,
}


def test_what_is_hashed_is_json_that_says_all_of_the_entry() -> None:
    text = written(AuditEntry(**FACTS))
    said = json.loads(text)
    assert text == canonical(said)
    assert said["after"]["content"]["title"] == "Filerna är sena"
    assert (said["before"], said["at"]) == (None, "2026-03-10T05:20:00.000000+00:00")
    assert hash_of(AuditEntry(**FACTS)) == hashlib.sha256(text.encode()).hexdigest()


def test_the_same_moment_in_another_zone_has_the_same_hash() -> None:
    there = A_MORNING.astimezone(timezone(timedelta(hours=9)))
    assert hash_of(AuditEntry(**FACTS | {"at": there})) == hash_of(AuditEntry(**FACTS | {"at": there.astimezone(UTC)}))


@settings(max_examples=60)
@given(
    field=st.sampled_from(["actor", "source_address", "act", "subject", "before", "after", "previous"]),
    text=st.text(max_size=20),
)
def test_no_field_can_change_without_the_hash(field: str, text: str) -> None:
    entry, other = AuditEntry(**FACTS), AuditEntry(**FACTS | {field: canonical(text)})
    assert (hash_of(entry) == hash_of(other)) is (getattr(entry, field) == getattr(other, field))


def test_a_head_reads_back_and_nothing_else_does() -> None:
    head = Head(12, hash_of(AuditEntry(**FACTS)))
    assert Head.read(f" {str(head).upper()}\n") == head
    for wrong in ("", "12", "12:abc", f"-1:{BEGINNING}", f"12:{BEGINNING}0"):
        with pytest.raises(InvalidHead, match="POSITION:HASH"):
            Head.read(wrong)
