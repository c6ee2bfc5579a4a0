"""What changed from one version to the next."""

import re
from dataclasses import replace

from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from models.terms import Act, Status
from notices.site import pages
from notices.site.diff import marked
from notices.site.published import Version
from tests.unit.site.frames import a_notice, an_update, at
from tests.unit.site.pages_read import frame_at, one, read, titles, words

TEXT = st.lists(st.sampled_from(["filer", "är", "sena", "<b>", "&", "11", "mars.", "\n\n", "\u00a0"])).map(" ".join)


def without(html: str, tag: str) -> list[str]:
    soup = BeautifulSoup(html, "html.parser")
    for node in soup.select(tag):
        node.decompose()
    return soup.get_text().split()


@given(TEXT, TEXT)
def test_both_texts_can_be_read_out_of_the_marked_one(before: str, after: str) -> None:
    html = str(marked(before, after))
    assert without(html, "ins") == before.split()
    assert without(html, "del") == after.split()


def test_only_the_words_that_changed_are_marked() -> None:
    assert marked("Felet rättas den 11 mars.", "Felet rättas den 12 mars.") == (
        "Felet rättas den <del>11</del> <ins>12</ins> mars."
    )


def test_a_text_that_was_only_wrapped_anew_has_no_marks() -> None:
    assert not re.search("<ins>|<del>", marked("ett två\ntre", "ett\ntvå tre"))


def test_every_version_is_listed_newest_first_with_what_was_done_and_why() -> None:
    first = a_notice("Filer är sena", body="Felet gäller 11 mars.", status=Status.INVESTIGATING).content
    second = replace(first, body="Felet gäller 12 mars.", status=Status.MONITORING)
    third = replace(second, updates=(an_update(body="Nu är det klart."),))
    notice = a_notice(version=3)
    versions = [
        Version(3, Act.UPDATE, at("2026-03-02 11.30"), None, third),
        Version(2, Act.CORRECT, at("2026-03-02 10.00"), "Fel datum.", second),
        Version(1, Act.PUBLISH, at("2026-03-02 08.10"), None, first),
    ]
    document = pages.versions(frame_at("2026-03-02 12.00", notice), notice, versions)
    page = read(document)
    assert document.path == "/notiser/2026-03-02-filerna-ar-sena/versioner"
    assert titles(page, "h2") == ["Version 3: Uppdatering", "Version 2: Rättelse", "Version 1: Publicerad"]
    correction = one(page, "#version-2")
    assert words(correction, ".reason") == "Skäl: Fel datum."
    assert titles(correction, ".changes dd") == ["Felsökning Under uppföljning", "Felet gäller 11 12 mars."]
    assert titles(correction, "del") == ["Felsökning", "11"]
    assert titles(one(page, "#version-3"), "ins") == ["Nu är det klart."]
    assert "Felet gäller 11 mars." in words(page, "#version-1")


def test_the_text_of_a_withdrawn_notice_can_be_read_here() -> None:
    notice = a_notice(body="Så löd den.", withdrawn_at=at("2026-03-02 11.00"), withdrawn_reason="Fel miljö.", version=2)
    versions = [
        Version(2, Act.WITHDRAW, at("2026-03-02 11.00"), "Fel miljö.", notice.content),
        Version(1, Act.PUBLISH, at("2026-03-02 08.10"), None, notice.content),
    ]
    page = read(pages.versions(frame_at("2026-03-02 12.00", notice), notice, versions))
    assert "Så löd den." in words(page, "#version-1")
    assert "Texten är densamma som i versionen före." in words(page, "#version-2")
