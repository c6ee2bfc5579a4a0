"""A promise that passes asks for a word; the word closes the alarm."""

from models.notice import Notice
from models.terms import Status
from notices.alarming.finding import report
from notices.alarming.overdue import KEPT, OVERDUE, overdue
from notices.alarms import open_alarms
from notices.timing import parse
from tests.factories import A_MORNING, Desk, at, incident, planned

ADDRESS = "https://drift.example"


def look(anna: Desk, now: str) -> list[tuple[str, bool]]:
    """The open alarms after a look at a moment: their keys, and whether they are urgent."""
    with anna.database.writing() as session:
        report(session, OVERDUE, overdue(session, ADDRESS, at(now)), at(now), KEPT)
        return [(alarm.key, alarm.urgent) for alarm in open_alarms(session)]


def test_a_word_that_did_not_come_is_asked_for_until_it_comes(anna: Desk) -> None:
    late = anna.publish(incident(next_word="kl 09.00"))
    waiting = anna.publish(incident("Väntar", next_word="kl 09.00"), at=at("2026-03-12 06.00"))
    gone = anna.publish(incident("Dras in", next_word="kl 09.00"))
    with anna.act() as act:
        act.withdraw(act.session.get_one(Notice, gone), "Felet fanns inte.")

    assert look(anna, "2026-03-10 08.59") == []
    assert look(anna, "2026-03-10 09.00") == [(f"overdue:{late}:next_word", True)]
    with anna.database.reading() as session:
        [alarm] = open_alarms(session)
        assert alarm.link == f"{ADDRESS}/desk/notiser/{late}"
    assert waiting

    with anna.act(at("2026-03-10 09.05")) as act:
        notice = act.session.get_one(Notice, late)
        act.update(notice, "Vi söker ännu.", next_word=parse("kl 12.00", A_MORNING.date()))
    assert look(anna, "2026-03-10 09.06") == []
    assert look(anna, "2026-03-10 12.01") == [(f"overdue:{late}:next_word", True)]
    with anna.act(at("2026-03-10 12.05")) as act:
        act.end(act.session.get_one(Notice, late))
    assert look(anna, "2026-03-10 12.06") == []


def test_a_planned_window_that_is_over_can_wait_until_the_morning(anna: Desk) -> None:
    number = anna.publish(planned("Underhåll", "12 mars kl 18–22"))
    assert look(anna, "2026-03-12 21.59") == []
    assert look(anna, "2026-03-12 22.00") == [(f"overdue:{number}:window", False)]
    with anna.act(at("2026-03-13 07.05")) as act:
        notice = act.session.get_one(Notice, number)
        act.update(notice, "Det pågår ännu.", status=Status.IN_PROGRESS)
    assert look(anna, "2026-03-13 07.06") == [(f"overdue:{number}:window", False)]
    with anna.act(at("2026-03-13 08.00")) as act:
        act.reschedule(act.session.get_one(Notice, number), parse("14 mars", A_MORNING.date()))
    assert look(anna, "2026-03-13 08.01") == []
