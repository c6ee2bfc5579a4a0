"""Which promises of a notice have passed, and which notices promise nothing any more."""

from typing import Any

import pytest

from models.content import Content
from models.terms import Kind, Status
from notices.alarming.overdue import Promise, broken
from tests.factories import at, content, incident, planned

LATE = at("2026-03-20 12.00")


def going_on(**facts: Any) -> Content:
    return incident(**{"status": Status.INVESTIGATING, **facts})


def ahead(time: str, **facts: Any) -> Content:
    return planned("Underhåll", time, **{"status": Status.PLANNED, **facts})


@pytest.mark.parametrize(
    ("notice", "before", "after", "promise"),
    [
        (going_on(next_word="kl 09.00"), "2026-03-10 08.59", "2026-03-10 09.00", Promise.NEXT_WORD),
        (going_on(next_word="fredag förmiddag"), "2026-03-13 09.00", "2026-03-13 12.00", Promise.NEXT_WORD),
        (going_on(expected_end="under dagen"), "2026-03-10 16.00", "2026-03-11 00.00", Promise.EXPECTED_END),
        (ahead("helgen 14–15 mars"), "2026-03-15 23.00", "2026-03-16 07.00", Promise.WINDOW),
        (ahead("kl 18.00 den 12 mars"), "2026-03-12 23.59", "2026-03-13 00.00", Promise.WINDOW),
        (ahead("12 mars kl 18–20"), "2026-03-12 19.59", "2026-03-12 20.00", Promise.WINDOW),
        (ahead("12 mars kl 18–20", status=Status.IN_PROGRESS), "2026-03-12 19", "2026-03-12 20.00", Promise.WINDOW),
    ],
)
def test_a_promise_is_broken_when_its_time_is_over(notice: Content, before: str, after: str, promise: Promise) -> None:
    assert list(broken(notice, at(before if "." in before else f"{before}.00"))) == []
    [(found, words)] = broken(notice, at(after))
    assert found is promise
    assert f"”{notice.title}”" in words
    assert words.endswith(".")


@pytest.mark.parametrize(
    "notice",
    [
        going_on(),
        going_on(next_word="kl 09.00", expected_end="kl 10.00", status=Status.RESOLVED),
        incident(next_word="kl 09.00"),  # an old notice of which nothing is known
        content(kind=Kind.INFORMATION, next_word="kl 09.00"),
        ahead("12 mars", status=Status.COMPLETED),
        ahead("12 mars", status=Status.CANCELLED),
        ahead("fr.o.m. 12 mars"),
    ],
)
def test_what_is_over_or_open_breaks_nothing(notice: Content) -> None:
    assert list(broken(notice, LATE)) == []


def test_each_promise_of_an_incident_counts() -> None:
    both = going_on(next_word="kl 09.00", expected_end="kl 10.00")
    assert [promise for promise, _ in broken(both, LATE)] == [Promise.NEXT_WORD, Promise.EXPECTED_END]
    [(_, words), _] = broken(both, LATE)
    assert words == (
        "Nästa besked om ”Filerna är sena” skulle ha kommit tisdag 10 mars 2026 kl 09.00. Skriv en uppdatering."
    )
