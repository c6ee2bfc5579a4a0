"""The acts on a notice, on both databases."""

import threading
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from models.content import Content
from models.notice import Change, Notice, Revision
from models.terms import Act, Impact, Kind, Status
from notices import search
from notices.errors import Conflict, DriftinformationError, IllegalAct, InvalidNotice
from notices.timing import parse
from tests.factories import A_MORNING, Desk, at, content, incident, planned


def test_each_act_freezes_a_revision_and_appends_a_change(anna: Desk) -> None:
    id = anna.publish(incident())
    with anna.act(at("2026-03-10 07.00")) as act:
        act.update(act.session.get_one(Notice, id), "Orsaken är hittad.", status=Status.FIX_PLANNED)
    with anna.act(at("2026-03-10 08.00")) as act:
        act.end(act.session.get_one(Notice, id), "Filerna är levererade.")
    with anna.act() as act:
        revisions = act.session.scalars(select(Revision).order_by(Revision.number)).all()
        assert [r.act for r in revisions] == [Act.PUBLISH, Act.UPDATE, Act.END]
        statuses = [Status.INVESTIGATING, Status.FIX_PLANNED, Status.RESOLVED]
        assert [r.content.status for r in revisions] == statuses
        assert [len(r.content.updates) for r in revisions] == [0, 1, 2]
        changes = act.session.scalars(select(Change).order_by(Change.position)).all()
        assert [(c.position, c.act, c.version) for c in changes] == [(1, "publish", 1), (2, "update", 2), (3, "end", 3)]


def test_an_update_keeps_the_promise_of_a_next_word(anna: Desk) -> None:
    id = anna.publish(incident(next_word="kl 09.00"))
    with anna.act() as act:
        notice = act.session.get_one(Notice, id)
        act.update(notice, "Vi söker fortfarande.")
        assert notice.current.content.next_word is None
        later = parse("kl 12.00", A_MORNING.date())
        act.update(notice, "Vi söker ännu.", next_word=later)
        assert notice.current.content.next_word == later


def test_a_correction_keeps_the_old_words_as_a_revision(anna: Desk) -> None:
    id = anna.publish(incident("Filerna är sena"))
    with anna.act() as act:
        notice = act.session.get_one(Notice, id)
        act.correct(notice, replace(notice.current.content, title="Två filer är sena"), "Det gällde bara två.")
    with anna.act() as act:
        first, second = act.session.get_one(Notice, id).revisions
        assert (first.content.title, second.content.title) == ("Filerna är sena", "Två filer är sena")
        assert second.reason == "Det gällde bara två."


def test_a_move_says_both_times_and_a_cancellation_why(anna: Desk) -> None:
    id = anna.publish(planned(time="helgen 14–15 mars"))
    with anna.act() as act:
        notice = act.session.get_one(Notice, id)
        act.reschedule(notice, parse("helgen 21–22 mars", A_MORNING.date()), "Provet tog längre tid.")
        act.cancel(notice, "Provet gick inte bra.")
        moved, cancelled = notice.current.content.updates
    assert "helgen 21–22 mars" in moved.body
    assert "helgen 14–15 mars" in moved.body
    assert "Provet tog längre tid." in moved.body
    assert cancelled.body == "Provet gick inte bra."
    assert cancelled.status is Status.CANCELLED


def test_illegal_acts_are_refused_with_the_reason_and_change_nothing(anna: Desk) -> None:
    with anna.act() as act:
        gone = act.publish(incident("Dras in"))
        act.withdraw(gone, "Felet fanns inte.")
        over = act.publish(incident("Är över"))
        act.end(over)
        told = act.publish(content("Berättat", kind=Kind.INFORMATION))
        off = act.publish(planned("Inställt"))
        act.cancel(off, "Behövs inte.")
        before = act.session.scalar(select(func.count(Revision.id)))
        for refused in (
            lambda: act.update(gone, "Mer."),
            lambda: act.withdraw(gone, "Igen."),
            lambda: act.correct(gone, incident("Annat")),
            lambda: act.end(over),
            lambda: act.update(over, "Tillbaka.", status=Status.INVESTIGATING),
            lambda: act.end(told),
            lambda: act.reschedule(told, parse("kl 12", A_MORNING.date())),
            lambda: act.cancel(off, "Igen."),
            lambda: act.update(off, "Mer."),
            lambda: act.correct(over, over.current.content),
        ):
            with pytest.raises(IllegalAct, match=r"\w{3,}"):
                refused()
        assert act.session.scalar(select(func.count(Revision.id))) == before


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (content(title="  "), "Rubrik saknas"),
        (content(title="x" * 201), "201 tecken"),
        (content(section="okänd"), "Sidan 'okänd' finns inte"),
        (content(benefits=("XX",)), "Förmånen 'XX' finns inte"),
        (content(operations=("fly",)), "Funktionen 'fly' finns inte"),
        (content(kind=Kind.INFORMATION, status=Status.RESOLVED), "passar inte"),
        (content(kind=Kind.INCIDENT, status=Status.CANCELLED), "passar inte"),
    ],
)
def test_wrong_content_is_refused_by_field(anna: Desk, wrong: object, says: str) -> None:
    with pytest.raises(InvalidNotice, match=says), anna.act() as act:
        act.publish(wrong)  # type: ignore[arg-type]
    with anna.act() as act:
        assert act.session.scalar(select(func.count(Notice.id))) == 0


