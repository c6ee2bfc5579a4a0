"""What was published, seen to afterwards: found, acted on, joined to a story, and every version of it kept in sight."""

import re

import pytest
from flask import Flask

from models.operator import Role
from notices.database import Database
from notices.web.desk.shown import find_notice
from tests.factories import Desk, at, incident, planned
from tests.integration.desk.conftest import Later
from tests.people_at_the_desk import Browser, choose_password, let_in

NOTICES = "/desk/notiser"


@pytest.fixture
def room(database: Database, later: Later) -> Desk:
    """Where the notices of these tests are published, by others."""
    return Desk(database)


@pytest.fixture
def anna(app: Flask, room: Desk) -> Browser:
    return let_in(app)


def acts(page: str) -> list[str]:
    return re.findall(r'name="akt" value="(\w+)"', page)


def test_the_list_has_the_newest_first_and_what_waits_for_its_time(anna: Browser, room: Desk) -> None:
    room.publish(incident("Filerna är sena"), at("2026-03-09 06.20"))
    room.publish(planned("Underhåll av databasen"), at("2026-03-10 06.00"), at("2026-03-12 08.00"))
    page = anna.get(NOTICES).text
    assert page.index("Underhåll av databasen") < page.index("Filerna är sena")
    assert "Väntar på sin tid." in page
    assert "kl 08.00" in page
    assert "felsökning" in page


def test_a_notice_is_found_by_any_form_of_its_words(anna: Browser, room: Desk) -> None:
    room.publish(incident("Filerna är sena"))
    room.publish(incident("Mottagningen är stängd"))
    page = anna.get(f"{NOTICES}?q=fil").text
    assert "Filerna är sena" in page
    assert "Mottagningen" not in page
    assert "Inga notiser hittades" in anna.get(f"{NOTICES}?q=certifikat").text


def test_a_long_list_goes_on_over_pages(anna: Browser, room: Desk) -> None:
    with room.act() as act:
        for number in range(45):
            act.publish(incident(f"Fel nummer {number:02}"))
    first = anna.get(NOTICES).text
    onward = re.search(r'href="(/desk/notiser\?fran=\d+)" rel="next"', first)
    assert onward
    rest = anna.get(onward[1]).text
    titles = re.findall(r"Fel nummer \d\d(?=</a>)", first) + re.findall(r"Fel nummer \d\d(?=</a>)", rest)
    assert titles == [f"Fel nummer {number:02}" for number in reversed(range(45))]
    assert 'rel="next"' not in rest


def test_each_notice_offers_the_acts_that_its_state_allows_and_no_other(anna: Browser, room: Desk) -> None:
    late, work = room.publish(incident()), room.publish(planned())
    assert acts(anna.get(f"{NOTICES}/{late}").text) == ["update", "end", "correct", "withdraw"]
    assert acts(anna.get(f"{NOTICES}/{work}").text) == ["update", "end", "reschedule", "cancel", "correct", "withdraw"]
    with room.act() as act:
        act.end(find_notice(act.session, late), "Allt är levererat.")
    assert acts(anna.get(f"{NOTICES}/{late}").text) == ["update", "verify", "reopen", "correct", "withdraw"]


def test_a_button_opens_a_draft_of_the_act(anna: Browser, room: Desk) -> None:
    number = room.publish(incident())
    anna.get(f"{NOTICES}/{number}")
    begun = anna.post("/desk/skriv", akt="update", notis=number)
    assert begun.status_code == 303
    form = anna.get(begun.headers["Location"]).text
    assert "Vad är nytt" in form
    page = anna.get(f"{NOTICES}/{number}").text
    assert begun.headers["Location"] in page  # who comes after sees that somebody is writing


def test_every_version_stands_with_who_made_it_and_what_it_changed(anna: Browser, room: Desk) -> None:
    number = room.publish(incident(body="Filerna väntas kl 7."))
    with room.act(at("2026-03-10 06.15")) as act:
        notice = find_notice(act.session, number)
        act.correct(notice, incident(body="Filerna väntas kl 9."), "Fel klockslag.")
    page = anna.get(f"{NOTICES}/{number}").text
    assert re.search(r"<del>7\.</del>\s*<ins>9\.</ins>", page)
    assert "Fel klockslag." in page
    assert page.count(", test</p>") == 2


