"""Every act on a notice is in the audit, in the act's own transaction; and the acts that came with it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app import create_app
from models.audit import AuditEntry
from models.content import Content
from models.notice import Notice, Preamble
from models.terms import Act, Impact, Kind, Status
from notices import audit
from notices.checks import check_act
from notices.config import Settings
from notices.errors import IllegalAct, InvalidNotice
from notices.timing import parse
from tests.factories import A_MORNING, Desk, at, content, incident, planned

CLOSED = incident("Mottagningen är stängd", impact=Impact.OUTAGE, operations=("new_order", "cancellation"))
ANSWERS = {"new_order": "öppen igen", "cancellation": "öppen  från\nkl 12"}


def entries(desk: Desk, since: int = 0) -> list[AuditEntry]:
    """What came into the audit after a position, oldest first."""
    with desk.database.reading() as session:
        audit.verify(session)
        return [entry for entry in audit.entries(session)[::-1] if entry.position > since]


def end_of(desk: Desk) -> int:
    with desk.database.reading() as session:
        return audit.verify(session).position


def test_every_act_is_entered_with_what_it_changed(bea: Desk) -> None:
    day, since = A_MORNING.date(), end_of(bea)
    with bea.act() as publisher:
        act = replace(publisher, source_address="192.0.2.7")
        fault, work = act.publish(incident()), act.publish(planned(), at=at("2026-03-10 07.00"))
        act.update(fault, "Orsaken är hittad.", status=Status.FIX_PLANNED)
        act.correct(fault, replace(fault.current.content, title="Två filer är sena"), "Det gällde två.")
        act.end(fault, "Klart.")
        act.verify(fault)
        act.reopen(fault, "Felet är tillbaka.")
        act.withdraw(fault, "Fel miljö.")
        old = act.adopt(content("Gammal notis"), at("2014-01-01 00.00"), "{}", dated=True)
        act.set_preamble(Preamble(section="news", title="Nyheter", body="Här.", closing=""))
    with bea.act(at("2026-03-10 08.00")) as later:
        work = later.session.get_one(Notice, work.id)
        later.release_due()
        later.join(work, later.thread("Våren"))
        later.reschedule(work, parse("helgen 21–22 mars", day))
        later.cancel(work, "Behövs inte.")
    found = entries(bea, since)
    assert [(e.act, e.subject) for e in found] == [
        ("publish", f"notice:{fault.id}"),
        ("publish_later", f"notice:{work.id}"),
        *((name, f"notice:{fault.id}") for name in ("update", "correct", "end", "verify", "reopen", "withdraw")),
        ("adopt", f"notice:{old.id}"),
        ("preamble", "preamble:news"),
        *((name, f"notice:{work.id}") for name in ("release", "join", "reschedule", "cancel")),
    ]
    correction = found[3]
    assert (correction.actor, correction.source_address) == ("test", "192.0.2.7")
    before, after = (json.loads(str(text)) for text in (correction.before, correction.after))
    assert (before["content"]["title"], after["content"]["title"]) == ("Filerna är sena", "Två filer är sena")
    assert (before["version"], after["version"], after["reason"]) == (2, 3, "Det gällde två.")


def test_an_act_that_is_refused_or_undone_leaves_nothing_in_the_audit(bea: Desk) -> None:
    id, since = bea.publish(incident()), end_of(bea)
    with bea.act() as act, pytest.raises(IllegalAct):
        act.verify(act.session.get_one(Notice, id))

    def undone() -> None:
        with bea.act() as act:
            act.end(act.session.get_one(Notice, id))
            raise ConnectionError

    with pytest.raises(ConnectionError):
        undone()
    assert entries(bea, since) == []


def test_planned_delivered_and_verified_are_three_states(bea: Desk) -> None:
    release = content("Schema 3", kind=Kind.RELEASE, time="helgen 14–15 mars")
    with bea.act() as act:
        for what, first, delivered in (
            (incident(), Status.INVESTIGATING, Status.RESOLVED),
            (release, Status.PLANNED, Status.COMPLETED),
        ):
            notice = act.publish(what)
            with pytest.raises(IllegalAct, match="Avsluta notisen först"):
                act.verify(notice)
            with pytest.raises(IllegalAct, match="Avsluta notisen först"):
                act.update(notice, "Det fungerar.", status=Status.VERIFIED)
            act.end(notice)
            act.verify(notice, "Nattens körning visade att allt stämmer.")
            assert [r.content.status for r in notice.revisions] == [first, delivered, Status.VERIFIED]
            with pytest.raises(IllegalAct, match="redan bekräftad"):
                act.verify(notice)
            with pytest.raises(IllegalAct, match="redan avslutad"):
                act.end(notice)


def test_whoever_ends_an_outage_answers_for_each_operation(bea: Desk) -> None:
    with bea.act() as act:
        notice = act.publish(CLOSED)
        for answers, says in (
            (None, "Nybevakning, Avbeställning"),
            ({"new_order": "öppen", "cancellation": " "}, "gäller för: Avbeställning"),
            (ANSWERS | {"restart": "öppen"}, "har inte stängt: Omstart"),
        ):
            with pytest.raises(InvalidNotice, match=says):
                act.end(notice, "Klart.", answers=answers)
        with pytest.raises(IllegalAct, match="säg vad som gäller för varje funktion"):
            act.update(notice, "Klart.", status=Status.RESOLVED)
        update = act.end(notice, "Felet är rättat.", answers=ANSWERS)
        assert update.body == "Felet är rättat.\n\n- Nybevakning: öppen igen\n- Avbeställning: öppen från kl 12"
        assert len(notice.revisions) == 2


def test_a_fault_that_is_back_is_opened_again_in_its_own_notice(bea: Desk) -> None:
    with bea.act() as act:
        notice = act.publish(replace(CLOSED, expected_end=parse("kl 9", A_MORNING.date())))
        with pytest.raises(IllegalAct, match="Bara ett fel som är avslutat"):
            act.reopen(notice, "Tillbaka.", answers=ANSWERS)
        act.end(notice, answers=ANSWERS)
        with pytest.raises(IllegalAct, match="Öppna den igen"):
            act.update(notice, "Tillbaka.", status=Status.INVESTIGATING)
        with pytest.raises(InvalidNotice, match="Nybevakning"):
            act.reopen(notice, "Mottagningen är stängd igen.")
        closed = dict.fromkeys(ANSWERS, "stängd igen")
        act.reopen(notice, "Mottagningen är stängd igen.", answers=closed, next_word=parse("kl 12", A_MORNING.date()))
        now: Content = notice.current.content
        assert (now.status, now.expected_end, now.next_word is not None) == (Status.INVESTIGATING, None, True)
        assert len(now.updates) == 2
        check_act(Act.END, notice)
        over = act.publish(planned())
        act.end(over)
        with pytest.raises(IllegalAct, match="Bara ett fel"):
            act.reopen(over, "Igen.")


def test_the_commands_end_with_answers_verify_open_again_and_export(bea: Desk, tmp_path: Path) -> None:
    url = bea.database.url.render_as_string(hide_password=False)
    app = create_app(Settings(database_url=url, secret_key="k" * 32, var_dir=tmp_path))

    def run(*arguments: str, input: str = "", fails: bool = False) -> str:
        done = app.test_cli_runner().invoke(args=list(arguments), input=input)
        assert (done.exit_code != 0) is fails, done.output
        return str(done.output)

    id = str(bea.publish(CLOSED))
    assert "--answer" not in run("notice", "end", id, fails=True)
    answers = ("--answer", "Nybevakning=öppen igen", "--answer", "cancellation=öppen kl 12")
    run("notice", "end", id, "-", *answers, input="Felet är rättat.")
    run("notice", "verify", id)
    run("notice", "reopen", id, "-", *answers, input="---\nnext_word: kl 18\n---\nStängt igen | för en stund.")
    said = run("incident", "export", id)
    for words in (
        "# Tidslinje: Mottagningen är stängd",
        "- **Upptäcktes:** inte angivet",
        "- **Avhjälptes:** inte angivet",  # it was, and is open again
        "### 2. Avslutad",
        "> - Nybevakning: öppen igen",
        "### 4. Öppnad igen",
    ):
        assert words in said
    assert "skriven till" in run("incident", "export", id, "--html", "--out", str(tmp_path / "rapport.html"))
    page = (tmp_path / "rapport.html").read_text(encoding="utf-8")
    assert "<h1>Tidslinje: Mottagningen är stängd</h1>" in page
    assert f"<td>Bekräftad (notice:{id})</td>" in page
    app.extensions["site"].database.close()
