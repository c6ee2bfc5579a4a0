"""From a press on publish to the page: approved where it has to be, called back in time, let out once."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models.alarm import Alarm
from models.audit import AuditEntry
from models.delivery import Broadcast
from models.draft import Draft, DraftState
from models.notice import Notice, Revision
from models.registration import Channel
from models.terms import Act, Status
from notices import audit
from notices.drafts import (
    Unfinished,
    approve,
    call_back,
    find_draft,
    override,
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
def _chain_is_whole(anna: Desk) -> Iterator[None]:
    """Whatever a test does, the audit proves itself afterwards."""
    yield
    with anna.database.reading() as session:
        audit.verify(session)


def press(desk: Desk, number: int, who: str = "Anna", seconds: float = 0, service: Service = SERVICE) -> DraftState:
    """Press publish on the draft as it is."""
    with at_desk(desk, who, seconds, service) as writer:
        draft = find_draft(writer.session, number)
        return submit(writer, draft, draft.version)


def acts(desk: Desk, subject: str) -> list[tuple[str, str]]:
    with desk.database.reading() as session:
        return [(e.act, e.actor) for e in reversed(audit.entries(session, subjects=[subject]))]


def test_a_draft_leaves_after_ten_seconds_and_says_who_pressed(anna: Desk) -> None:
    number = a_draft(anna)
    assert press(anna, number) is DraftState.LEAVING
    assert released(anna, 9.9) == []
    assert released(anna, 10) == [(number, DraftState.PUBLISHED)]
    assert released(anna, 11) == []
    draft = read(anna, number)
    with anna.database.reading() as session:
        notice = session.get_one(Notice, draft.notice_id)
        assert (notice.published_at, notice.current.actor) == (after(10), "Anna")
        entry = audit.entries(session, subjects=[f"notice:{notice.id}"])[0]
        assert (entry.act, entry.actor, entry.source_address) == ("publish", "Anna", "192.0.2.7")
    assert acts(anna, f"draft:{number}") == [("submit", "Anna"), ("leave", "Anna")]


def test_called_back_in_time_nothing_has_left_and_no_word_is_lost(anna: Desk) -> None:
    number = a_draft(anna)
    press(anna, number)
    with at_desk(anna, "Bo", 9) as writer:
        call_back(writer, find_draft(writer.session, number))
    assert released(anna, 60) == []
    draft = read(anna, number)
    assert (draft.state, draft.fields["body"], draft.asked_by) == (DraftState.OPEN, "Vi söker felet.", None)
    press(anna, number, seconds=60)
    released(anna, 70)
    with at_desk(anna, "Bo", 71) as writer, pytest.raises(IllegalAct, match="redan publicerat"):
        call_back(writer, find_draft(writer.session, number))


def test_a_chosen_time_and_chosen_channels_are_kept(anna: Desk) -> None:
    number = a_draft(anna, FORM | {"time": "i natt"})
    with at_desk(anna) as writer:
        submit(writer, find_draft(writer.session, number), 1, publish_at=at("2026-03-11 06.00"), tell=[Channel.SMS])
    assert released(anna, 3600) == []
    seconds = (at("2026-03-11 06.00") - after(0)) / timedelta(seconds=1)
    assert released(anna, seconds) == [(number, DraftState.PUBLISHED)]
    with anna.database.reading() as session:
        content = session.get_one(Notice, read(anna, number).notice_id).current.content
        assert content.time is not None
        assert content.time.end == at("2026-03-12 06.00"), "the night after the day on which it was published"
        assert session.scalars(select(Broadcast.channel)).all() == [Channel.SMS]


def test_what_is_not_finished_or_was_changed_meanwhile_does_not_leave(anna: Desk) -> None:
    number = a_draft(anna, FORM | {"title": "", "next_word": "[nästa besked]"})
    with pytest.raises(Unfinished) as unfinished:
        press(anna, number)
    assert set(unfinished.value.problems) == {"title", "next_word"}
    with at_desk(anna, "Bo") as writer:
        save(writer, find_draft(writer.session, number), {"title": "Filerna är sena", "next_word": "kl 9"}, 1)
    with at_desk(anna) as writer, pytest.raises(Conflict, match="Läs igenom det igen"):
        submit(writer, find_draft(writer.session, number), 1)
    assert read(anna, number).state is DraftState.OPEN


def test_four_eyes_are_those_of_another_publisher(anna: Desk) -> None:
    number = a_draft(anna, GRAVE, who="Cia")
    with at_desk(anna, "Bo", 1) as writer:
        save(writer, find_draft(writer.session, number), {"body": "Vi söker."}, 1)
    assert press(anna, number, "Anna", 2, STRICT) is DraftState.AWAITING_APPROVAL
    assert released(anna, 600, STRICT) == []
    for who, says in (("Anna", "inte själv"), ("Bo", "inte själv"), ("Cia", "inte själv"), (EVA, "Bara en publicist")):
        with at_desk(anna, who, 3, STRICT) as writer, pytest.raises(IllegalAct, match=says):
            approve(writer, find_draft(writer.session, number))
    with at_desk(anna, "Dag", 5, STRICT) as writer:
        approve(writer, find_draft(writer.session, number))
    assert released(anna, 14, STRICT) == []
    assert released(anna, 15, STRICT) == [(number, DraftState.PUBLISHED)]
    assert acts(anna, f"draft:{number}") == [("ask", "Anna"), ("approve", "Dag"), ("leave", "Anna")]


def test_what_an_editor_writes_and_what_was_grave_before_are_approved_too(anna: Desk) -> None:
    assert press(anna, a_draft(anna), EVA) is DraftState.AWAITING_APPROVAL
    id = anna.publish(incident(impact=None, section="releases"))
    number = a_draft(anna, {"section": "operations"}, notice=id, act=Act.CORRECT)
    assert press(anna, number, service=STRICT) is DraftState.AWAITING_APPROVAL, "it leaves the page that asks for it"
    with at_desk(anna, "Bo", 5, STRICT) as writer:
        reopen(writer, find_draft(writer.session, number), "Den ska stå kvar.")
    draft = read(anna, number)
    assert (draft.state, draft.problem) == (DraftState.OPEN, "Bo: Den ska stå kvar.")


def test_in_an_emergency_one_may_pass_by_with_a_reason_that_is_kept_and_told(anna: Desk) -> None:
    number = a_draft(anna, GRAVE)
    press(anna, number, service=STRICT)
    with at_desk(anna, "Anna", 3, STRICT) as writer:
        draft = find_draft(writer.session, number)
        with pytest.raises(InvalidNotice, match="Skriv varför"):
            override(writer, draft, " ", ADDRESS)
        override(writer, draft, "Ingen annan svarar.", ADDRESS)
    assert released(anna, 13, STRICT) == [(number, DraftState.PUBLISHED)]
    assert acts(anna, f"draft:{number}")[1] == ("emergency", "Anna")
    with anna.database.reading() as session:
        kept = session.scalars(select(AuditEntry.after).where(AuditEntry.act == "emergency")).one()
        assert "Ingen annan svarar." in str(kept)
        alarm = session.scalars(select(Alarm)).one()
        assert alarm.what == "Anna publicerar ”Filerna är sena” utan godkännande. Skäl: Ingen annan svarar."
        assert alarm.link == f"https://drift.example/desk/utkast/{number}"


def test_words_for_times_that_have_come_to_mean_another_day_are_not_approved(anna: Desk) -> None:
    number = a_draft(anna, GRAVE | {"time": "i dag kl 05"})
    press(anna, number, service=STRICT)
    with at_desk(anna, "Bo", 86_400, STRICT) as writer, pytest.raises(IllegalAct, match="betyder något annat i dag"):
        approve(writer, find_draft(writer.session, number))


def test_an_act_that_has_become_impossible_comes_back_and_says_why(anna: Desk) -> None:
    id = anna.publish(incident())
    number = a_draft(anna, {"body": "Felet är rättat."}, notice=id, act=Act.END)
    press(anna, number)
    with anna.act(after(5)) as act:
        act.end(act.session.get_one(Notice, id), "Klart.")
    assert released(anna, 10) == [(number, DraftState.OPEN)]
    draft = read(anna, number)
    assert "redan avslutad" in str(draft.problem)
    assert draft.fields == {"body": "Felet är rättat."}
    with anna.database.reading() as session:
        assert session.scalars(select(Alarm.key)).all() == [f"draft:{number}"]
        assert session.scalar(select(func.count(Revision.id))) == 2
    assert acts(anna, f"draft:{number}")[-1] == ("return", "Anna")


def test_many_workers_let_each_draft_out_once(anna: Desk) -> None:
    numbers = [a_draft(anna, FORM | {"title": f"Notis {n}"}) for n in range(4)]
    for number in numbers:
        press(anna, number)
    done: list[tuple[int, DraftState]] = []
    at_once(lambda: done.extend(released(anna, 10)), times=3)
    assert sorted(done) == [(number, DraftState.PUBLISHED) for number in numbers]
    with anna.database.reading() as session:
        assert session.scalar(select(func.count(Notice.id))) == 4
        assert session.scalar(select(func.count(Draft.id)).where(Draft.state == DraftState.PUBLISHED)) == 4


def test_of_two_who_approve_and_one_who_takes_back_at_once_one_has_come_first(anna: Desk) -> None:
    number = a_draft(anna, GRAVE)
    press(anna, number, service=STRICT)
    refused: list[DriftinformationError] = []

    def attempt(who: str) -> None:
        try:
            with at_desk(anna, who, 1, STRICT) as writer:
                draft = find_draft(writer.session, number)
                (reopen if who == "Cia" else approve)(writer, draft)
        except DriftinformationError as error:
            refused.append(error)

    people = iter(("Bo", "Dag", "Cia"))
    at_once(lambda: attempt(next(people)), times=3)
    assert len(refused) == 2
    decided = acts(anna, f"draft:{number}")[1:]
    assert len(decided) == 1
    assert (read(anna, number).state is DraftState.LEAVING) is (decided[0][0] == "approve")


def test_two_acts_on_one_notice_at_once_are_both_published_in_turn(anna: Desk) -> None:
    id = anna.publish(incident())
    for word in ("Första.", "Andra."):
        press(anna, a_draft(anna, {"body": word, "status": "Rättning planerad"}, notice=id, act=Act.UPDATE))

    def worker() -> None:
        try:
            released(anna, 10)
        except Conflict:  # the other was first; the next tick comes a second later
            released(anna, 11)

    at_once(worker, times=2)
    with anna.database.reading() as session:
        content = session.get_one(Notice, id).current.content
    assert sorted(update.body for update in content.updates) == ["Andra.", "Första."]
    assert content.status is Status.FIX_PLANNED


def at_once(work: Callable[[], None], times: int) -> None:
    threads = [threading.Thread(target=work) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
