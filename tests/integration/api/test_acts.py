"""A program writes, publishes and goes on with a notice, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import time_machine
from flask import Flask
from sqlalchemy import func, select

from models.audit import AuditEntry
from models.draft import Draft
from models.notice import Notice, Revision, Thread
from models.token import Scope
from notices import audit, clock
from notices.database import Database
from tests.integration.api.programs import LATE, Program

RELEASE = {"title": "Nytt schema", "section": "releases", "kind": "information", "body": "Version 4."}


def database_of(app: Flask) -> Database:
    database: Database = app.extensions["site"].database
    return database


def count(app: Flask, what: type[Notice] | type[Revision] | type[Draft]) -> int:
    with database_of(app).reading() as session:
        return session.scalars(select(func.count()).select_from(what)).one()


def test_a_notice_from_its_first_word_to_its_last(app: Flask) -> None:
    robot = Program.with_scopes(app, Scope.PUBLISH, name="robot")
    made = robot.post("/api/v1/notices", LATE)
    assert (made.status_code, made.headers["ETag"]) == (201, '"1"')
    slug = made.get_json()["slug"]
    assert made.headers["Location"] == f"/api/v1/notices/{slug}/revision"
    acts: tuple[tuple[str, dict[str, str], str], ...] = (
        ("updates", {"body": "Orsaken är hittad.", "status": "fix_planned", "next_word": "kl 12"}, "update"),
        ("correction", {"title": "Nattens filer är sena", "reason": "Otydligt."}, "correct"),
        ("end", {"body": "Alla filer är levererade."}, "end"),
        ("verification", {}, "verify"),
        ("reopening", {"body": "Det hände igen."}, "reopen"),
        ("withdrawal", {"reason": "Fel notis."}, "withdraw"),
    )
    for version, (what, body, act) in enumerate(acts, 1):
        answer = robot.act(slug, what, body, version)
        assert (answer.status_code, answer.headers.get("ETag")) == (201, f'"{version + 1}"'), answer.text
        assert answer.get_json()["act"] == act
    now = robot.get(f"/api/v1/notices/{slug}/revision").get_json()
    assert (now["withdrawn"], now["version"], now["fields"]["title"]) == (True, 7, "Nattens filer är sena")
    with database_of(app).reading() as session:
        notice = session.scalars(select(Notice).where(Notice.slug == slug)).one()
        assert {revision.actor for revision in notice.revisions} == {"token:robot"}
        told = session.scalars(select(AuditEntry).where(AuditEntry.subject == f"notice:{notice.id}")).all()
        assert {(entry.actor, entry.source_address) for entry in told} == {("token:robot", "127.0.0.1")}
        audit.verify(session)


def test_what_is_planned_is_moved_and_called_off(app: Flask) -> None:
    robot = Program.with_scopes(app, Scope.PUBLISH)
    slug = robot.publish(title="Underhåll", kind="planned", impact="outage", time="den 14 mars 2031")
    moved = robot.act(slug, "reschedule", {"time": "den 21 mars 2031", "reason": "Krock."}, 1)
    assert moved.get_json()["fields"]["time"] == "den 21 mars 2031"
    called_off = robot.act(slug, "cancellation", {"reason": "Behövs inte."}, 2)
    assert called_off.get_json()["fields"]["status"] == "cancelled"
    again = robot.act(slug, "cancellation", {"reason": "Behövs inte."}, 3)
    assert (again.status_code, again.get_json()["type"]) == (409, "/api#state")


def test_a_notice_is_joined_to_a_story_and_its_words_stay(app: Flask) -> None:
    robot = Program.with_scopes(app, Scope.PUBLISH, name="joiner")
    slug = robot.publish()
    joined = robot.act(slug, "threads", {"thread": "Filerna i mars"}, 1)
    assert (joined.status_code, joined.headers["ETag"]) == (201, '"1"'), joined.text
    assert joined.get_json()["threads"] == ["Filerna i mars"]
    other = robot.act(robot.publish(title="Filerna är rättade"), "threads", {"thread": "Filerna i mars"})
    assert other.status_code == 201
    again = robot.act(slug, "threads", {"thread": "Filerna i mars"}, 1)
    assert (again.status_code, again.get_json()["type"]) == (409, "/api#state")
    assert robot.act(slug, "threads", {"thread": " "}).status_code == 422
    assert robot.act(slug, "threads", {"thread": "Annat"}, 2).status_code == 412
    with database_of(app).reading() as session:
        [thread] = session.scalars(select(Thread)).all()
        assert len(thread.notices) == 2
        joining = session.scalars(select(AuditEntry).where(AuditEntry.act == "join")).all()
        assert {entry.actor for entry in joining} == {"token:joiner"}


def test_whoever_ends_an_outage_answers_for_what_it_closed(app: Flask) -> None:
    robot = Program.with_scopes(app, Scope.PUBLISH)
    slug = robot.publish(impact="outage")
    silent = robot.act(slug, "end", {"body": "Klart."})
    assert silent.status_code == 422
    assert "Dygnskörning" in silent.text
    ended = robot.act(slug, "end", {"answers": {"daily_run": "Går som vanligt."}})
    assert ended.get_json()["fields"]["update.1"] == "- Dygnskörning: Går som vanligt."


def test_nobody_changes_what_they_have_not_read(app: Flask) -> None:
    robot = Program.with_scopes(app, Scope.PUBLISH)
    slug = robot.publish()
    path, word = f"/api/v1/notices/{slug}/updates", {"body": "Nytt."}
    assert robot.post(path, word).status_code == 428
    assert robot.act(slug, "updates", word, 1).status_code == 201
    late = robot.act(slug, "updates", word, 1)
    assert (late.status_code, late.get_json()["type"]) == (412, "/api#changed")
    assert robot.post(path, word, If_Match='W/"2"').status_code == 412
    assert robot.post(path, word, If_Match='"7", "2"').status_code == 201


def test_asked_again_with_the_same_key_it_answers_the_same_and_does_nothing(app: Flask) -> None:
    robot, other = (Program.with_scopes(app, Scope.PUBLISH) for _ in range(2))
    before = count(app, Notice)
    first = robot.post("/api/v1/notices", LATE, Idempotency_Key="natten-10")
    again = robot.post("/api/v1/notices", LATE, Idempotency_Key="natten-10")
    assert (again.status_code, again.data) == (201, first.data)
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Location"] == first.headers["Location"]
    assert count(app, Notice) == before + 1
    reused = robot.post("/api/v1/notices", {**LATE, "title": "Något annat"}, Idempotency_Key="natten-10")
    assert (reused.status_code, reused.get_json()["type"]) == (422, "/api#key-reused")
    assert other.post("/api/v1/notices", LATE, Idempotency_Key="natten-10").get_json() != first.get_json()
    # What went wrong is not kept: nothing was done.
    assert robot.post("/api/v1/notices", {"title": ""}, Idempotency_Key="b").status_code == 422
    assert robot.post("/api/v1/notices", LATE, Idempotency_Key="b").status_code == 201
    assert robot.post("/api/v1/notices", LATE, Idempotency_Key="å").status_code == 422
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        assert robot.post("/api/v1/notices", LATE, Idempotency_Key="natten-10").get_json() != first.get_json()


def test_the_same_request_twice_at_once_is_one_act(app: Flask) -> None:
    robot, before = Program.with_scopes(app, Scope.PUBLISH), count(app, Notice)

    def post(_: int) -> bytes:
        twin = Program(app.test_client(), robot.key)
        return twin.post("/api/v1/notices", LATE, Idempotency_Key="tvilling").get_data()

    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(post, range(4)))
    assert len(answers) == 1
    assert count(app, Notice) == before + 1


def test_a_draft_is_written_and_handed_in(app: Flask) -> None:
    writer, before = Program.with_scopes(app, Scope.DRAFT, name="skrivare"), count(app, Notice)
    begun = writer.post("/api/v1/drafts", {"fields": {"title": "Filerna", "kind": "incident", "time": "i natt"}})
    assert begun.status_code == 201
    draft, path = begun.get_json(), begun.headers["Location"]
    assert (draft["state"], draft["updated_by"]) == ("open", "token:skrivare")
    assert draft["understood"]["time"]
    assert writer.patch(path, {"fields": {}}).status_code == 428
    changed = writer.patch(path, {"fields": {"title": "Filerna är sena", "time": ""}}, If_Match='"1"')
    assert (changed.status_code, changed.get_json()["fields"]["title"]) == (200, "Filerna är sena")
    assert writer.patch(path, {"fields": {"title": "x"}}, If_Match='"99"').status_code == 412
    handed_in = writer.post(f"{path}/submission", {"tell": ["sms"]}, If_Match=changed.headers["ETag"])
    assert (handed_in.status_code, handed_in.get_json()["state"]) == (202, "awaiting_approval")
    assert writer.patch(path, {"fields": {}}, If_Match="*").status_code == 409
    assert count(app, Notice) == before


def test_an_unfinished_draft_says_field_by_field_what_is_missing(app: Flask) -> None:
    writer = Program.with_scopes(app, Scope.PUBLISH)
    path = writer.post("/api/v1/drafts", {"fields": {"title": "", "kind": "blixt"}}).headers["Location"]
    assert {one["field"] for one in writer.get(path).get_json()["problems"]} == {"title", "kind"}
    refused = writer.post(f"{path}/submission", {}, If_Match="*")
    assert refused.status_code == 422
    assert {one["field"] for one in refused.get_json()["errors"]} == {"title", "kind"}


def test_a_token_cannot_go_round_four_eyes(app: Flask) -> None:
    robot, before = Program.with_scopes(app, *Scope), (count(app, Notice), count(app, Draft))
    waiting = robot.post("/api/v1/notices", RELEASE, Idempotency_Key="en")
    assert (waiting.status_code, waiting.get_json()["state"]) == (202, "awaiting_approval")
    assert robot.post("/api/v1/notices", RELEASE, Idempotency_Key="en").data == waiting.data
    assert (count(app, Notice), count(app, Draft)) == (before[0], before[1] + 1)
    # Nor by moving there what already stands elsewhere.
    slug = robot.publish()
    assert robot.act(slug, "correction", {"section": "releases"}).status_code == 202
    assert robot.get(f"/api/v1/notices/{slug}/revision").get_json()["version"] == 1


def test_what_is_for_later_leaves_as_a_draft_does(app: Flask) -> None:
    robot = Program.with_scopes(app, Scope.PUBLISH)
    later = robot.post("/api/v1/notices", {**LATE, "publish_at": "2031-03-10T06:00:00+01:00"})
    assert (later.status_code, later.get_json()["state"]) == (202, "leaving")
    assert later.get_json()["leaves_at"] == "2031-03-10T06:00:00+01:00"


def test_a_program_does_not_see_what_people_write(app: Flask) -> None:
    robot = Program.with_scopes(app, Scope.DRAFT)
    path = robot.post("/api/v1/drafts", {}).headers["Location"]
    with database_of(app).writing() as session:
        session.get_one(Draft, int(path.rpartition("/")[2])).origin = "desk"
    assert robot.get(path).status_code == 404
    assert path not in robot.get("/api/v1/drafts?limit=100").text


def test_pages_of_drafts_follow_on_each_other(app: Flask) -> None:
    robot = Program.with_scopes(app, Scope.DRAFT)
    made = [robot.post("/api/v1/drafts", {}).get_json()["id"] for _ in range(5)]
    found, path = [], "/api/v1/drafts?limit=2"
    while path:
        page = robot.get(path).get_json()
        found += [draft["id"] for draft in page["drafts"]]
        path = page["next"]
    assert found[:5] == made[::-1]
    assert found == sorted(found, reverse=True)
    assert robot.get("/api/v1/drafts?limit=0").status_code == 422
    assert robot.get("/api/v1/drafts?sida=2").status_code == 422


def test_deliveries_are_read_by_whoever_may(app: Flask) -> None:
    robot, reader = Program.with_scopes(app, Scope.PUBLISH), Program.with_scopes(app, Scope.DELIVERIES)
    slug = robot.publish(tell=[])
    assert reader.get(f"/api/v1/notices/{slug}/deliveries").get_json() == {"channels": []}
    assert reader.get(f"/api/v1/notices/{slug}/receipts").get_json() == {"receipts": [], "next": None}
    assert robot.get(f"/api/v1/notices/{slug}/deliveries").status_code == 403
    assert reader.get("/api/v1/notices/finns-inte/deliveries").status_code == 404


def test_a_number_that_no_draft_can_have_is_of_no_draft(app: Flask) -> None:
    writer = Program.with_scopes(app, Scope.DRAFT)
    for number in (2**31, 2**64):
        assert writer.get(f"/api/v1/drafts/{number}").status_code == 404
        assert writer.patch(f"/api/v1/drafts/{number}", {"fields": {}}, If_Match='"1"').status_code == 404
