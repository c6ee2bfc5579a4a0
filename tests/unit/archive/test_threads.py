"""Notices that tell one story are found by what they say, and others are left alone."""

from datetime import date

import pytest

from notices.archive import ArchivedNotice, ArchivedPage, ProposedThread, propose, read_page, threads
from notices.service import Service, read_service
from tests.paths import ARCHIVE, ROOT


@pytest.fixture(scope="module")
def service() -> Service:
    return read_service(ROOT / "service.toml")


def _threads(service: Service, *notices: tuple[str, str, str], preamble: str = "") -> tuple[ProposedThread, ...]:
    """Of notices (date, title, body), newest first."""
    archived = tuple(ArchivedNotice(title, date.fromisoformat(day), body) for day, title, body in notices)
    page = ArchivedPage("Drift", preamble, archived)
    return threads(page, propose(page, service))


def test_the_archive_has_four_threads(service: Service) -> None:
    page = read_page(ARCHIVE.read_bytes())
    found = threads(page, propose(page, service))
    assert {tuple(str(page.notices[place].published) for place in thread.members) for thread in found} == {
        ("2020-01-23", "2020-01-28"),
        ("2015-04-29", "2016-03-17", "2018-01-24", "2020-01-22"),
        ("2015-09-16", "2017-02-23", "2017-04-21"),
        ("2014-11-06", "2014-11-20", "2014-11-24", "2014-11-26"),
    }
    titles = [thread.title for thread in found]
    assert titles[:3] == ["Levnadsintyg", "Certifikat", "Schema"]
    assert all(thread.reason for thread in found)


_MADE_UP = (
    ("2033-09-20", "Byte av stämpelcertifikat", "Certifikatet byts den 1 oktober."),
    ("2032-06-14", "Kölistan är tömd", "Kön är tömd. Se tidigare notis ”Lång kö till mottagningen”."),
    ("2032-06-10", "Underhållet är klart", "Databasen flyttades den 8 juni."),
    ("2032-06-09", "Fel i graviditetspenning", "Belopp saknas. Vi fortsätter att leta."),
    ("2032-06-05", "Lång kö till mottagningen", "Filer väntar."),
    ("2032-06-03", "Fel i närståendepenning", "Belopp saknas fortfarande."),
    ("2032-06-02", "Planerat underhåll av databasen", "Underhållet görs den 8 juni 2032."),
    ("2032-06-01", "Fel i närståendepenning", "Belopp saknas."),
    ("2031-02-11", "Byte av stämpelcertifikat", "Certifikatet byts den 20 februari."),
    ("2031-02-01", "Driftsättning av rapporter", "En ny rapport den 3 februari."),
    ("2031-01-01", "God jul", "Vi önskar er detsamma."),
)


def test_a_page_on_other_subjects_has_threads_of_its_own(service: Service) -> None:
    found = {thread.members: thread.reason for thread in _threads(service, *_MADE_UP)}
    assert found == {
        (8, 0): "samma sorts byte återkommer",
        (4, 1): "en senare notis citerar rubriken",
        (6, 2): "en senare notis nämner samma tid",
        (7, 5): "en senare notis följer upp",
    }


def test_a_thread_is_named_for_its_subject_or_for_what_began_it(service: Service) -> None:
    titles = {thread.members: thread.title for thread in _threads(service, *_MADE_UP)}
    assert titles[(8, 0)] == "Stämpelcertifikat"
    assert titles[(4, 1)] == "Lång kö till mottagningen"


def test_incidents_with_different_benefits_are_different_stories(service: Service) -> None:
    first = ("2032-06-01", "Fel i utbetalningar av sjukpenning", "Belopp saknas.")
    second = ("2032-06-03", "Fel i utbetalningar av graviditetspenning", "Belopp saknas fortfarande.")
    assert not _threads(service, second, first)


def test_a_follow_up_comes_within_weeks(service: Service) -> None:
    first = ("2032-06-01", "Fel i nyckelfilen", "Rader saknas.")
    assert _threads(service, ("2032-06-20", "Fel i nyckelfilen", "Rader saknas fortfarande."), first)
    assert not _threads(service, ("2032-08-20", "Fel i nyckelfilen", "Rader saknas fortfarande."), first)


def test_the_name_of_the_service_ties_nothing_together(service: Service) -> None:
    notices = (
        ("2032-06-03", "Testmiljön i Paketservice", "Den är fortfarande stängd."),
        ("2032-06-01", "Filer från Paketservice", "Filerna är sena."),
    )
    assert _threads(service, *notices)
    assert not _threads(service, *notices, preamble="Här står hur Paketservice mår.")


def test_a_notice_that_looks_back_at_last_week_goes_on_from_it(service: Service) -> None:
    found = _threads(
        service,
        ("2032-06-08", "Svaren", "Vi letar fortfarande efter det fel som kom förra veckan."),
        ("2032-06-02", "Stopp i mottagningen", "Problem har uppstått."),
        ("2032-05-20", "Annat stopp", "Problem har uppstått."),
    )
    assert [thread.members for thread in found] == [(1, 0)]
