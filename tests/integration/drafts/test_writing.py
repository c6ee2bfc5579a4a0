"""Drafts keep every word that was saved, whoever writes in them."""

import threading
from dataclasses import replace

import pytest

from models.content import Content
from models.notice import Notice
from models.terms import Act, Status
from notices.drafts import (
    Clash,
    Saved,
    begin,
    discard,
    drafts_of,
    find_draft,
    history,
    open_drafts,
    presence,
    read_draft,
    rebase,
    reopen,
    save,
    waiting_from,
)
from notices.errors import IllegalAct, InvalidNotice, NotFound
from tests.factories import Desk, incident
from tests.integration.drafts.people import a_draft, after, at_desk, read


def test_two_people_in_one_draft_are_told_and_neither_loses_a_word(bea: Desk) -> None:
    number = a_draft(bea)
    with at_desk(bea, "Bo", 5) as bo:
        assert presence(bo, find_draft(bo.session, number)) == []
    with at_desk(bea, "Anna", 10) as writer:
        draft = find_draft(writer.session, number)
        assert [other.who for other in presence(writer, draft)] == ["Bo"]
        saved = save(writer, draft, {"title": "Nattens filer är sena", "action": "Vänta på filerna."}, 1)
        assert saved == Saved(2, ())
    with at_desk(bea, "Bo", 15) as bo:
        draft = find_draft(bo.session, number)
        saved = save(bo, draft, {"title": "Filerna är sena", "body": "Felet är funnet.", "action": "Avvakta."}, 1)
    assert saved == Saved(3, (Clash("action", yours="Avvakta.", theirs="Vänta på filerna."),))
    draft = read(bea, number)
    assert (draft.fields["title"], draft.fields["body"]) == ("Nattens filer är sena", "Felet är funnet.")
    assert draft.fields["action"] == "Vänta på filerna."
    with at_desk(bea, "Bo", 50) as bo:
        draft = find_draft(bo.session, number)
        kept = history(bo, draft)
        assert [(v.number, v.by, v.set_aside) for v in kept] == [
            (3, "Bo", {"action": "Avvakta."}), (2, "Anna", {}), (1, "Anna", {}),
        ]  # fmt: skip
        # Having seen the others' words, Bo may still decide for his own.
        assert save(bo, draft, {"action": "Avvakta."}, 3) == Saved(4, ())
        assert presence(bo, draft) == [], "Anna has not been seen for half a minute"


def test_saves_of_one_sitting_are_one_version_while_nobody_else_can_have_read_them(bea: Desk) -> None:
    number = a_draft(bea)

    def type_(word: str, seconds: int, base: int, who: str = "Anna") -> Saved:
        with at_desk(bea, who, seconds) as writer:
            return save(writer, find_draft(writer.session, number), {"body": word}, base)

    assert [type_(word, second, second).version for second, word in enumerate(["a", "b", "c"], 1)] == [2, 3, 4]
    assert type_("c", 5, 4).version == 4, "nothing was changed"
    assert type_("d", 61, 4).version == 5
    with at_desk(bea, "Bo", 62) as bo:
        draft = find_draft(bo.session, number)
        assert [v.number for v in history(bo, draft)] == [5, 4]
        presence(bo, draft)  # Bo reads version 5
    type_("e", 63, 5)
    assert type_("f", 64, 5, "Bo").clashes == (Clash("body", yours="f", theirs="e"),)
    # Whoever began from what was written over is not told to have changed nothing: their words are set aside.
    assert type_("g", 65, 2, "Cia").clashes == (Clash("body", yours="g", theirs="e"),)
    with at_desk(bea, "Bo", 66) as bo:
        assert [v.number for v in history(bo, find_draft(bo.session, number))] == [8, 7, 6, 5, 4]


