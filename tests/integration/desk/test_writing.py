"""Writing at the desk: what the form asks, understands and remarks on, and that no word is lost."""

import json
import re

import pytest
from flask import Flask

from models.notice import Notice
from models.operator import Role
from notices import clock
from notices.database import Database
from notices.drafts import Writer, discard, find_draft
from tests.factories import SERVICE, Desk, incident
from tests.integration.desk.conftest import Later
from tests.integration.desk.drafting import begin, presses, save, text_of, version
from tests.people_at_the_desk import Browser, let_in


@pytest.fixture
def anna(app: Flask, later: Later) -> Browser:
    return let_in(app)


@pytest.fixture
def britta(app: Flask, anna: Browser) -> Browser:
    return let_in(app, "Britta Ek")


def test_a_template_is_one_press_from_the_overview_and_leaves_the_cursor_where_a_word_is_missing(anna: Browser) -> None:
    assert 'name="mall" value="files_late"' in anna.get("/desk").text
    form = anna.get(begin(anna, mall="files_late")).text
    assert "filerna för tisdag 10 mars 2026 är inte levererade" in form
    gap = re.search(r"<input [^>]*data-gap[^>]*>", form)
    assert gap
    assert 'id="f-next_word"' in gap[0]
    assert 'data-gap="[nästa besked]" autofocus' in gap[0]
    assert form.count("autofocus") == 1
    assert "Fyll i: nästa besked" in text_of(form)
    assert 'role="alert"' not in form  # nobody is told of faults before they are done


@pytest.mark.parametrize(
    ("kind", "asked", "not_asked"),
    [
        ("incident", ("next_word", "impact"), ("reminders",)),
        ("certificate", ("time", "reminders"), ("next_word", "impact")),
        ("information", ("body",), ("time", "next_word", "expected_end", "impact", "reminders")),
    ],
)
def test_the_form_asks_what_the_kind_needs(
    anna: Browser, kind: str, asked: tuple[str, ...], not_asked: tuple[str, ...]
) -> None:
    form = anna.get(begin(anna, typ=kind)).text
    for name in asked:
        assert f'name="{name}"' in form
    for name in not_asked:
        assert f'name="{name}"' not in form
    assert re.search(r'<option value="production" selected', form)


def test_a_time_shows_what_it_was_taken_to_mean_by_the_button_and_while_one_types(anna: Browser) -> None:
    draft = begin(anna, mall="files_late")
    save(anna, draft, next_word="kl 9", gor="spara")
    assert "= tisdag 10 mars 2026 kl 09.00" in text_of(anna.get(draft).text)
    typed = anna.post(f"{draft}/visning", next_word="i morgon kl 18").json
    assert typed
    assert "= onsdag 11 mars 2026 kl 18.00" in typed["parts"]["n-next_word"]
    assert "kl 09.00" in text_of(anna.get(draft).text)  # showing is not saving
    wrong = anna.post(f"{draft}/visning", next_word="när det passar").json
    assert wrong
    assert 'class="wrong"' in wrong["parts"]["n-next_word"]


def test_the_preview_follows_what_is_typed_with_parts_price_and_rewritten_characters(anna: Browser) -> None:
    draft = begin(anna, mall="files_late")
    shown = anna.post(f"{draft}/visning", title="Filerna – alla – är sena", next_word="kl 9").json
    assert shown
    preview = shown["parts"]["visning"]
    assert "Filerna - alla - är sena" in preview
    assert "2 delar" in preview
    assert "0,90 kr per mottagare" in preview
    assert "<code>–</code> → <code>-</code>" in preview


def test_a_remark_is_put_right_by_one_press_without_script(anna: Browser) -> None:
    draft = begin(anna, typ="incident")
    save(anna, draft, title="Filerna är sena", gor="spara")
    form = anna.get(draft).text
    assert "Skriv vad mottagaren behöver göra" in text_of(form)
    press = next(press for press in presses(form) if json.loads(press)[0] == "action")
    assert save(anna, draft, byt=press, body="Skrivet under tiden.").headers["Location"].startswith(draft)
    form = anna.get(draft).text
    assert "Ni behöver inte göra något." in form
    assert "Skriv vad mottagaren behöver göra" not in text_of(form)
    assert "Skrivet under tiden." in form


