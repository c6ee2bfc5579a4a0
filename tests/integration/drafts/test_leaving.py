"""From a press on publish to the page: approved where it has to be, called back in time, let out once."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models.alarm import Alarm
from models.delivery import Broadcast
from models.draft import DraftState
from models.notice import Notice
from models.registration import Channel
from models.terms import Act, Status
from notices import audit
from notices.drafts import (
    Unfinished,
    approve,
    call_back,
    find_draft,
    open_drafts,
    override,
    release_next,
    reopen,
    save,
    submit,
)
from notices.errors import Conflict, DriftinformationError, IllegalAct, InvalidNotice
from notices.service import Service
from tests.factories import SERVICE, Desk, at, incident
from tests.integration.drafts.people import ADDRESS, EVA, FORM, STRICT, a_draft, after, at_desk, read, released

GRAVE = FORM | {"impact": "outage"}


@pytest.fixture(autouse=True)
def _afterwards(bea: Desk) -> Iterator[None]:
    """Whatever a test does, the audit proves itself, and nothing of it leaves in the next."""
    yield
    with bea.database.reading() as session:
        audit.verify(session)
    with at_desk(bea) as writer:
        for draft in open_drafts(writer.session):
            if draft.state is DraftState.LEAVING:
                call_back(writer, draft)


def press(desk: Desk, number: int, who: str = "Anna", seconds: float = 0, service: Service = SERVICE) -> DraftState:
    """Press publish on the draft as it is."""
    with at_desk(desk, who, seconds, service) as writer:
        draft = find_draft(writer.session, number)
        return submit(writer, draft, draft.version)


def acts(desk: Desk, subject: str) -> list[tuple[str, str]]:
    with desk.database.reading() as session:
        return [(e.act, e.actor) for e in reversed(audit.entries(session, subjects=[subject]))]


def test_a_draft_leaves_after_ten_seconds_and_says_who_pressed(bea: Desk) -> None:
    number = a_draft(bea)
    assert press(bea, number) is DraftState.LEAVING
    assert released(bea, 9.9) == []
    assert released(bea, 10) == [(number, DraftState.PUBLISHED)]
    assert released(bea, 11) == []
    draft = read(bea, number)
    with bea.database.reading() as session:
        notice = session.get_one(Notice, draft.notice_id)
        assert (notice.published_at, notice.current.actor) == (after(10), "Anna")
        entry = audit.entries(session, subjects=[f"notice:{notice.id}"])[0]
        assert (entry.act, entry.actor, entry.source_address) == ("publish", "Anna", "192.0.2.7")
    assert acts(bea, f"draft:{number}") == [("submit", "Anna"), ("leave", "Anna")]


def test_called_back_in_time_nothing_has_left_and_no_word_is_lost(bea: Desk) -> None:
    number = a_draft(bea)
    press(bea, number)
    with at_desk(bea, "Bo", 9) as writer:
        call_back(writer, find_draft(writer.session, number))
    assert released(bea, 60) == []
    draft = read(bea, number)
    assert (draft.state, draft.fields["body"], draft.asked_by) == (DraftState.OPEN, "Vi söker felet.", None)
    press(bea, number, seconds=60)
    released(bea, 70)
    with at_desk(bea, "Bo", 71) as writer, pytest.raises(IllegalAct, match="redan publicerat"):
        call_back(writer, find_draft(writer.session, number))


def test_a_chosen_time_and_chosen_channels_are_kept(bea: Desk) -> None:
    number = a_draft(bea, FORM | {"time": "i natt"})
    with at_desk(bea) as writer:
        submit(writer, find_draft(writer.session, number), 1, publish_at=at("2026-03-11 06.00"), tell=[Channel.SMS])
    assert released(bea, 3600) == []
    seconds = (at("2026-03-11 06.00") - after(0)) / timedelta(seconds=1)
    assert released(bea, seconds) == [(number, DraftState.PUBLISHED)]
    with bea.database.reading() as session:
        content = session.get_one(Notice, read(bea, number).notice_id).current.content
        assert content.time is not None
        assert content.time.end == at("2026-03-12 06.00"), "the night after the day on which it was published"
        told = select(Broadcast.channel).where(Broadcast.notice_id == read(bea, number).notice_id)
        assert session.scalars(told).all() == [Channel.SMS]


def test_what_is_not_finished_or_was_changed_meanwhile_does_not_leave(bea: Desk) -> None:
    number = a_draft(bea, FORM | {"title": "", "next_word": "[nästa besked]"})
    with pytest.raises(Unfinished) as unfinished:
        press(bea, number)
    assert set(unfinished.value.problems) == {"title", "next_word"}
    with at_desk(bea, "Bo") as writer:
        save(writer, find_draft(writer.session, number), {"title": "Filerna är sena", "next_word": "kl 9"}, 1)
    with at_desk(bea) as writer, pytest.raises(Conflict, match="Läs igenom det igen"):
        submit(writer, find_draft(writer.session, number), 1)
    assert read(bea, number).state is DraftState.OPEN


def test_four_eyes_are_those_of_another_publisher(bea: Desk) -> None:
    number = a_draft(bea, GRAVE, who="Cia")
    with at_desk(bea, "Bo", 1) as writer:
        save(writer, find_draft(writer.session, number), {"body": "Vi söker."}, 1)
    assert press(bea, number, "Anna", 2, STRICT) is DraftState.AWAITING_APPROVAL
    assert released(bea, 600, STRICT) == []
    for who, says in (("Anna", "inte själv"), ("Bo", "inte själv"), ("Cia", "inte själv"), (EVA, "Bara en publicist")):
        with at_desk(bea, who, 3, STRICT) as writer, pytest.raises(IllegalAct, match=says):
            approve(writer, find_draft(writer.session, number))
    with at_desk(bea, "Dag", 5, STRICT) as writer:
        approve(writer, find_draft(writer.session, number))
    assert released(bea, 14, STRICT) == []
    assert released(bea, 15, STRICT) == [(number, DraftState.PUBLISHED)]
    assert acts(bea, f"draft:{number}") == [("ask", "Anna"), ("approve", "Dag"), ("leave", "Anna")]


def test_what_an_editor_writes_and_what_was_grave_before_are_approved_too(bea: Desk) -> None:
    assert press(bea, a_draft(bea), EVA) is DraftState.AWAITING_APPROVAL
    id = bea.publish(incident(impact=None, section="releases"))
    number = a_draft(bea, {"section": "operations"}, notice=id, act=Act.CORRECT)
    assert press(bea, number, service=STRICT) is DraftState.AWAITING_APPROVAL, "it leaves the page that asks for it"
    with at_desk(bea, "Bo", 5, STRICT) as writer:
        reopen(writer, find_draft(writer.session, number), "Den ska stå kvar.")
    draft = read(bea, number)
    assert (draft.state, draft.problem) == (DraftState.OPEN, "Bo: Den ska stå kvar.")


def test_in_an_emergency_one_may_pass_by_with_a_reason_that_is_kept_and_told(bea: Desk) -> None:
    number = a_draft(bea, GRAVE)
    press(bea, number, service=STRICT)
    with at_desk(bea, "Anna", 3, STRICT) as writer:
        draft = find_draft(writer.session, number)
        with pytest.raises(InvalidNotice, match="Skriv varför"):
            override(writer, draft, " ", ADDRESS)
        override(writer, draft, "Ingen annan svarar.", ADDRESS)
    assert released(bea, 13, STRICT) == [(number, DraftState.PUBLISHED)]
    assert acts(bea, f"draft:{number}")[1] == ("emergency", "Anna")
    with bea.database.reading() as session:
        assert "Ingen annan svarar." in str(
            audit.entries(session, subjects=[f"draft:{number}"], act="emergency")[0].after
        )
        alarm = session.scalars(select(Alarm).where(Alarm.key == f"four_eyes:{number}")).one()
        assert alarm.what == "Anna publicerar ”Filerna är sena” utan godkännande. Skäl: Ingen annan svarar."
        assert alarm.link == f"https://drift.example/desk/utkast/{number}"


def test_words_for_times_that_have_come_to_mean_another_day_are_not_approved(bea: Desk) -> None:
    number = a_draft(bea, GRAVE | {"time": "i dag kl 05"})
    press(bea, number, service=STRICT)
    with at_desk(bea, "Bo", 86_400, STRICT) as writer, pytest.raises(IllegalAct, match="betyder något annat i dag"):
        approve(writer, find_draft(writer.session, number))


def test_an_act_that_has_become_impossible_comes_back_and_says_why(bea: Desk) -> None:
    id = bea.publish(incident())
    number = a_draft(bea, {"body": "Felet är rättat."}, notice=id, act=Act.END)
    press(bea, number)
    with bea.act(after(5)) as act:
        act.end(act.session.get_one(Notice, id), "Klart.")
    assert released(bea, 10) == [(number, DraftState.OPEN)]
    draft = read(bea, number)
    assert "redan avslutad" in str(draft.problem)
    assert draft.fields == {"body": "Felet är rättat."}
    with bea.database.reading() as session:
        assert f"draft:{number}" in session.scalars(select(Alarm.key)).all()
        assert len(session.get_one(Notice, id).revisions) == 2
    assert acts(bea, f"draft:{number}")[-1] == ("return", "Anna")


def test_many_workers_let_each_draft_out_once(bea: Desk) -> None:
    numbers = [a_draft(bea, FORM | {"title": f"Utsläpp {n}"}) for n in range(4)]
    for number in numbers:
        press(bea, number)
    done: list[tuple[int, DraftState]] = []
    at_once(lambda: done.extend(released(bea, 10)), times=3)
    assert sorted(done) == [(number, DraftState.PUBLISHED) for number in numbers]
    with bea.database.reading() as session:
        slugs = select(func.count(Notice.id)).where(Notice.slug.startswith("2026-03-10-utslapp"))
        assert session.scalar(slugs) == 4


def test_a_worker_that_dies_in_the_middle_has_done_nothing(bea: Desk) -> None:
    number = a_draft(bea)
    press(bea, number)

    def die() -> None:
        with bea.database.writing() as session:
            draft = release_next(session, SERVICE, ADDRESS, after(10))
            assert draft is not None
            assert draft.state is DraftState.PUBLISHED
            raise ConnectionError

    with pytest.raises(ConnectionError):
        die()
    draft = read(bea, number)
    assert (draft.state, draft.notice_id) == (DraftState.LEAVING, None)
    assert released(bea, 11) == [(number, DraftState.PUBLISHED)]


def test_of_two_who_approve_and_one_who_takes_back_at_once_one_has_come_first(bea: Desk) -> None:
    number = a_draft(bea, GRAVE)
    press(bea, number, service=STRICT)
    refused: list[DriftinformationError] = []

    def attempt(who: str) -> None:
        try:
            with at_desk(bea, who, 1, STRICT) as writer:
                draft = find_draft(writer.session, number)
                (reopen if who == "Cia" else approve)(writer, draft)
        except DriftinformationError as error:
            refused.append(error)

    people = iter(("Bo", "Dag", "Cia"))
    at_once(lambda: attempt(next(people)), times=3)
    assert len(refused) == 2
    decided = acts(bea, f"draft:{number}")[1:]
    assert len(decided) == 1
    assert (read(bea, number).state is DraftState.LEAVING) is (decided[0][0] == "approve")


def test_two_acts_on_one_notice_at_once_are_both_published_in_turn(bea: Desk) -> None:
    id = bea.publish(incident())
    for word in ("Första.", "Andra."):
        press(bea, a_draft(bea, {"body": word, "status": "Rättning planerad"}, notice=id, act=Act.UPDATE))

    def worker() -> None:
        try:
            released(bea, 10)
        except Conflict:  # the other was first; the next tick comes a second later
            released(bea, 11)

    at_once(worker, times=2)
    with bea.database.reading() as session:
        content = session.get_one(Notice, id).current.content
    assert sorted(update.body for update in content.updates) == ["Andra.", "Första."]
    assert content.status is Status.FIX_PLANNED


def at_once(work: Callable[[], None], times: int) -> None:
    threads = [threading.Thread(target=work) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
