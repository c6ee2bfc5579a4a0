"""For any moment of reading, the samples are right: codes, order, and what is past and ahead."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.terms import Act, Environment, Impact, Kind, Status
from notices.checks import allowed_statuses
from notices.clock import day_of
from notices.samples import Sample, samples
from notices.service import read_service
from tests.paths import ROOT
from tests.swedish_dates import clock_in, dates_in, spans_in

SERVICE = read_service(ROOT / "service.toml")
KEYS = {
    "title", "section", "kind", "impact", "status", "environment",
    "benefits", "operations", "action", "time", "expected_end", "next_word",
}  # fmt: skip
SEVEN = datetime(2026, 11, 24, 6, tzinfo=UTC)  # when yesterday gives way to today
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def for_any_now(test: Callable[[datetime], None]) -> Callable[[], None]:
    moments = st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC))
    any_now = settings(max_examples=25)(given(now=moments)(test))
    return example(now=SEVEN)(example(now=SEVEN - datetime.resolution)(any_now))


def the(name: str, now: datetime) -> Sample:
    """The one sample whose title matches."""
    (found,) = [sample for sample in samples(now) if re.search(name, str(sample.front["title"]))]
    return found


def acts_of(sample: Sample) -> list[Act]:
    return [act.act for act in sample.acts]


def text_of(sample: Sample) -> str:
    return "\n".join([*map(str, sample.front.values()), sample.body, *(act.text for act in sample.acts)])


@for_any_now
def test_notices_come_oldest_first_and_none_is_from_the_future(now: datetime) -> None:
    published = [sample.published for sample in samples(now)]
    assert published == sorted(set(published))
    assert published[-1] <= now


@for_any_now
def test_what_is_done_to_a_notice_comes_after_it_in_order_and_has_happened(now: datetime) -> None:
    for sample in samples(now):
        moments = [sample.published, *(act.at for act in sample.acts)]
        assert moments == sorted(set(moments)), sample.front["title"]
        assert moments[-1] <= now


@for_any_now
def test_every_weekend_is_a_saturday_and_a_sunday(now: datetime) -> None:
    weekends = [span for sample in samples(now) for span in spans_in(text_of(sample), after="helgen ")]
    assert weekends
    for first, last in weekends:
        assert (first.isoweekday(), last.isoweekday(), (last - first).days) == (6, 7, 1)


@for_any_now
def test_the_announced_surge_is_ahead(now: datetime) -> None:
    surge = the("Många ändringar", now)
    ((first, _),) = spans_in(str(surge.front["time"]), after="helgen ")
    assert day_of(now) < first
    assert not surge.acts


@for_any_now
def test_other_announced_events_are_ahead_too(now: datetime) -> None:
    for name in ("Nya certifikat", "schema|Schema", "Testmiljön"):
        assert min(dates_in(str(the(name, now).front["time"]))) > day_of(now)


@for_any_now
def test_the_late_files_are_late_now_and_the_next_word_is_still_to_come(now: datetime) -> None:
    late = the("försenade", now)
    assert clock_in(str(late.front["time"])) < late.published
    assert now < clock_in(str(late.front["next_word"])) < clock_in(str(late.front["expected_end"]))
    assert late.updates[-1].changes["next_word"] == late.front["next_word"]
    assert acts_of(late) == [Act.UPDATE]


@for_any_now
def test_maintenance_ends_in_the_morning_that_its_night_leads_to(now: datetime) -> None:
    maintenance = the("Underhåll", now)
    (night,) = dates_in(str(maintenance.front["time"]))
    assert day_of(maintenance.published) < night == day_of(maintenance.acts[-1].at)


@for_any_now
def test_the_certificates_lie_under_the_date_of_the_change(now: datetime) -> None:
    change = the("Nya certifikat", now)
    (day,) = dates_in(str(change.front["time"]))
    assert re.findall(r"/lefi/(\d+)/", change.body) == [f"{day:%y%m%d}"] * 2


def test_a_weekday_is_named_as_the_calendar_has_it() -> None:
    # 24 November 2026 is a Tuesday; ten days later it is Friday 4 December.
    assert the("Nya certifikat", NOON).body.startswith("Fredagen den 4 december 2026")


@pytest.mark.parametrize("sample", samples(NOON), ids=lambda sample: sample.front["title"])
def test_every_field_and_code_is_one_that_can_be_published(sample: Sample) -> None:
    front = sample.front
    assert front.keys() <= KEYS
    assert front["section"] in SERVICE.sections
    assert set(front.get("benefits", ())) <= SERVICE.benefits.keys()
    assert set(front.get("operations", ())) <= SERVICE.operations.keys()
    assert Impact(str(front["impact"]))
    assert Environment(str(front["environment"]))
    statuses = [Status(str(front["status"]))] if "status" in front else []
    statuses += [act.status for act in sample.acts if act.status]
    assert set(statuses) <= set(allowed_statuses(Kind(str(front["kind"]))))


def test_every_kind_section_and_environment_is_shown() -> None:
    fronts = [sample.front for sample in samples(NOON)]
    assert {front["kind"] for front in fronts} == set(Kind)
    assert {front["section"] for front in fronts} == SERVICE.sections.keys()
    assert {front["environment"] for front in fronts} == set(Environment)


def test_every_incident_says_what_the_subscriber_must_do() -> None:
    incidents = [sample for sample in samples(NOON) if sample.front["kind"] == Kind.INCIDENT]
    assert len(incidents) > 1
    assert all(sample.front["action"] for sample in incidents)


def test_one_incident_got_three_updates_and_ended() -> None:
    assert acts_of(the("behandlas inte", NOON)) == [Act.UPDATE, Act.UPDATE, Act.UPDATE, Act.END]


def test_the_end_of_the_closed_intake_answers_each_operation_that_was_closed() -> None:
    closed = the("behandlas inte", NOON)
    for code in closed.front["operations"]:
        assert SERVICE.operations[code].name.sv in closed.acts[-1].text


def test_one_event_was_cancelled_and_one_notice_withdrawn_each_with_a_reason() -> None:
    (cancelled,), (withdrawn,) = the("Mottagningen", NOON).acts, the("Prenumeration stängs", NOON).acts
    assert (cancelled.act, withdrawn.act) == (Act.CANCEL, Act.WITHDRAW)
    assert cancelled.text
    assert withdrawn.text


def test_a_correction_gives_new_words_and_a_reason() -> None:
    wrong = the("Fel omfattning", NOON)
    correction = wrong.acts[0]
    assert correction.act is Act.CORRECT
    assert correction.text
    assert correction.changes.keys() == {"time", "body"}
    assert correction.changes["time"] == "10–13 november 2026" != wrong.front["time"]
    assert "10–13 november 2026" in correction.changes["body"] != wrong.body


def test_the_wrong_run_and_its_correcting_run_are_one_story() -> None:
    wrong, correcting = the("kördes för tidigt", NOON), the("Rättningskörning", NOON)
    assert wrong.thread == correcting.thread is not None
    assert correcting.acts[-1].at < wrong.acts[-1].at


def test_a_naive_now_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        samples(datetime(2026, 11, 24, 12))