def test_a_press_mends_what_was_typed_just_before_it(anna: Browser) -> None:
    draft = begin(anna, mall="files_late")
    press = json.dumps(["body", "helgen 12–13 mars", "helgen 14–15 mars"])
    save(anna, draft, byt=press, body="Skrivet nyss: helgen 12–13 mars.")
    assert "Skrivet nyss: helgen 14–15 mars." in anna.get(draft).text


def test_a_time_is_chosen_by_one_press_instead_of_the_gap(anna: Browser) -> None:
    draft = begin(anna, mall="files_late")
    save(anna, draft, byt=presses(anna.get(draft).text)[0])
    assert 'value="kl 08.00"' in anna.get(draft).text


def test_a_press_that_is_none_of_ours_is_refused(anna: Browser) -> None:
    draft = begin(anna, mall="files_late")
    for press in ("x", "[1, 2, 3]", '["benefits", "", "SA"]', '["title"]'):
        assert save(anna, draft, byt=press, benefits=["", "SA"]).status_code == 400, press


def test_whoever_thinks_that_they_are_done_is_led_to_each_fault(anna: Browser) -> None:
    draft = begin(anna, typ="incident")
    answer = save(anna, draft, title="", next_word="när det passar", gor="granska")
    assert answer.status_code == 422
    faults = re.findall(r'<li><a href="#f-(\w+)">([^<]+)', answer.text)
    assert [name for name, _ in faults] == ["title", "next_word"]
    assert faults[0][1] == "Rubrik saknas. Skriv vad som har hänt i en mening."
    assert 'id="f-title" name="title" aria-describedby="h-title n-title" aria-invalid="true"' in answer.text
    assert 'value="när det passar"' in answer.text  # nothing is lost
    assert anna.get(f"{draft}/granska").status_code == 422  # the address says the same


def test_what_is_chosen_can_be_unchosen_and_what_the_form_does_not_show_stays(
    anna: Browser, database: Database
) -> None:
    draft = begin(anna, mall="intake_closed")
    save(anna, draft, operations=["", "new_order"], gor="spara")
    form = anna.get(draft).text
    assert re.search(r'value="new_order" checked', form)
    assert not re.search(r'value="cancellation" checked', form)
    with database.reading() as session:
        assert find_draft(session, 1).fields["operations"] == ["new_order"]
    save(anna, draft, operations="", gor="spara")
    assert "checked" not in anna.get(draft).text
    save(anna, draft, title="Bara rubriken", gor="spara")
    assert "Nybevakningar, avbeställningar" in anna.get(draft).text


def test_two_in_a_draft_are_told_and_their_words_are_put_together(anna: Browser, britta: Browser) -> None:
    draft = begin(anna, mall="files_late")
    assert "I utkastet just nu också" not in anna.get(draft).text
    assert "I utkastet just nu också: Anna Berg" in text_of(britta.get(draft).text)
    begun = version(anna, draft)
    save(britta, draft, since=begun, action="Brittas åtgärd.", gor="spara")
    saved = anna.post(f"{draft}/sparning", version=begun, title="Annas rubrik", action="Vänta på filerna.")
    assert saved.json
    assert saved.json["clashes"] == ["action"]
    saved = anna.post(f"{draft}/sparning", version=saved.json["version"], title="Annas rubrik")
    form = britta.get(draft).text
    assert "Annas rubrik" in form
    assert "Brittas åtgärd." in form


def test_others_words_come_into_an_open_form_by_themselves(anna: Browser, britta: Browser) -> None:
    draft = begin(anna, mall="files_late")
    britta.get(draft)
    begun = version(anna, draft)
    was = "Vänta på filerna. Ni behöver inte beställa dem på nytt."
    save(britta, draft, since=begun, action="Brittas åtgärd.", gor="spara")
    there = anna.post(f"{draft}/narvaro").json
    assert there
    assert there["version"] > begun
    assert "Britta Ek" in there["parts"]["andra"]
    saved = anna.post(f"{draft}/sparning", version=begun, action=was, title="Nattens filer är sena").json
    assert saved
    assert saved["fields"] == {"action": "Brittas åtgärd."}
    assert saved["clashes"] == []


