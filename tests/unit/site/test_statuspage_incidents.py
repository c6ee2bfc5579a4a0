"""An incident's story as Statuspage tells it."""

from typing import Any

from models.terms import Impact, Kind, Status
from notices.site.published import Published
from notices.timing import parse
from tests.unit.site.frames import a_notice, an_update, at
from tests.unit.site.statuspage_read import Read, read_at


def wrong(**fields: Any) -> Published:
    standard = {"kind": Kind.INCIDENT, "impact": Impact.WRONG_INFORMATION, "status": Status.INVESTIGATING}
    return a_notice(**(standard | {"benefits": ("FP",)} | fields))


def incident(*notices: Published, moment: str = "2026-03-02 18.00") -> Read:
    (found,) = read_at(moment, *notices)["incidents"]["incidents"]
    return dict(found)


def told(read: Read) -> list[tuple[str, str, str]]:
    """Status, and what became of the component, newest first."""
    return [
        (update["status"], one["old_status"], one["new_status"])
        for update in read["incident_updates"]
        for one in update["affected_components"]
    ]


STORY = (
    an_update(1, "2026-03-02 09.00", "Vi vet vad det är.", Status.FIX_PLANNED),
    an_update(2, "2026-03-02 10.00", "Rättningen tar längre tid."),
    an_update(3, "2026-03-02 11.00", "Rättningen är införd.", Status.MONITORING),
    an_update(4, "2026-03-02 12.00", "Allt är rättat.", Status.RESOLVED),
)


def test_the_first_publication_and_each_update_stand_newest_first() -> None:
    found = incident(wrong(updates=STORY, status=Status.RESOLVED))
    assert told(found) == [
        ("resolved", "partial_outage", "operational"),
        ("monitoring", "partial_outage", "partial_outage"),
        ("identified", "partial_outage", "partial_outage"),
        ("identified", "partial_outage", "partial_outage"),
        ("investigating", "operational", "partial_outage"),
    ]
    assert [update["body"] for update in found["incident_updates"]][:2] == ["Allt är rättat.", "Rättningen är införd."]
    assert found["created_at"] == "2026-03-02T08:10:00.000+01:00"
    assert found["monitoring_at"] == "2026-03-02T11:00:00.000+01:00"
    assert found["resolved_at"] == found["updated_at"] == "2026-03-02T12:00:00.000+01:00"
    assert found["shortlink"].startswith("https://drift.example/n/")


def test_it_is_unresolved_until_it_is_said_to_be_over() -> None:
    monitored = wrong(updates=STORY[:3], status=Status.MONITORING)
    over = wrong(updates=STORY, status=Status.RESOLVED)
    for notice, is_unresolved in ((monitored, True), (over, False)):
        read = read_at("2026-03-02 18.00", notice)
        for name in ("incidents/unresolved", "summary"):
            assert bool(read[name]["incidents"]) is is_unresolved
        assert len(read["incidents"]["incidents"]) == 1
    assert incident(monitored)["resolved_at"] is None


def test_what_is_back_is_unresolved_again_until_the_first_run_is_verified() -> None:
    again = (
        *STORY,
        an_update(5, "2026-03-02 14.00", "Felet är tillbaka.", Status.INVESTIGATING),
        an_update(6, "2026-03-02 16.00", "Rättat.", Status.RESOLVED),
        an_update(7, "2026-03-03 06.00", "Nattens körning är rätt.", Status.VERIFIED),
    )
    back = incident(wrong(updates=again[:5]))
    assert (back["status"], back["monitoring_at"], back["resolved_at"]) == ("investigating", None, None)
    verified = incident(wrong(updates=again, status=Status.VERIFIED), moment="2026-03-03 12.00")
    assert (verified["status"], verified["resolved_at"]) == ("resolved", "2026-03-02T16:00:00.000+01:00")
    assert told(verified)[:3] == [
        ("resolved", "operational", "operational"),
        ("resolved", "partial_outage", "operational"),
        ("investigating", "operational", "partial_outage"),
    ]


def test_it_begins_as_it_was_first_published() -> None:
    notice = wrong(updates=STORY[2:], status=Status.RESOLVED, first_status=Status.FIX_PLANNED)
    assert [status for status, _, _ in told(incident(notice))] == ["resolved", "monitoring", "identified"]
    untouched = wrong(status=Status.MONITORING)
    assert [status for status, _, _ in told(incident(untouched))] == ["monitoring"]


def test_it_started_when_it_happened_if_that_was_said() -> None:
    time = parse("fr.o.m. den 1 mars 2026 kl 22.00", at("2026-03-02 08.10").date())
    assert incident(wrong(time=time))["started_at"] == "2026-03-01T22:00:00.000+01:00"
    assert incident(wrong())["started_at"] == "2026-03-02T08:10:00.000+01:00"


def test_what_the_subscriber_must_do_stands_in_the_text() -> None:
    time = parse("natten mot den 2 mars 2026", at("2026-03-02 08.10").date())
    notice = wrong(body="Dagar **saknas** i `<fil>.xml`.", action="Släng filen.", time=time)
    (update,) = incident(notice)["incident_updates"]
    assert update["body"] == (
        "Tid: natten mot måndag 2 mars 2026.\n\nDet här behöver ni göra: Släng filen.\n\nDagar saknas i <fil>.xml."
    )


def test_an_update_without_words_says_its_status() -> None:
    ended = an_update(1, "2026-03-02 09.00", " ", Status.RESOLVED)
    found = incident(wrong(updates=(ended,), status=Status.RESOLVED))
    assert found["incident_updates"][0]["body"] == "Åtgärdad."


def test_a_correction_moves_updated_at_and_is_no_update() -> None:
    before = wrong(updates=STORY[:1], status=Status.FIX_PLANNED)
    corrected_at = at("2026-03-02 15.00")
    after = wrong(title="Rätt rubrik", updates=STORY[:1], status=Status.FIX_PLANNED, corrected_at=corrected_at)
    found, was = incident(after), incident(before)
    assert (found["name"], found["updated_at"]) == ("Rätt rubrik", "2026-03-02T15:00:00.000+01:00")
    assert found["incident_updates"] == was["incident_updates"]
    assert found["id"] == was["id"]


def test_the_fifty_latest_are_listed_newest_first_and_every_unresolved_one() -> None:
    many = [
        wrong(title=f"Nummer {n}", id=n, slug=f"n-{n}", published=f"2026-03-{n % 28 + 1:02} 08.{n:02}")
        for n in range(60)
    ]
    read = read_at("2026-04-02 12.00", *many)
    latest = [one["created_at"] for one in read["incidents"]["incidents"]]
    assert len(latest) == 50
    assert latest == sorted(latest, reverse=True)
    assert len(read["incidents/unresolved"]["incidents"]) == 60
