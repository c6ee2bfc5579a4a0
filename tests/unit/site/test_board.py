"""What goes on now is a function of what is published and of the time."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from models.content import Content
from models.terms import Impact, Kind, Status
from notices.site.board import Phase, Sign, board, next_turn, phase, sign
from notices.site.published import Published, Snapshot
from tests.factories import A_MORNING, at, content, incident, planned


def published(what: Content, id: int = 1, published_at: datetime = A_MORNING, **facts: Any) -> Published:
    return Published(id, f"notis-{id}", f"n{id}", published_at, False, published_at, 1, what, **facts)


def snapshot(*notices: Published) -> Snapshot:
    return Snapshot(1, A_MORNING, {notice.id: notice for notice in notices}, {}, {})


def test_a_planned_window_opens_and_closes_by_the_clock() -> None:
    notice = published(planned(time="den 14 mars 2026 kl 18.00–20.00", status=Status.PLANNED))
    moments = ("2026-03-14 17.59", "2026-03-14 18.00", "2026-03-14 19.59", "2026-03-14 20.00")
    phases = [phase(notice, at(moment)) for moment in moments]
    assert phases == [Phase.AHEAD, Phase.ONGOING, Phase.ONGOING, Phase.PASSED]


def test_a_planned_day_lasts_25_hours_when_the_clocks_go_back() -> None:
    notice = published(planned(time="den 25 oktober 2026", status=Status.PLANNED))
    start, end = notice.content.time.start, notice.content.time.end  # type: ignore[union-attr]
    assert start is not None
    assert end is not None
    assert end - start == timedelta(hours=25)
    assert phase(notice, at("2026-10-25 23.59")) is Phase.ONGOING
    assert phase(notice, at("2026-10-26 00.00")) is Phase.PASSED


def test_an_expected_end_that_passes_does_not_end_an_incident() -> None:
    notice = published(incident(status=Status.INVESTIGATING, expected_end="den 10 mars 2026 kl 08.00"))
    assert phase(notice, at("2026-03-12 08.00")) is Phase.ONGOING


def test_a_moment_with_an_expected_end_goes_on_until_then() -> None:
    facts = {"time": "den 14 mars 2026 kl 18.00", "expected_end": "den 14 mars 2026 kl 21.00"}
    notice = published(planned(status=Status.PLANNED, **facts))
    assert phase(notice, at("2026-03-14 20.30")) is Phase.ONGOING
    assert phase(notice, at("2026-03-14 21.00")) is Phase.PASSED


@pytest.mark.parametrize("status", [Status.COMPLETED, Status.VERIFIED, Status.CANCELLED])
def test_what_was_said_to_be_over_is_over_whatever_the_clock_says(status: Status) -> None:
    notice = published(planned(time="den 14 mars 2026 kl 18.00–20.00", status=status))
    assert phase(notice, at("2026-03-14 19.00")) is Phase.OVER


def test_an_old_incident_without_a_status_is_not_said_to_go_on() -> None:
    notice = published(incident(status=None, time="den 5 mars 2026"))
    assert phase(notice, A_MORNING) is Phase.STILL
    assert sign(notice, A_MORNING) is None


def test_the_gravest_ongoing_notice_stands_first_and_gives_the_sign() -> None:
    late = published(incident("Sent", status=Status.INVESTIGATING, impact=Impact.DELAY), 1)
    stopped = published(incident("Stopp", status=Status.INVESTIGATING, impact=Impact.OUTAGE), 2, at("2026-03-01 08.00"))
    wrong = published(incident("Fel", status=Status.MONITORING, impact=Impact.WRONG_INFORMATION), 3)
    shown = board(snapshot(late, stopped, wrong), A_MORNING)
    assert [n.content.title for n in shown.ongoing] == ["Stopp", "Fel", "Sent"]
    assert shown.sign is Sign.STOPPED


def test_what_is_planned_stands_soonest_first() -> None:
    later = published(planned("Sedan", "helgen 28–29 mars 2026", status=Status.PLANNED), 1)
    sooner = published(planned("Först", "den 12 mars 2026", status=Status.PLANNED), 2)
    some_time = published(content("När det blir", kind=Kind.RELEASE, status=Status.PLANNED), 3)
    shown = board(snapshot(later, some_time, sooner), A_MORNING)
    assert [n.content.title for n in shown.ahead] == ["Först", "Sedan", "När det blir"]
    assert shown.sign is Sign.WORKS


def test_the_board_says_when_it_next_turns_by_itself() -> None:
    notice = published(planned(time="den 14 mars 2026 kl 18.00–20.00", status=Status.PLANNED))
    assert next_turn([notice], at("2026-03-14 12.00")) == at("2026-03-14 18.00")
    assert next_turn([notice], at("2026-03-14 18.00")) == at("2026-03-14 20.00")
    assert next_turn([notice], at("2026-03-14 20.00")) is None


def test_nothing_withdrawn_is_on_the_board() -> None:
    notice = published(incident(status=Status.INVESTIGATING), withdrawn_at=A_MORNING)
    shown = board(snapshot(notice), A_MORNING)
    assert shown.ongoing == ()
    assert phase(notice, A_MORNING) is Phase.WITHDRAWN
