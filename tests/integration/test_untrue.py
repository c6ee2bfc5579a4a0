"""What has become untrue before it was sent is not sent, whoever was to be told of what made it so."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from models.delivery import Broadcast, BroadcastEnd
from models.notice import Notice
from models.terms import Act, Kind, Status
from notices.publishing import Publisher
from notices.timing import parse
from tests.factories import SERVICE, Desk, at, planned

EVENING = at("2026-03-10 22.00")
LATER = at("2026-03-10 22.30")


def publisher(anna: Desk, session: object, now: object, *, tell: bool) -> Publisher:
    return Publisher(session, SERVICE, "test", now, "https://drift.example", tell)  # type: ignore[arg-type]


@pytest.fixture
def waiting(anna: Desk) -> int:
    """Planned work, published when people sleep: its SMS waits for the morning."""
    with anna.database.writing() as session:
        notice = publisher(anna, session, EVENING, tell=True).publish(planned(time="12 mars 2026 kl 18"))
        return notice.id


def broadcast(anna: Desk) -> Broadcast:
    with anna.database.reading() as session:
        return session.scalars(select(Broadcast).order_by(Broadcast.id)).first() or pytest.fail("none was opened")


def act(anna: Desk, notice_id: int, what: str) -> None:
    """Do it, and tell nobody."""
    with anna.database.writing() as session:
        quiet = publisher(anna, session, LATER, tell=False)
        notice = session.get_one(Notice, notice_id)
        content = notice.current.content
        if what == "reschedule":
            quiet.reschedule(notice, parse("13 mars 2026 kl 18", EVENING.date()))
        elif what == "done":
            quiet.update(notice, "Arbetet gjordes i förväg.", status=Status.COMPLETED)
        elif what == "update":
            quiet.update(notice, "Arbetet tar två timmar.")
        else:
            time = parse("14 mars 2026 kl 18", EVENING.date())
            quiet.correct(notice, replace(content, title="Underhåll av filservern", time=time))


@pytest.mark.parametrize("what", ["reschedule", "done"])
def test_a_word_that_waits_falls_when_it_no_longer_holds(anna: Desk, waiting: int, what: str) -> None:
    act(anna, waiting, what)
    assert broadcast(anna).ended_reason is BroadcastEnd.UNTRUE


def test_a_word_that_still_holds_goes_on(anna: Desk, waiting: int) -> None:
    act(anna, waiting, "update")
    assert broadcast(anna).ended_at is None


def test_a_word_that_waits_is_corrected(anna: Desk, waiting: int) -> None:
    act(anna, waiting, "correct")
    waits = broadcast(anna)
    assert waits.ended_at is None
    assert waits.act is Act.PUBLISH
    assert "Underhåll av filservern. 14 mars 2026 kl 18." in waits.text


def test_what_is_planned_is_not_urgent_and_what_has_happened_is(anna: Desk, waiting: int) -> None:
    assert not broadcast(anna).urgent
    with anna.database.writing() as session:
        told = publisher(anna, session, LATER, tell=True)
        told.publish(replace(planned(), kind=Kind.INCIDENT, status=None))
        newest = session.scalars(select(Broadcast).order_by(Broadcast.id.desc())).first()
        assert newest
        assert newest.urgent
