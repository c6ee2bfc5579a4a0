"""`/api/v1` says all that a notice says, as data."""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import pytest

from models.terms import Environment, Impact, Kind, Status
from notices.site import public_api
from notices.site.document import Document
from notices.site.frame import Frame
from notices.site.public_api.shapes import Current, Notice, Notices
from notices.site.published import Story
from notices.timing import parse
from tests.unit.site.frames import ADDRESS, SERVICE, a_frame, a_notice, an_update, at
from tests.unit.site.pages_read import frame_at

WRITTEN = at("2026-03-02 08.10").date()


def read(document: Document) -> Any:
    assert document.content_type == "application/json"
    return json.loads(document.body)


def by_path(documents: Iterable[Document]) -> dict[str, Any]:
    return {document.path: read(document) for document in documents}


def test_all_that_a_notice_says_is_there_with_codes_and_names() -> None:
    notice = a_notice(
        "Fel i <filerna>",
        body="Se [arkivet](/arkiv).",
        kind=Kind.INCIDENT,
        impact=Impact.WRONG_INFORMATION,
        status=Status.FIX_PLANNED,
        environment=Environment.PRODUCTION,
        benefits=("FP",),
        operations=("full_refresh",),
        action="Kasta filerna.",
        time=parse("natten mot den 2 mars 2026", WRITTEN),
        next_word=parse("den 2 mars 2026 kl 14.00", WRITTEN),
        updates=(an_update(1, "2026-03-02 09.00", "**Orsaken** är hittad.", Status.FIX_PLANNED), an_update(2)),
        corrected_at=at("2026-03-02 11.00"),
    )
    document = public_api.notice(frame_at("2026-03-02 12.00", notice), notice)
    found = read(document)
    assert document.path == "/api/v1/notices/2026-03-02-filerna-ar-sena"
    assert found["id"] == "tag:driftinformation.example,2014:notis/2026-03-02-filerna-ar-sena"
    assert found["address"] == f"{ADDRESS}/notiser/2026-03-02-filerna-ar-sena"
    assert found["versions_address"] == f"{found['address']}/versioner"
    assert found["title"] == "Fel i <filerna>"
    assert found["body"] == {
        "markdown": "Se [arkivet](/arkiv).",
        "html": f'<p>Se <a href="{ADDRESS}/arkiv">arkivet</a>.</p>\n',
    }
    assert [found[name] for name in ("kind", "impact", "status", "phase", "environment")] == [
        "incident",
        "wrong_information",
        "fix_planned",
        "ongoing",
        "production",
    ]
    assert found["action"] == "Kasta filerna."
    assert found["subscriber_action"] == {"required": True, "text": "Kasta filerna."}
    assert found["benefits"] == [{"code": "FP", "name": "Föräldrapenning"}]
    assert found["operations"] == [{"code": "full_refresh", "name": "Heluppdatering"}]
    assert found["time"] == {
        "text": "natten mot den 2 mars 2026",
        "words": "natten mot måndag 2 mars 2026",
        "start": "2026-03-01T21:00:00+01:00",
        "end": "2026-03-02T06:00:00+01:00",
        "precision": "night",
    }
    assert found["expected_end"] is None
    assert found["next_word"]["precision"] == "minute"
    assert [update["number"] for update in found["updates"]] == [2, 1], "newest first"
    assert found["updates"][1] == {
        "number": 1,
        "address": f"{found['address']}#uppdatering-1",
        "at": "2026-03-02T09:00:00+01:00",
        "dated": False,
        "status": "fix_planned",
        "body": {"markdown": "**Orsaken** är hittad.", "html": "<p><strong>Orsaken</strong> är hittad.</p>\n"},
    }
    assert (found["published_at"], found["updated_at"]) == ("2026-03-02T08:10:00+01:00", "2026-03-02T11:30:00+01:00")
    assert found["corrected_at"] == "2026-03-02T11:00:00+01:00"


def test_what_nobody_stated_is_null_and_nothing_is_made_up() -> None:
    notice = a_notice(dated=True)
    found = read(public_api.notice(frame_at("2026-03-02 12.00", notice), notice))
    stated = {"section", "title", "body", "phase", "published_at", "updated_at", "dated"}
    known = {"id", "slug", "address", "short_address", "versions_address"}
    assert found.pop("subscriber_action") == {"required": None, "text": None}
    assert {name for name, value in found.items() if value} == stated | known
    assert found["phase"] == "still"


def test_the_words_of_what_is_withdrawn_are_not_repeated() -> None:
    facts: dict[str, Any] = {"withdrawn_at": at("2026-03-02 11.00"), "withdrawn_reason": "Fel tjänst."}
    notice = a_notice(action="Kasta filerna.", updates=(an_update(1),), **facts)
    found = read(public_api.notice(frame_at("2026-03-02 12.00", notice), notice))
    assert found["withdrawn"] == {"at": "2026-03-02T11:00:00+01:00", "reason": "Fel tjänst."}
    assert (found["body"], found["action"], found["updates"], found["phase"]) == (None, None, [], "withdrawn")