def test_a_notice_waits_for_its_time_and_is_then_published_once(anna: Desk) -> None:
    id = anna.publish(incident(), at=at("2026-03-11 06.00"))
    with anna.act(at("2026-03-11 05.59")) as act:
        assert act.release_due() == []
        with pytest.raises(IllegalAct, match="inte publicerad"):
            act.update(act.session.get_one(Notice, id), "För tidigt.")
    with anna.act(at("2026-03-11 06.00")) as act:
        assert [notice.id for notice in act.release_due()] == [id]
    with anna.act(at("2026-03-11 06.01")) as act:
        assert act.release_due() == []
        assert act.session.get_one(Notice, id).published_at == at("2026-03-11 06.00")
        assert act.session.scalar(select(func.count(Change.position))) == 1


def test_a_notice_that_waits_can_be_corrected_and_called_back(anna: Desk) -> None:
    ids = [anna.publish(incident("Fel rubrik"), at=at("2026-03-11 06.00")) for _ in range(2)]
    with anna.act() as act:
        kept, called_back = (act.session.get_one(Notice, id) for id in ids)
        act.correct(kept, incident("Rätt rubrik", status=Status.INVESTIGATING))
        act.withdraw(called_back, "Skrevs av misstag.")
        assert act.session.scalar(select(func.count(Change.position))) == 0, "nobody has seen anything yet"
    with anna.act(at("2026-03-11 06.00")) as act:
        (published,) = act.release_due()
        assert published.current.content.title == "Rätt rubrik"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (content(body="x" * 30_001), "Texten har 30001 tecken"),
        (content(action="x" * 2_001), "action har 2001 tecken"),
        (content(body="a\0b"), "styrtecken"),
        (content(title="a\nb"), "styrtecken"),
        (content(title="a\u202eb"), "U\\+202E"),
    ],
)
def test_what_would_harm_the_page_is_refused(anna: Desk, wrong: Content, says: str) -> None:
    with pytest.raises(InvalidNotice, match=says), anna.act() as act:
        act.publish(wrong)


def test_two_notices_of_one_title_on_one_day_have_addresses_of_their_own(anna: Desk) -> None:
    with anna.act() as act:
        notices = [act.publish(incident("Filerna är sena")) for _ in range(3)]
        assert [n.slug for n in notices] == [
            "2026-03-10-filerna-ar-sena",
            "2026-03-10-filerna-ar-sena-2",
            "2026-03-10-filerna-ar-sena-3",
        ]
        assert len({n.short for n in notices}) == 3


def test_a_notice_belongs_to_several_threads_but_once_to_each(anna: Desk) -> None:
    with anna.act() as act:
        notice = act.publish(incident())
        act.join(notice, act.thread("Vårens rättningar"))
        act.join(notice, act.thread("Sena filer"))
        assert [thread.title for thread in notice.threads] == ["Vårens rättningar", "Sena filer"]
        with pytest.raises(IllegalAct, match="redan"):
            act.join(notice, act.thread("Sena filer"))


def test_two_acts_at_once_on_one_notice_lose_no_words(anna: Desk) -> None:
    id = anna.publish(incident())
    refused: list[DriftinformationError] = []

    def add(number: int) -> None:
        for round in range(10):
            try:
                with anna.act() as act:
                    act.update(act.session.get_one(Notice, id), f"{number}-{round}")
            except Conflict as error:
                refused.append(error)

    writers = [threading.Thread(target=add, args=(number,)) for number in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with anna.act() as act:
        notice = act.session.get_one(Notice, id)
        kept = len(notice.current.content.updates)
        assert kept + len(refused) == 30
        assert [r.number for r in notice.revisions] == list(range(1, kept + 2))
        assert len({update.body for update in notice.current.content.updates}) == kept
        positions = act.session.scalars(select(Change.position).order_by(Change.position)).all()
        assert list(positions) == list(range(1, kept + 2))


def test_every_swedish_form_of_a_word_is_found(anna: Desk) -> None:
    first = anna.publish(incident("Filen är försenad", body="Utbetalningarna för föräldrapenning saknas."))
    anna.publish(incident("Något annat", impact=Impact.OUTAGE))
    with anna.database.reading() as session:
        for words in ("filerna", "FÖRSENADE", "utbetalning", "föräldrapenningens", "föräldra utbetal"):
            assert search.find(session, search.read_query(words)) == [first], words
        for words in ("", "  ", "flygplan", "foraldrapenning", "' OR 1=1 --", '"*', "filen flygplan"):
            assert search.find(session, search.read_query(words)) == [], words


def test_a_correction_moves_what_is_found(anna: Desk) -> None:
    id = anna.publish(incident("Gamla ord"))
    with anna.act() as act:
        notice = act.session.get_one(Notice, id)
        act.correct(notice, replace(notice.current.content, title="Nya ordalag"))
    with anna.database.reading() as session:
        assert search.find(session, search.read_query("gamla")) == []
        assert search.find(session, search.read_query("ordalag")) == [id]