def test_where_both_wrote_in_a_field_both_words_are_shown_and_one_press_chooses(anna: Browser, britta: Browser) -> None:
    draft = begin(anna, mall="files_late")
    britta.get(draft)
    begun = version(anna, draft)
    save(britta, draft, since=begun, title="Brittas rubrik", gor="spara")
    met = save(anna, draft, since=begun, title="Annas rubrik", body="Annas text.", gor="granska")
    assert met.status_code == 409
    assert 'value="Annas rubrik"' in met.text
    assert "Brittas rubrik" in text_of(met.text)
    assert "Annas text." in britta.get(draft).text  # what only one had written is saved
    assert "Brittas rubrik" in britta.get(draft).text
    keep, take = [press for press in presses(met.text) if json.loads(press)[0] == "title"]
    for press, stands in ((keep, "Annas rubrik"), (take, "Brittas rubrik")):
        save(anna, draft, byt=press)
        assert f'value="{stands}"' in anna.get(draft).text
    kept = text_of(anna.get(f"{draft}/historik").text)
    assert "Ord som inte togs in" in kept
    assert "Annas rubrik" in kept


def test_words_typed_in_a_draft_that_went_on_meanwhile_are_shown_again(
    anna: Browser, database: Database, later: Later
) -> None:
    draft = begin(anna, mall="files_late")
    begun = version(anna, draft)
    with database.writing() as session:
        discard(Writer(session, SERVICE, "Britta Ek", clock.now()), find_draft(session, 1))
    answer = save(anna, draft, since=begun, title="Det jag just skrev", gor="spara")
    assert answer.status_code == 409
    assert "Utkastet är kastat" in text_of(answer.text)
    assert "Det jag just skrev" in answer.text
    refused = anna.post(f"{draft}/sparning", version=begun, title="Det jag just skrev")
    assert refused.status_code == 409
    assert refused.json
    assert "Utkastet är kastat" in refused.json["trouble"]


def test_what_was_thrown_away_can_be_taken_up_again(anna: Browser) -> None:
    draft = begin(anna, mall="files_late")
    save(anna, draft, title="Den här ska bort", gor="spara")
    anna.post(f"{draft}/kastning")
    assert "alla ord finns kvar" in text_of(anna.get(draft).text)
    assert "Den här ska bort" not in anna.get("/desk").text
    anna.post(f"{draft}/upptagning")
    assert 'value="Den här ska bort"' in anna.get(draft).text


def test_an_act_on_a_notice_opens_the_draft_that_somebody_is_writing_already(
    anna: Browser, britta: Browser, database: Database
) -> None:
    number = Desk(database).publish(incident(), clock.now())
    draft = begin(anna, akt="update", notis=str(number))
    assert begin(britta, akt="update", notis=str(number)) == draft
    assert begin(britta, akt="end", notis=str(number)) != draft
    form = anna.get(draft).text
    assert "Filerna är sena" in text_of(form)
    assert 'name="title"' not in form


def test_a_correction_begins_from_the_notices_words_and_takes_in_what_others_say_meanwhile(
    anna: Browser, database: Database
) -> None:
    shop = Desk(database)
    number = shop.publish(incident(), clock.now())
    draft = begin(anna, akt="correct", notis=str(number))
    assert 'value="Filerna är sena"' in anna.get(draft).text
    with shop.act(clock.now()) as act:
        act.update(act.session.get_one(Notice, number), "Nytt besked.")
    assert "Notisen har ändrats sedan rättelsen påbörjades" in anna.get(draft).text
    anna.post(f"{draft}/ombasning")
    form = anna.get(draft).text
    assert "Notisen har ändrats" not in form
    assert "Nytt besked." in form


def test_wrong_addresses_and_choices_are_answered_plainly(anna: Browser) -> None:
    assert "Inget utkast har nummer 99" in anna.get("/desk/utkast/99").text
    assert anna.get("/desk/utkast/99").status_code == 404
    for chosen in ({}, {"typ": "x"}, {"akt": "x"}, {"akt": "update"}, {"akt": "update", "notis": "x"}):
        assert anna.post("/desk/skriv", **chosen).status_code == 400, chosen
    assert anna.post("/desk/skriv", akt="update", notis="99").status_code == 404


def test_the_desk_speaks_english_too_and_leaves_the_notices_words_as_they_are(app: Flask, later: Later) -> None:
    anna = let_in(app, role=Role.EDITOR)
    anna.post("/desk/konto/sprak", sprak="en")
    form = anna.get(begin(anna, mall="files_late")).text
    assert "What the recipient has to do" in form
    assert 'lang="sv">\nVänta på filerna.' in form
    assert "New notice" in text_of(form)
