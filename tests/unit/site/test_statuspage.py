"""The Statuspage API v2 has the shapes and the words that Atlassian documents."""

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.terms import Environment, Impact, Kind, Status
from models.when import Precision, When
from notices.checks import allowed_statuses
from notices.site.published import Published
from tests.unit.site.frames import a_notice, an_update, at
from tests.unit.site.statuspage_read import Read, component, read_at, statuses

PAGE = {"id", "name", "url", "time_zone", "updated_at"}
COMPONENT = set(
    "id page_id group_id name description status position showcase only_show_if_degraded group start_date created_at "
    "updated_at".split()
)
EVENT = set(
    "id page_id name status impact shortlink created_at updated_at started_at monitoring_at resolved_at "
    "incident_updates components".split()
)
UPDATE = set(
    "id incident_id status body created_at updated_at display_at affected_components deliver_notifications".split()
)
ANSWERS = {
    "summary": {"page", "status", "components", "incidents", "scheduled_maintenances"},
    "status": {"page", "status"},
    "components": {"page", "components"},
    "incidents": {"page", "incidents"},
    "incidents/unresolved": {"page", "incidents"},
    "scheduled-maintenances": {"page", "scheduled_maintenances"},
    "scheduled-maintenances/upcoming": {"page", "scheduled_maintenances"},
    "scheduled-maintenances/active": {"page", "scheduled_maintenances"},
}
COMPONENT_STATUSES = {"operational", "degraded_performance", "partial_outage", "major_outage", "under_maintenance"}
INCIDENT_STATUSES = {"investigating", "identified", "monitoring", "resolved", "postmortem"}
MAINTENANCE_STATUSES = {"scheduled", "in_progress", "verifying", "completed"}
GRAVITIES = {"none", "minor", "major", "critical"}


def wrong(impact: Impact | None = Impact.DELAY, **fields: Any) -> Published:
    return a_notice(**({"kind": Kind.INCIDENT, "impact": impact, "status": Status.INVESTIGATING} | fields))


def test_with_nothing_published_everything_works() -> None:
    read = read_at("2026-03-02 12.00")
    assert {name: set(answer) for name, answer in read.items()} == ANSWERS
    assert read["status"]["status"] == {"indicator": "none", "description": "Inga kända störningar just nu."}
    assert statuses(read["components"]) == {}
    page = read["status"]["page"]
    assert (page["name"], page["url"], page["time_zone"]) == (
        "LEFI Prenumeration",
        "https://drift.example",
        "Europe/Stockholm",
    )
    assert page["updated_at"] == "2014-01-01T00:00:00.000+01:00", "the day from which the ids are the service's own"


def test_the_components_are_operations_and_benefits_each_in_its_group() -> None:
    found = read_at("2026-03-02 12.00")["components"]["components"]
    operations, benefits = component(found, "operation"), component(found, "benefit")
    for group, size in ((operations, 7), (benefits, 12)):
        mine = [one for one in found if one["group_id"] == group["id"]]
        assert group["group"]
        assert [one["id"] for one in mine] == group["components"]
        assert [one["position"] for one in mine] == list(range(1, size + 1))
    assert (operations["name"], benefits["name"]) == ("Funktioner", "Förmåner")
    assert component(found, "operation", "daily_run")["name"] == "Dygnskörning"
    assert component(found, "benefit", "FP")["name"] == "Föräldrapenning"
    assert len({one["id"] for one in found}) == len(found)


def test_ids_look_like_statuspages_and_never_change() -> None:
    notice = wrong(updates=(an_update(1),))
    read, later = read_at("2026-03-02 12.00", notice), read_at("2027-01-01 12.00", notice)
    (incident,) = read["incidents"]["incidents"]
    ids = [read["status"]["page"]["id"], incident["id"], *(one["id"] for one in incident["incident_updates"])]
    assert ids == ["mf6n8jhv3hz5", "z6fn6h9mbeev", "bfebng7wf68r", "4vu2nae8j7mp"]
    assert later["incidents"]["incidents"][0]["id"] == incident["id"]


@pytest.mark.parametrize(
    ("impact", "status", "indicator"),
    [
        (Impact.OUTAGE, "major_outage", "critical"),
        (Impact.WRONG_INFORMATION, "partial_outage", "major"),
        (Impact.DISRUPTION, "degraded_performance", "minor"),
        (Impact.DELAY, "degraded_performance", "minor"),
        (None, "degraded_performance", "minor"),
        (Impact.INFORMATION, "operational", "none"),
    ],
)
def test_the_impact_grades_component_incident_and_page(impact: Impact | None, status: str, indicator: str) -> None:
    read = read_at("2026-03-02 12.00", wrong(impact, benefits=("FP",)))
    assert component(read["components"]["components"], "benefit", "FP")["status"] == status
    assert component(read["components"]["components"], "benefit")["status"] == status, "the group, too"
    assert read["incidents"]["incidents"][0]["impact"] == indicator
    assert read["status"]["status"]["indicator"] == indicator


def test_only_what_is_named_is_affected_and_the_delivery_itself_where_nothing_is() -> None:
    named = read_at("2026-03-02 12.00", wrong(benefits=("FP",), operations=("restart",)))
    assert statuses(named["components"]).keys() == {"Funktioner", "Omstart", "Förmåner", "Föräldrapenning"}
    unnamed = read_at("2026-03-02 12.00", wrong())
    assert statuses(unnamed["components"]).keys() == {"Funktioner", "Dygnskörning"}


