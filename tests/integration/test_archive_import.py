"""The old page comes in whole, once, and goes out again."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from models.notice import Change, Notice, Thread
from models.terms import Act, Status
from notices.archive import ArchivedPage, propose, read_page, threads, write_page
from notices.archive.exporting import export_page
from notices.archive.importing import Report, import_page
from notices.clock import day_of
from notices.errors import InvalidNotice
from tests.factories import SERVICE, Desk, incident
from tests.paths import ARCHIVE

PAGE = """Driftinformation

Här står vad som händer i tjänsten.


Två filer saknas

(Publicerad 2021-05-04)

Två filer från i natt saknas.

(Uppdatering 2021-05-05)

Filerna är levererade.


Underhåll helgen 15–16 maj

(Publicerad 2021-05-03)

Vi byter servrar helgen 15–16 maj 2021.

Följ flödet"""


def bring_in(anna: Desk, page: ArchivedPage) -> Report:
    proposals = propose(page, SERVICE)
    with anna.act() as act:
        return import_page(act, page, proposals, threads(page, proposals))


def read(text: str) -> ArchivedPage:
    return read_page(text.encode())


def taken_out(anna: Desk) -> str:
    with anna.database.reading() as session:
        return write_page(export_page(session, SERVICE.sections["operations"]))


def test_the_archived_page_comes_in_whole_and_goes_out_the_same(anna: Desk) -> None:
    report = bring_in(anna, read_page(ARCHIVE.read_bytes()))
    assert (len(report.added), report.updates, report.threads) == (20, 1, 4)
    assert taken_out(anna) == ARCHIVE.read_text(encoding="utf-8")
    with anna.database.reading() as session:
        changes = len(session.scalars(select(Change)).all())
    again = bring_in(anna, read_page(ARCHIVE.read_bytes()))
    assert (again.added, again.corrected, again.updated, again.unchanged, again.threads) == ([], [], [], 20, 0)
    with anna.database.reading() as session:
        assert len(session.scalars(select(Change)).all()) == changes, "a second import changes nothing at all"


def test_what_the_archive_does_not_say_stays_unknown(anna: Desk) -> None:
    bring_in(anna, read_page(ARCHIVE.read_bytes()))
    with anna.database.reading() as session:
        notices = session.scalars(select(Notice)).all()
        for notice in notices:
            content = notice.current.content
            assert notice.dated
            unknown = (content.status, content.impact, content.environment, content.action, content.next_word)
            assert unknown == (None,) * 5
            assert content.expected_end is None
        dates = sorted(day_of(notice.published_at).isoformat() for notice in notices if notice.published_at)
        assert (dates[0], dates[-1]) == ("2014-01-01", "2020-01-28")
        assert max(len(notice.threads) for notice in notices) >= 1
        assert sorted(len(thread.notices) for thread in session.scalars(select(Thread))) == [2, 3, 4, 4]


def test_a_changed_notice_becomes_a_correction_and_a_new_update_an_update(anna: Desk) -> None:
    bring_in(anna, read(PAGE))
    reworded = PAGE.replace("Två filer från i natt saknas.", "Tre filer från i natt saknas.")
    report = bring_in(anna, read(reworded))
    assert (report.added, report.corrected, report.unchanged) == ([], ["Två filer saknas"], 1)
    longer = reworded.replace(
        "(Uppdatering 2021-05-05)", "(Uppdatering 2021-05-05)\n\nEn fil är levererad.\n\n(Uppdatering 2021-05-06)"
    )
    retitled = longer.replace("Underhåll helgen 15–16 maj\n", "Byte av servrar helgen 15–16 maj\n")
    report = bring_in(anna, read(retitled))
    assert report.added == []
    assert set(report.corrected) == {"Två filer saknas", "Byte av servrar helgen 15–16 maj"}
    added = retitled.replace("\n\n\nByte av", "\n\n(Uppdatering 2021-05-07)\n\nAllt är klart.\n\n\nByte av")
    report = bring_in(anna, read(added))
    assert report.updated == ["Två filer saknas"]
    assert taken_out(anna) == added
    with anna.database.reading() as session:
        notice = session.scalars(select(Notice).order_by(Notice.id.desc())).first()
        assert notice
        acts = [revision.act for revision in notice.revisions]
        assert acts == [Act.PUBLISH, Act.CORRECT, Act.CORRECT, Act.UPDATE]
        assert [day_of(u.at).isoformat() for u in notice.current.content.updates] == [
            "2021-05-05",
            "2021-05-06",
            "2021-05-07",
        ]


def test_what_an_operator_corrected_is_not_undone_by_the_next_import(anna: Desk) -> None:
    bring_in(anna, read(PAGE))
    with anna.act() as act:
        notice = act.session.scalars(select(Notice).order_by(Notice.id.desc())).first()
        assert notice
        content = notice.current.content
        act.correct(notice, replace(content, title="Två av filerna saknas", action="Vänta."))
        act.update(notice, "Vi har hört av oss till de berörda.")
    assert bring_in(anna, read(PAGE)).unchanged == 2
    longer = PAGE.replace("levererade.", "levererade.\n\n(Uppdatering 2021-05-06)\n\nÄven den tredje.")
    assert bring_in(anna, read(longer)).updated == ["Två filer saknas"]
    report = bring_in(anna, read(longer.replace("saknas.", "saknas ännu.")))
    assert report.corrected == ["Två filer saknas"]
    with anna.act() as act:
        content = act.session.get_one(Notice, notice.id).current.content
        assert (content.title, content.action) == ("Två av filerna saknas", "Vänta.")
        assert content.body == "Två filer från i natt saknas ännu."
        assert [update.body for update in content.updates] == [
            "Filerna är levererade.",
            "Vi har hört av oss till de berörda.",
            "Även den tredje.",
        ]


def test_our_own_export_brings_nothing_new(anna: Desk) -> None:
    bring_in(anna, read(PAGE))
    with anna.act() as act:
        imported = act.session.scalars(select(Notice).order_by(Notice.id.desc())).first()
        assert imported
        act.correct(imported, replace(imported.current.content, title="Två av filerna saknas"))
        act.update(imported, "Vi *söker* fortfarande.")
        act.publish(incident("Skriven hos oss", body="Rad ett\ngår vidare.\n\n- en punkt"))
    with anna.database.reading() as session:
        before = len(session.scalars(select(Change)).all())
    report = bring_in(anna, read(taken_out(anna)))
    assert (report.added, report.updated, report.corrected, report.unchanged) == ([], [], [], 3)
    with anna.database.reading() as session:
        assert len(session.scalars(select(Change)).all()) == before


def test_an_import_that_fails_brings_in_nothing(anna: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notices.checks.LONGEST_TITLE", 20)
    with pytest.raises(InvalidNotice, match="Rubriken har 26 tecken"):
        bring_in(anna, read(PAGE))
    with anna.database.reading() as session:
        assert session.scalars(select(Notice)).all() == []
        assert session.scalars(select(Change)).all() == []


def test_an_ended_notice_takes_in_a_late_correction(anna: Desk) -> None:
    bring_in(anna, read(PAGE))
    with anna.act() as act:
        notice = act.session.scalars(select(Notice).order_by(Notice.id.desc())).first()
        assert notice
        act.end(notice, "Det är över.")
    bring_in(anna, read(PAGE.replace("Två filer från i natt", "Fyra filer från i natt")))
    with anna.act() as act:
        content = act.session.get_one(Notice, notice.id).current.content
        assert content.body.startswith("Fyra filer")
        assert content.status is Status.RESOLVED
