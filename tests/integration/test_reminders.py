"""Those who are told of a planned event are reminded of it: once, in time, and not of what no longer holds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import create_app
from models.delivery import Broadcast, BroadcastEnd, Cause, Delivery, State
from models.notice import Change, Notice
from models.registration import Channel, Source
from models.terms import Act, Environment, Reminder, Status
from notices.config import Settings
from notices.delivery.claiming import clear
from notices.delivery.expanding import expand_due
from notices.delivery.opening import go_on
from notices.delivery.outbox import Times
from notices.errors import Conflict
from notices.publishing import Publisher
from notices.registrations import Registry
from notices.reminding.opening import remind
from notices.repeating import repeated
from notices.secrecy import Secrecy
from notices.timing import parse
from tests.factories import A_MORNING, SERVICE, Desk, at, planned

ADDRESS = "https://drift.example"
SECRECY = Secrecy.of("a key that only the tests know of")
ANNA = "+46701740605"
EVENING = "den 12 mars kl 18.00–20.00"
Doing = Callable[[Publisher, Notice], object]
# What is the same on both databases need not be tried on both.
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@dataclass(frozen=True, slots=True)
class Office:
    """Somebody who announces what is planned, and a worker that reminds of it."""

    desk: Desk

    @contextmanager
    def act(self, now: datetime, *, tell: bool = False) -> Iterator[Publisher]:
        with self.desk.database.writing() as session:
            yield Publisher(session, SERVICE, "test", now, ADDRESS, tell)

    def announce(self, time: str = EVENING, *reminders: Reminder, now: datetime = A_MORNING, **facts: object) -> int:
        with self.act(now) as act:
            what = replace(planned(time=time), reminders=reminders or tuple(Reminder), **facts)  # type: ignore[arg-type]
            return act.publish(what).id

    def do(self, what: Doing, id: int, now: str, *, tell: bool = False) -> None:
        with self.act(at(now), tell=tell) as act:
            what(act, act.session.get_one(Notice, id))

    def remind(self, now: str) -> list[str]:
        with self.desk.database.writing() as session:
            return [broadcast.text for broadcast in remind(session, SERVICE, ADDRESS, at(now))]

    @property
    def broadcasts(self) -> list[Broadcast]:
        with self.desk.database.reading() as session:
            return list(session.scalars(select(Broadcast).order_by(Broadcast.id)))

    @property
    def waiting(self) -> list[Cause]:
        return [broadcast.cause for broadcast in self.broadcasts if broadcast.ended_at is None]


@pytest.fixture
def office(anna: Desk) -> Office:
    with anna.database.writing() as session:
        Registry(session, SECRECY, Channel.SMS, A_MORNING).begin(ANNA, Source.KEYWORD)
    return Office(anna)


def move(time: str) -> Doing:
    return lambda act, notice: act.reschedule(notice, parse(time, A_MORNING.date()))


def test_an_event_is_reminded_of_the_day_before_at_its_start_and_at_its_end_once_each(office: Office) -> None:
    id = office.announce()
    assert office.remind("2026-03-11 11.59") == []
    (before,) = office.remind("2026-03-11 12.00")
    assert before.startswith("LEFI Prenumeration: I morgon: Underhåll av databasen. 12 mars kl 18.00-20.00. https://")
    assert office.remind("2026-03-11 12.01") == []
    office.do(lambda act, notice: act.update(notice, "Vi börjar i tid."), id, "2026-03-11 12.02")
    assert office.remind("2026-03-11 12.03") == []
    office.do(lambda act, notice: act.update(notice, "Ta en kopia."), id, "2026-03-12 17.59", tell=True)
    (start,) = office.remind("2026-03-12 18.00")
    assert "Börjar nu: Underhåll" in start
    assert office.waiting == [Cause.ACT, Cause.START], "the news go on being sent"
    (end,) = office.remind("2026-03-12 20.00")
    assert "Slut enligt plan: Underhåll" in end
    assert office.remind("2026-03-13 12.00") == []
    reminders = [one for one in office.broadcasts if one.cause is not Cause.ACT]
    assert [one.cause for one in reminders] == [Cause.DAY_BEFORE, Cause.START, Cause.END]
    assert {one.moment for one in reminders} == {at("2026-03-12 18.00"), at("2026-03-12 20.00")}


def test_many_workers_at_once_open_it_once_and_the_database_refuses_another(office: Office) -> None:
    ids = [office.announce(title=f"Underhåll {number}") for number in range(3)]
    together = Barrier(4)

    def work() -> None:
        together.wait()
        for _ in range(3):
            repeated(office.desk.database, lambda session: remind(session, SERVICE, ADDRESS, at("2026-03-11 12.00")))

    workers = [Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    first, *others = office.broadcasts
    assert [one.cause for one in (first, *others)] == [Cause.DAY_BEFORE] * 3

    office.do(lambda act, notice: act.update(notice, "Vi börjar i tid."), ids[0], "2026-03-11 12.02")
    kept = {name: getattr(first, name) for name in ("notice_id", "channel", "cause", "text", "version")}

    def open_another(moment: datetime | None) -> None:
        other = Broadcast(**kept, moment=moment, act=Act.UPDATE, created_at=A_MORNING, not_before=A_MORNING)
        with office.desk.database.writing() as session:
            other.position = session.scalars(select(func.max(Change.position))).one()
            session.add(other)

    with pytest.raises(Conflict):
        open_another(first.moment)
    open_another(at("2026-03-17 18.00"))


def test_it_moves_when_the_event_moves_and_is_sent_again_for_the_new_time(office: Office) -> None:
    id = office.announce()
    assert len(office.remind("2026-03-11 12.00")) == 1
    office.do(move("den 17 mars kl 18.00–20.00"), id, "2026-03-11 15.00")
    assert office.waiting == []
    assert office.remind("2026-03-12 18.00") == office.remind("2026-03-12 20.00") == []
    (again,) = office.remind("2026-03-16 12.00")
    assert "I morgon: Underhåll av databasen. 17 mars kl 18.00-20.00." in again


def test_what_is_opened_and_not_sent_is_not_sent_once_it_is_moved_or_called_off(office: Office) -> None:
    untrue = (move("den 17 mars kl 18.00"), lambda act, notice: act.cancel(notice, "Ej klart."))
    cases = [(office.announce(), what, tell) for what in untrue for tell in (True, False)]
    office.remind("2026-03-11 12.00")
    expand_due(office.desk.database, Channel.SMS, at("2026-03-11 12.00"))
    for id, what, tell in cases:
        office.do(what, id, "2026-03-11 12.01", tell=tell)
    with office.desk.database.writing() as session:
        clear(session, Channel.SMS, at("2026-03-11 12.01"), Times().news)
        assert list(session.scalars(select(Delivery.state))) == [State.DROPPED] * 4
    reminders = [one for one in office.broadcasts if one.cause is not Cause.ACT]
    assert [one.ended_reason for one in reminders] == [BroadcastEnd.UNTRUE] * 4
    assert office.waiting == [Cause.ACT] * 2


@ON_SQLITE
def test_nobody_is_reminded_of_what_is_called_off_taken_back_done_or_not_asked_for(office: Office) -> None:
    for gone in (
        lambda act, notice: act.cancel(notice, "Servern är inte klar."),
        lambda act, notice: act.withdraw(notice, "Fel notis."),
        lambda act, notice: act.end(notice),
    ):
        office.do(gone, office.announce(), "2026-03-11 10.00")
    with office.act(A_MORNING) as act:
        act.publish(planned(time=EVENING))
        act.publish(planned(time=EVENING, status=Status.IN_PROGRESS, reminders=(Reminder.START,)))
        assert act.session.scalar(select(func.count(Notice.remind_at))) == 0, "the worker does not even look at them"
    office.announce(EVENING, Reminder.START, environment=Environment.TEST)
    assert office.remind("2026-03-11 12.00") == []
    (only,) = office.remind("2026-03-12 18.00")
    assert only.startswith("TEST LEFI Prenumeration: Börjar nu: ")
    assert office.remind("2026-03-12 20.00") == []


@ON_SQLITE
def test_a_correction_that_moves_the_time_takes_the_reminder_back_and_other_words_leave_it(office: Office) -> None:
    id = office.announce(EVENING, Reminder.DAY_BEFORE, Reminder.END)
    office.remind("2026-03-11 12.00")
    office.do(lambda act, notice: act.update(notice, "Allt går efter planen."), id, "2026-03-11 12.01")
    assert office.waiting == [Cause.DAY_BEFORE]
    later = parse("den 13 mars kl 18.00–20.00", A_MORNING.date())
    office.do(
        lambda act, notice: act.correct(notice, replace(notice.current.content, time=later)), id, "2026-03-11 12.02"
    )
    assert office.waiting == []
    assert len(office.remind("2026-03-12 12.00")) == 1
    more = parse("den 13 mars kl 20.30", A_MORNING.date())
    office.do(lambda act, notice: act.update(notice, "Det drar ut.", expected_end=more), id, "2026-03-13 19.30")
    assert office.remind("2026-03-13 20.00") == []
    assert len(office.remind("2026-03-13 20.30")) == 1


@ON_SQLITE
def test_a_worker_that_comes_back_tells_what_still_holds_and_nothing_else(office: Office) -> None:
    office.announce(title="Första arbetet")
    assert "I morgon: Första arbetet" in office.remind("2026-03-11 20.30")[0]
    assert office.remind("2026-03-12 19.00") == [], "it began an hour ago"
    assert "Slut enligt plan:" in office.remind("2026-03-12 20.59")[0]
    office.announce("den 18 mars kl 18.00–20.00")
    assert office.remind("2026-03-18 00.00") == [], "no longer tomorrow"
    assert office.remind("2026-03-19 08.00") == [], "it was over twelve hours ago"


@ON_SQLITE
def test_what_no_longer_holds_is_not_sent_to_those_who_are_left(office: Office) -> None:
    office.announce()
    office.remind("2026-03-11 20.00")
    office.remind("2026-03-11 23.59")
    assert office.waiting == [Cause.DAY_BEFORE]
    with office.desk.database.writing() as session:
        clear(session, Channel.SMS, at("2026-03-12 00.00"), Times().news)
    (reminder,) = office.broadcasts
    assert reminder.ended_reason is BroadcastEnd.UNTRUE
    with office.desk.database.writing() as session:
        session.get_one(Broadcast, reminder.id).ended_reason = BroadcastEnd.SENT
        go_on(session, reminder.id, at("2026-03-12 00.00"))
    assert office.waiting == [], "a receipt that fails does not take it up again"


@ON_SQLITE
def test_the_quiet_hours_hold(office: Office) -> None:
    office.announce("helgen 14–15 mars")
    assert office.remind("2026-03-13 22.00") == office.remind("2026-03-14 06.59") == []
    (start,) = office.remind("2026-03-14 07.00")
    assert "Börjar i dag: Underhåll av databasen. Helgen 14-15 mars." in start
    assert office.remind("2026-03-16 00.00") == []
    assert len(office.remind("2026-03-16 07.00")) == 1


@ON_SQLITE
def test_whoever_has_just_heard_of_it_is_not_reminded_of_what_was_due_before(office: Office) -> None:
    office.announce(now=at("2026-03-11 13.00"))
    assert office.remind("2026-03-11 13.01") == []
    with office.act(A_MORNING) as act:
        act.publish(planned("Senare", EVENING, reminders=tuple(Reminder)), at=at("2026-03-12 11.00"))
    assert office.remind("2026-03-12 10.59") == []
    with office.act(at("2026-03-12 11.00")) as act:
        act.release_due()
    assert len(office.remind("2026-03-12 18.00")) == 2


@pytest.fixture
def application(anna: Desk, tmp_path: Path) -> Iterator[Flask]:
    url = anna.database.url.render_as_string(hide_password=False)
    app = create_app(Settings(database_url=url, secret_key="x" * 32, var_dir=tmp_path / "var"))
    yield app
    app.extensions["site"].database.close()


@ON_SQLITE
def test_the_operator_asks_for_them_in_the_file_or_at_the_command_line(application: Flask, anna: Desk) -> None:
    runner = application.test_cli_runner()
    time = "12 april 2031 kl 18.00–20.00"
    file = f"---\ntitle: Underhåll\nkind: Planerat\ntime: {time}\nreminders: vid slut, dagen före\n---\n"
    for arguments in ([], ["--remind", "vid start"]):
        done = runner.invoke(args=["notice", "publish", "-", "--no-sms", *arguments], input=file)
        assert done.exit_code == 0, done.output
    with anna.database.reading() as session:
        asked = [notice.current.content.reminders for notice in session.scalars(select(Notice).order_by(Notice.id))]
        assert asked == [(Reminder.DAY_BEFORE, Reminder.END), (Reminder.START,)]
    wrong = runner.invoke(args=["notice", "publish", "-", "--remind", "i god tid"], input=file)
    assert "Skriv något av: Dagen före, Vid start, Vid slut." in wrong.output