def test_the_gravest_speaks_for_the_page_and_shows_through() -> None:
    late = wrong(title="Filerna är sena", benefits=("FP",))
    stopped = wrong(
        Impact.OUTAGE, title="Ingen fil har kommit", id=2, slug="b", benefits=("FP",), status=Status.FIX_PLANNED
    )
    read = read_at("2026-03-02 12.00", late, stopped)
    assert read["status"]["status"] == {
        "indicator": "critical",
        "description": "Stopp, rättning planerad: Ingen fil har kommit",
    }
    assert statuses(read["components"])["Föräldrapenning"] == "major_outage"


def test_the_test_environment_and_what_is_withdrawn_are_not_told() -> None:
    elsewhere = wrong(Impact.OUTAGE, environment=Environment.TEST)
    taken_back = wrong(
        Impact.OUTAGE, id=2, slug="b", withdrawn_at=at("2026-03-02 09.00"), withdrawn_reason="Fel tjänst."
    )
    read = read_at("2026-03-02 12.00", elsewhere, taken_back)
    assert read["status"]["status"]["indicator"] == "none"
    assert statuses(read["components"]) == {}
    assert read["incidents"]["incidents"] == []


def test_what_statuspage_has_no_word_for_is_left_out() -> None:
    unknown = wrong(status=None)
    release = a_notice(id=2, slug="b", kind=Kind.RELEASE, status=Status.IN_PROGRESS, impact=Impact.OUTAGE)
    news = a_notice(id=3, slug="c", kind=Kind.INFORMATION)
    read = read_at("2026-03-02 12.00", unknown, release, news)
    assert [read[name][list_] for name, list_ in (("incidents", "incidents"), ("summary", "incidents"))] == [[], []]
    assert read["scheduled-maintenances"]["scheduled_maintenances"] == []
    assert read["status"]["status"]["indicator"] == "none"


def test_news_leaves_the_bytes_as_they_were() -> None:
    late = wrong()
    news = a_notice(id=2, slug="b", published="2026-03-02 10.00", kind=Kind.INFORMATION)
    assert read_at("2026-03-02 12.00", late) == read_at("2026-03-02 18.00", late, news)


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31))
WORDS = st.text(min_size=1, max_size=20)


@st.composite
def notices(draw: st.DrawFn, id: int = 1) -> Published:
    kind = draw(st.sampled_from(Kind))
    statuses = st.sampled_from((None, *allowed_statuses(kind)))
    start, end = sorted(at(f"{draw(MOMENTS):%Y-%m-%d %H.%M}") for _ in range(2))
    time = draw(
        st.sampled_from([None, When("då", start, end, Precision.MINUTE), When("då", start, None, Precision.DAY)])
    )
    moments = sorted(f"{draw(MOMENTS):%Y-%m-%d %H.%M}" for _ in range(4))
    updates = tuple(an_update(n, moments[n], draw(WORDS), draw(statuses)) for n in range(1, draw(st.integers(1, 4))))
    return a_notice(
        draw(WORDS),
        moments[0],
        id=id,
        slug=f"notis-{id}",
        kind=kind,
        status=draw(statuses),
        impact=draw(st.sampled_from((None, *Impact))),
        environment=draw(st.sampled_from((None, *Environment))),
        operations=draw(st.sampled_from([(), ("restart",), ("new_order", "cancellation")])),
        benefits=draw(st.sampled_from([(), ("FP",)])),
        time=time,
        updates=updates,
        first_status=draw(statuses),
        withdrawn_at=draw(st.sampled_from([None, None, at("2026-12-31 12.00")])),
    )


@settings(max_examples=60)
@given(st.tuples(*(notices(id) for id in range(1, 4))), MOMENTS)
def test_whatever_is_published_the_answers_are_as_documented(published: tuple[Published, ...], now: datetime) -> None:
    read = read_at(f"{now:%Y-%m-%d %H.%M}", *published)
    for name, answer in read.items():
        assert set(answer) == ANSWERS[name]
        assert set(answer["page"]) == PAGE
        check_components(answer.get("components", []))
        for incident in answer.get("incidents", []):
            check_event(incident, EVENT, INCIDENT_STATUSES)
        for work in answer.get("scheduled_maintenances", []):
            check_event(work, EVENT | {"scheduled_for", "scheduled_until"}, MAINTENANCE_STATUSES)
            start, end = (datetime.fromisoformat(work[f"scheduled_{name}"]) for name in ("for", "until"))
            assert start <= end
    assert read["status"]["status"]["indicator"] in GRAVITIES
    assert all(one["status"] != "resolved" for one in read["summary"]["incidents"])
    check_maintenances(read)


def check_components(found: list[Read]) -> None:
    for one in found:
        assert set(one) == COMPONENT | ({"components"} if one["group"] else set())
        assert one["status"] in COMPONENT_STATUSES


def check_event(event: Read, fields: set[str], words: set[str]) -> None:
    assert set(event) == fields
    assert event["status"] in words
    assert event["impact"] in GRAVITIES
    assert event["components"]
    updates = event["incident_updates"]
    assert all(set(update) == UPDATE and update["status"] in words for update in updates)
    told = [datetime.fromisoformat(update["created_at"]) for update in updates]
    assert told == sorted(told, reverse=True)
    for update in updates:
        assert {one["code"] for one in update["affected_components"]} == {one["id"] for one in event["components"]}
        assert all(
            {one["old_status"], one["new_status"]} <= COMPONENT_STATUSES for one in update["affected_components"]
        )
    check_components(event["components"])


def check_maintenances(read: dict[str, Read]) -> None:
    listed = {name: read[name]["scheduled_maintenances"] for name in ANSWERS if "scheduled" in name}
    every, upcoming, active = listed.values()
    assert [one for one in every if one["status"] == "scheduled"] == sorted(upcoming, key=every.index)
    assert {one["status"] for one in active} <= {"in_progress", "verifying"}
    assert read["summary"]["scheduled_maintenances"] == [*active, *upcoming]
