"""A preview of each act: the page, the feed and the SMS as they will be once it is done."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from models.terms import Act, Status
from notices.publishing import steps
from notices.publishing.steps import Step
from notices.site.building import Builder
from notices.site.reading import EMPTY
from notices.web.desk.preview import Preview, frame_of, preview, published_after, published_now, whole_page
from tests.factories import SERVICE, at, incident

BEFORE = incident(status=Status.INVESTIGATING, action="Vänta på filerna.")
NOTICE = replace(published_now(BEFORE, "2026-03-10-filerna-ar-sena", "ab23c", at("2026-03-10 06.20")), id=7)
NOW = at("2026-03-10 08.00")
BUILDER = Builder(SERVICE, "https://drift.example")


def seen(step: Step) -> tuple[Preview, str]:
    after = published_after(NOTICE, step.act, step, NOW)
    frame = frame_of(BUILDER, EMPTY, after, "sv", NOW)
    page = BeautifulSoup(whole_page(frame, after), "html.parser").main
    assert page
    return preview(frame, after, step), page.get_text(" ", strip=True)


def test_an_update_is_an_entry_of_its_own_and_stands_on_the_page() -> None:
    shown, page = seen(steps.update(BEFORE, "Snart klart.", NOW))
    assert shown.feed.id == "tag:driftinformation.example,2014:notis/2026-03-10-filerna-ar-sena/uppdatering/1"
    assert shown.feed.title == "Uppdatering: Filerna är sena"
    assert "Snart klart." in page
    assert shown.sms.text.startswith("LEFI Prenumeration: Uppdatering: Filerna är sena. ")
    assert shown.mail.subject == "[Driftinformation] Filerna är sena"


def test_a_correction_is_marked_and_moves_the_notices_own_entry() -> None:
    shown, page = seen(steps.correct(BEFORE, replace(BEFORE, title="Filerna är sena i dag"), SERVICE))
    assert "Rättad" in page
    assert shown.feed.id.endswith("notis/2026-03-10-filerna-ar-sena")
    assert shown.feed.updated == NOW
    assert shown.sms.text.startswith("LEFI Prenumeration: Rättelse: Filerna är sena i dag.")


def test_a_withdrawal_says_why_and_no_longer_what() -> None:
    shown, page = seen(steps.withdraw(BEFORE, "Fel miljö."))
    assert "Notisen är indragen" in page
    assert "Fel miljö." in page
    assert "Arbete pågår." not in page
    assert shown.feed.title == "Indragen: Filerna är sena"


def test_an_act_that_is_not_whole_yet_shows_the_notice_as_it_is() -> None:
    shown, _ = seen(Step(Act.UPDATE, BEFORE))
    assert shown.feed.title == "Filerna är sena"
    assert shown.page.title == "Filerna är sena"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_page_says_that_it_is_not_published(language: str) -> None:
    frame = frame_of(BUILDER, EMPTY, NOTICE, language, NOW)  # type: ignore[arg-type]
    said = {"sv": "Inget är publicerat än.", "en": "Nothing is published yet."}
    assert said[language] in whole_page(frame, NOTICE).decode()