def test_a_notice_is_joined_to_a_story_and_the_audit_says_by_whom(anna: Browser, room: Desk) -> None:
    first, second = room.publish(incident("Fel fil")), room.publish(incident("Ny fil"))
    for number in (first, second):
        anna.get(f"{NOTICES}/{number}")
        assert anna.post(f"{NOTICES}/{number}/trad", trad="Filerna i mars").status_code == 303
    page = anna.get(f"{NOTICES}/{second}").text
    assert "Filerna i mars" in page
    assert f'href="{NOTICES}/{first}"' in page
    again = anna.post(f"{NOTICES}/{second}/trad", trad="Filerna i mars")
    assert again.status_code == 409
    assert "hör redan till" in again.text
    log = anna.get(f"/desk/logg?om=notice:{second}").text
    assert "Anna Berg" in log
    assert "Filerna i mars" in log


def test_an_editor_reads_and_drafts_but_joins_nothing(app: Flask, room: Desk) -> None:
    number = room.publish(incident())
    eva = let_in(app, "Eva", Role.EDITOR)
    page = eva.get(f"{NOTICES}/{number}").text
    assert "update" in acts(page)
    assert "/trad" not in page
    assert eva.post(f"{NOTICES}/{number}/trad", trad="Något").status_code == 403


def test_a_withdrawal_is_only_let_through_from_somebody_who_has_shown_who_they_are(
    app: Flask, anna: Browser, room: Desk, later: Later
) -> None:
    number = room.publish(incident())
    phone, _ = choose_password(anna)
    later(minutes=11)
    anna.get(f"{NOTICES}/{number}")
    draft = anna.post("/desk/skriv", akt="withdraw", notis=number).headers["Location"]
    anna.get(draft)
    anna.post(draft, version=1, reason="Det var ett missförstånd.", gor="spara")
    asked = anna.get(f"{draft}/granska")
    assert asked.headers["Location"].startswith("/desk/bekrafta?")
    later(minutes=10)
    refused = anna.post(f"{draft}/publicering", version=2, bekraftat="ja", kanal="sms")
    assert refused.status_code == 403
    assert "Visa igen att det är du" in refused.text
    anna.get(asked.headers["Location"])
    anna.post("/desk/bekrafta", losenord="korrekt häst batteri", kod=phone.code(), vidare=f"{draft}/granska")
    assert anna.get(f"{draft}/granska").status_code == 200
    assert anna.post(f"{draft}/publicering", version=2, bekraftat="ja").status_code == 303
    assert "Strax publicerat" in anna.get(draft).text


def test_nor_is_one_approved_by_somebody_who_has_not(app: Flask, anna: Browser, room: Desk, later: Later) -> None:
    number = room.publish(incident())
    choose_password(anna)
    eva = let_in(app, "Eva", Role.EDITOR)
    choose_password(eva)
    eva.get(f"{NOTICES}/{number}")
    draft = eva.post("/desk/skriv", akt="withdraw", notis=number).headers["Location"]
    eva.get(draft)
    eva.post(draft, version=1, reason="Det var ett missförstånd.", gor="spara")
    assert eva.post(f"{draft}/publicering", version=2, bekraftat="ja").status_code == 303
    assert "Väntar på godkännande" in anna.get(draft).text
    later(minutes=21)
    assert anna.get(draft).headers["Location"].startswith("/desk/bekrafta?")
    assert anna.post(f"{draft}/godkannande").status_code == 403


def test_what_is_not_there_is_said_to_be_so(anna: Browser, room: Desk) -> None:
    for path in ("", "/utskick", "/kvitton", "/kvitton.csv", "/tidslinje", "/tidslinje.md", "/utskick/lage"):
        answer = anna.get(f"{NOTICES}/99{path}")
        assert answer.status_code == 404, path
        assert "Ingen notis har nummer 99." in answer.text


def test_the_authoritys_time_line_is_read_and_kept(anna: Browser, room: Desk) -> None:
    number = room.publish(incident())
    shown, text = anna.get(f"{NOTICES}/{number}/tidslinje"), anna.get(f"{NOTICES}/{number}/tidslinje.md")
    assert "Filerna är sena" in shown.text
    assert text.text.startswith("# ")
    assert "attachment" in text.headers["Content-Disposition"]


def test_numbers_beyond_every_list_are_no_faults(anna: Browser) -> None:
    beyond = 10**30
    for path in (f"{NOTICES}?fran={beyond}", f"{NOTICES}?fran=-1", f"{NOTICES}?fran=x", f"/desk/logg?fore={beyond}"):
        assert anna.get(path).status_code == 200, path
    for path in (f"{NOTICES}/{beyond}", f"/desk/prenumeranter/{beyond}"):
        assert anna.get(path).status_code == 404, path