def test_a_thread_names_its_other_notices() -> None:
    first = a_notice(threads=(7,))
    second = a_notice("Filerna har kommit", id=2, slug="b", threads=(7,))
    story = Story(7, "Marsfilerna", (1, 2))
    found = read(public_api.notice(frame_at("2026-03-02 12.00", first, second, stories=[story]), first))
    (thread,) = found["threads"]
    assert thread["title"] == "Marsfilerna"
    assert [one["title"] for one in thread["notices"]] == ["Filerna är sena", "Filerna har kommit"]


def test_what_goes_on_is_said_as_on_the_front_page() -> None:
    late = a_notice("Sent", kind=Kind.INCIDENT, impact=Impact.DELAY, status=Status.INVESTIGATING)
    facts: dict[str, Any] = {"kind": Kind.INCIDENT, "impact": Impact.OUTAGE, "status": Status.INVESTIGATING}
    elsewhere = a_notice("Testmiljön är nere", id=2, slug="b", environment=Environment.TEST, **facts)
    ahead = a_notice(
        "Underhåll", id=3, slug="c", kind=Kind.PLANNED, status=Status.PLANNED, time=parse("den 14 mars 2026", WRITTEN)
    )
    found = read(public_api.current(frame_at("2026-03-02 12.00", late, elsewhere, ahead)))
    assert (found["state"], found["sentence"]) == ("late", "Sent"), "the test environment never speaks for the service"
    assert [one["title"] for one in found["ongoing"]] == ["Testmiljön är nere", "Sent"]
    assert [one["title"] for one in found["planned"]] == ["Underhåll"]
    calm = read(public_api.current(frame_at("2026-03-02 12.00")))
    assert (calm["state"], calm["sentence"], calm["ongoing"]) == ("works", "Inga kända störningar just nu.", [])


def many(count: int) -> Frame:
    return a_frame(
        *(a_notice(id=n, slug=f"n-{n}", published=f"2026-03-01 {n // 60:02}.{n % 60:02}") for n in range(count))
    )


def walk(frame: Frame, changed: Frame | None = None) -> list[str]:
    """All slugs by following `next`; from the second page on as of the frame `changed`, if there is one."""
    pages = by_path(public_api.notices(frame))
    path: str | None = "/api/v1/notices"
    found: list[str] = []
    while path:
        page = pages[path]
        found += [notice["slug"] for notice in page["notices"]]
        path = page["next"] and urlsplit(page["next"]).path
        pages = by_path(public_api.notices(changed)) if changed else pages
    return found


@pytest.mark.parametrize("count", [0, 1, 49, 50, 51, 130])
def test_following_next_gives_each_notice_once_newest_first(count: int) -> None:
    assert walk(many(count)) == [f"n-{n}" for n in reversed(range(count))]
    assert all(len(page["notices"]) < 50 for page in by_path(public_api.notices(many(count))).values())


def test_what_is_published_meanwhile_neither_hides_nor_repeats_any() -> None:
    assert walk(many(130), many(190)) == [f"n-{n}" for n in reversed(range(130))]


def test_a_change_draws_the_page_on_which_it_stands_and_the_newest() -> None:
    frame = many(130)
    old = frame.newest_first()[-1]
    assert [d.path for d in public_api.notices(frame, [old])] == [
        "/api/v1/notices",
        *(f"/api/v1/notices/page/{n}" for n in (1, 2, 3, 4)),
    ], "a first version may have been put in among older ones"
    old = a_notice(id=0, slug="n-0", published="2026-03-01 00.00", version=2)
    assert [d.path for d in public_api.notices(frame, [old])] == ["/api/v1/notices", "/api/v1/notices/page/1"]


def test_the_answers_are_those_that_the_shapes_describe() -> None:
    notice = a_notice(kind=Kind.INCIDENT, status=Status.INVESTIGATING, updates=(an_update(1),), threads=(7,))
    frame = frame_at("2026-03-02 12.00", notice, stories=[Story(7, "Marsfilerna", (1,))])
    (page,) = public_api.notices(frame)
    for shape, document in (
        (Notice, public_api.notice(frame, notice)),
        (Notices, page),
        (Current, public_api.current(frame)),
    ):
        schema = shape.model_json_schema(mode="serialization")
        assert set(read(document)) == set(schema["properties"]) == set(schema["required"])
    assert Notice.model_json_schema(mode="serialization")["properties"]["published_at"] == {
        "format": "date-time",
        "title": "Published At",
        "type": "string",
    }


def test_every_code_of_the_service_has_a_name() -> None:
    notice = a_notice(benefits=tuple(SERVICE.benefits), operations=tuple(SERVICE.operations))
    found = read(public_api.notice(frame_at("2026-03-02 12.00", notice), notice))
    assert len(found["benefits"]) == 12
    assert all(term["name"] for term in (*found["benefits"], *found["operations"]))
