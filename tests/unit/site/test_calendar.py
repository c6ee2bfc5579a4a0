"""What a calendar client sees: the planned events, where they are, and that they move rather than double."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from models.terms import Environment, Kind, Reminder, Status
from models.when import When
from notices.site.calendar import calendar
from notices.site.frame import Frame
from notices.site.published import Published
from notices.timing import parse
from tests.unit.site.frames import TAG, a_frame, a_notice, an_update, at

UID = f"tag:{TAG}:notis/2026-03-02-filerna-ar-sena"


def time(text: str) -> When:
    return parse(text, at("2026-03-02 08.10").date())


def planned(text: str, **fields: Any) -> Published:
    standard: dict[str, Any] = {"kind": Kind.PLANNED, "status": Status.PLANNED, "time": time(text)}
    return a_notice("Underhåll", **(standard | fields))


def events(frame: Frame) -> list[Any]:
    return list(Calendar.from_ical(calendar(frame).body).walk("VEVENT"))


def the_event(notice: Published) -> Any:
    (event,) = events(a_frame(notice))
    return event


def bounds(notice: Published) -> tuple[date, date | None]:
    event = the_event(notice)
    return event["dtstart"].dt, event["dtend"].dt if "dtend" in event else None


def utc(text: str) -> datetime:
    return at(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("den 5 mars 2026", date(2026, 3, 5), date(2026, 3, 6)),
        ("11–15 mars", date(2026, 3, 11), date(2026, 3, 16)),
        ("helgen 7–8 mars", date(2026, 3, 7), date(2026, 3, 9)),
        ("vecka 11", date(2026, 3, 9), date(2026, 3, 16)),
        ("natten mot den 5 mars", date(2026, 3, 4), date(2026, 3, 6)),
        ("torsdag kväll", date(2026, 3, 5), date(2026, 3, 6)),
        ("torsdag förmiddag", date(2026, 3, 5), date(2026, 3, 6)),
        ("fr.o.m. den 5 mars", date(2026, 3, 5), None),
        ("t.o.m. 31 mars", date(2026, 3, 31), date(2026, 4, 1)),
    ],
)
def test_where_no_clock_time_was_stated_the_calendar_has_none(text: str, first: date, after: date | None) -> None:
    start, end = bounds(planned(text))
    assert (start, end) == (first, after)
    assert not isinstance(start, datetime)


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("den 5 mars kl 18.00–20.00", "2026-03-05 18.00", "2026-03-05 20.00"),
        ("den 5 mars kl 22.00–02.00", "2026-03-05 22.00", "2026-03-06 02.00"),
        ("den 5 mars kl 18.00", "2026-03-05 18.00", None),
        ("fr.o.m. den 5 mars kl 18.00", "2026-03-05 18.00", None),
        ("t.o.m. den 5 mars kl 18.00", "2026-03-05 18.00", None),
    ],
)
def test_a_stated_clock_time_is_in_utc(text: str, first: str, after: str | None) -> None:
    start, end = bounds(planned(text))
    assert (start, end) == (utc(first), after and utc(after))
    assert isinstance(start, datetime)
    assert f"DTSTART:{start:%Y%m%dT%H%M%S}Z\r\n".encode() in calendar(a_frame(planned(text))).body


def test_a_moment_goes_on_until_its_expected_end_if_that_has_a_clock_time() -> None:
    assert bounds(planned("den 5 mars kl 18.00", expected_end=time("den 5 mars kl 20.00")))[1] == utc(
        "2026-03-05 20.00"
    )
    assert bounds(planned("den 5 mars kl 18.00", expected_end=time("den 6 mars")))[1] is None


@pytest.mark.parametrize(
    ("text", "hours"),
    [("den 29 mars kl 01.00–04.00", 2), ("den 25 oktober 2026 kl 01.00–04.00", 4)],
    ids=["spring", "autumn"],
)
def test_on_the_nights_when_the_clocks_change_the_hours_are_counted(text: str, hours: int) -> None:
    start, end = bounds(planned(text))
    assert isinstance(start, datetime)
    assert isinstance(end, datetime)
    assert end - start == timedelta(hours=hours)


def test_the_night_when_the_clocks_change_is_two_days_in_the_calendar() -> None:
    assert bounds(planned("natten mot den 29 mars")) == (date(2026, 3, 28), date(2026, 3, 30))


def test_a_moved_event_keeps_its_uid_and_raises_its_sequence() -> None:
    before = planned("den 5 mars kl 18.00")
    update = an_update(1, "2026-03-03 09.00", status=Status.PLANNED)
    content = replace(before.content, time=time("den 9 mars kl 18.00"), updates=(update,))
    after = replace(before, content=content, version=2, changed_at=update.at)
    old, new = the_event(before), the_event(after)
    assert old["uid"] == new["uid"] == UID
    assert (old["sequence"], new["sequence"]) == (0, 1)
    assert (old["dtstart"].dt, new["dtstart"].dt) == (utc("2026-03-05 18.00"), utc("2026-03-09 18.00"))
    assert new["dtstamp"].dt == new["last-modified"].dt == update.at.astimezone(UTC)
    assert new["status"] == "CONFIRMED"


def test_a_cancelled_event_stays_and_is_cancelled() -> None:
    update = an_update(1, "2026-03-03 09.00", status=Status.CANCELLED)
    event = the_event(planned("den 5 mars", status=Status.CANCELLED, updates=(update,)))
    assert (event["uid"], event["status"], event["sequence"]) == (UID, "CANCELLED", 1)
    assert event["summary"] == "Inställd: Underhåll"


def test_a_withdrawn_event_stays_is_cancelled_and_says_why() -> None:
    notice = planned(
        "den 5 mars", action="Läs in.", withdrawn_at=at("2026-03-03 09.00"), withdrawn_reason="Fel tjänst."
    )
    event = the_event(notice)
    assert (event["uid"], event["status"], event["sequence"]) == (UID, "CANCELLED", 1)
    assert event["summary"] == "Indragen: Underhåll"
    assert "Skäl: Fel tjänst." in event["description"]
    assert "Läs in." not in event["description"]


def test_a_completed_event_is_not_cancelled() -> None:
    assert the_event(planned("den 5 mars", status=Status.COMPLETED))["status"] == "CONFIRMED"


def test_an_event_says_what_the_reader_needs() -> None:
    notice = planned(
        "natten mot den 5 mars",
        environment=Environment.TEST,
        benefits=("SA", "ÅP"),
        action="Skicka in filer, före kl 20.",
    )
    event = the_event(notice)
    assert event["summary"] == "Test: Underhåll"
    assert event["description"].split("\n") == [
        "Tid: natten mot den 5 mars",
        "Det här behöver ni göra: Skicka in filer, före kl 20.",
        "https://drift.example/notiser/2026-03-02-filerna-ar-sena",
    ]
    assert event["url"] == "https://drift.example/notiser/2026-03-02-filerna-ar-sena"
    assert list(event["categories"].cats)[1:] == ["Test", "Sjuk- och aktivitetsersättning", "Ålderspension"]
    assert event["transp"] == "TRANSPARENT"


def test_only_what_is_planned_and_has_a_time_and_a_status_is_an_event() -> None:
    assert events(a_frame(planned("den 5 mars", kind=Kind.INCIDENT, status=Status.INVESTIGATING))) == []
    assert events(a_frame(planned("den 5 mars", kind=Kind.INFORMATION, status=None))) == []
    assert events(a_frame(planned("den 5 mars", status=None))) == []
    assert events(a_frame(planned("den 5 mars", time=None))) == []
    for kind in (Kind.RELEASE, Kind.CERTIFICATE):
        assert len(events(a_frame(planned("den 5 mars", kind=kind)))) == 1


def test_the_calendar_says_its_name_and_how_often_to_ask() -> None:
    document = calendar(a_frame(planned("den 5 mars")))
    assert (document.path, document.content_type) == ("/kalender.ics", "text/calendar; charset=utf-8")
    lines = document.body.decode().split("\r\n")
    for line in (
        "VERSION:2.0",
        "X-WR-CALNAME:LEFI Prenumeration: planerat",
        "NAME:LEFI Prenumeration: planerat",
        "SOURCE;VALUE=URI:https://drift.example/kalender.ics",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ):
        assert line in lines
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])
    assert not any(line.startswith("METHOD") for line in lines)


def test_the_same_snapshot_gives_the_same_bytes_as_old_as_its_newest_change() -> None:
    frame = a_frame(planned("den 5 mars"), a_notice(id=2, slug="2026-05-01-x", published="2026-05-01 08.00"))
    assert calendar(frame) == calendar(frame)
    assert calendar(frame).modified == at("2026-03-02 08.10")
    assert calendar(a_frame()).body == calendar(a_frame(a_notice())).body


def test_an_event_keeps_its_uid_at_another_address() -> None:
    notice = planned("den 5 mars")
    (here,), (there,) = (
        events(a_frame(notice, address=address)) for address in ("https://a.example", "https://b.example")
    )
    assert here["uid"] == there["uid"]
    assert there["url"].startswith("https://b.example/")


def test_the_calendar_has_the_hundred_latest_events() -> None:
    first = date(2026, 3, 3)
    notices = [
        planned(f"den {first + timedelta(days=n):%d/%m %Y}".removeprefix("den "), id=n, slug=f"2026-03-02-{n:03}")
        for n in range(120)
    ]
    days = [event["dtstart"].dt for event in events(a_frame(*notices))]
    assert len(days) == 100
    assert max(days) == first + timedelta(days=119)
    assert min(days) == first + timedelta(days=20)


def test_reminders_go_by_sms_and_ring_in_nobodys_calendar() -> None:
    notice = planned("den 12 mars kl 18.00–20.00", reminders=tuple(Reminder))
    assert b"VALARM" not in calendar(a_frame(notice)).body