def test_many_who_save_at_once_lose_nothing(bea: Desk) -> None:
    number = a_draft(bea)

    def write(who: str) -> None:
        for round in range(4):
            with at_desk(bea, who, 61 * (round + 1)) as writer:
                save(writer, find_draft(writer.session, number), {"body": f"{who} {round}"}, 1)

    threads = [threading.Thread(target=write, args=(who,)) for who in ("Anna", "Bo", "Cia")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with at_desk(bea) as writer:
        kept = history(writer, find_draft(writer.session, number))
    words = {version.fields["body"] for version in kept} | {v.set_aside["body"] for v in kept if v.set_aside}
    assert words >= {f"{who} {round}" for who in ("Anna", "Bo", "Cia") for round in range(4)}
    assert [version.number for version in kept] == list(range(13, 0, -1))


def test_what_is_thrown_away_can_be_taken_up_again(bea: Desk) -> None:
    number = a_draft(bea)
    with at_desk(bea) as writer:
        draft = find_draft(writer.session, number)
        discard(writer, draft)
        assert draft not in open_drafts(writer.session)
        with pytest.raises(IllegalAct, match="kastat"):
            save(writer, draft, {"body": "Mer."}, 1)
        reopen(writer, draft)
        assert save(writer, draft, {"body": "Mer."}, 1).version == 2
        assert draft in open_drafts(writer.session)
        with pytest.raises(NotFound):
            find_draft(writer.session, 10**6)


def test_a_form_has_only_the_fields_of_its_act_and_lines_end_as_everywhere(bea: Desk) -> None:
    id = bea.publish(incident())
    with at_desk(bea) as writer:
        notice = writer.session.get_one(Notice, id)
        draft = begin(writer, Act.UPDATE, notice, fields={"body": "En rad.\r\nEn till."}, origin=f"run:{id}")
        assert draft.fields["body"] == "En rad.\nEn till."
        assert waiting_from(writer.session, f"run:{id}") is draft
        assert drafts_of(writer.session, id) == [draft]
        with pytest.raises(InvalidNotice, match="'title' finns inte"):
            save(writer, draft, {"title": "Ny rubrik"}, 1)
        with pytest.raises(IllegalAct, match="Bara ett fel som är avslutat"):
            begin(writer, Act.REOPEN, notice)


def test_a_correction_begun_before_an_update_takes_nothing_of_it_back(bea: Desk) -> None:
    id = bea.publish(incident("Filerna är sena", next_word="kl 9"))
    number = a_draft(bea, {"title": "Två filer är sena"}, notice=id, act=Act.CORRECT)
    with bea.act() as act:
        act.update(act.session.get_one(Notice, id), "Orsaken är hittad.", status=Status.FIX_PLANNED)

    def says(who: str = "Anna") -> Content:
        with at_desk(bea, who) as writer:
            reading = read_draft(writer.session, writer.service, find_draft(writer.session, number), writer.now)
        assert reading.problems == {}
        return reading.content

    now = says()
    assert (now.title, now.status, now.next_word) == ("Två filer är sena", Status.FIX_PLANNED, None)
    assert now.updates[0].body == "Orsaken är hittad."
    # Where somebody has corrected the same words meanwhile, the desk says so until they have been compared.
    with bea.act() as act:
        notice = act.session.get_one(Notice, id)
        act.correct(notice, replace(notice.current.content, title="Tre filer är sena"))
    with at_desk(bea) as writer:
        draft = find_draft(writer.session, number)
        reading = read_draft(writer.session, writer.service, draft, writer.now)
        assert "Nu står där: ”Tre filer är sena”" in reading.problems["title"]
        rebase(writer, draft)
    assert says().title == "Två filer är sena"


def test_a_draft_is_a_handful_of_rows_however_long_somebody_writes(bea: Desk) -> None:
    number = a_draft(bea)
    with at_desk(bea) as writer:
        draft = find_draft(writer.session, number)
        for second in range(1, 180, 2):
            save(replace(writer, now=after(second)), draft, {"body": f"{second}"}, draft.version)
        assert [version.fields["body"] for version in history(writer, draft)] == ["179", "119", "59"]
