"""The audit, on both databases: what was touched is named, and what was done is there."""

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from app import create_app
from models.audit import AuditEntry
from notices import audit
from notices.audit import Head, Touched
from notices.audit.chain import canonical, hash_of
from notices.config import Settings
from tests.factories import A_MORNING, Desk


def note(bea: Desk, number: int) -> None:
    with bea.database.writing() as session:
        audit.record(
            session,
            actor="Anna",
            act="test",
            subject=f"thing:{number}",
            before=None,
            after={"number": number, "word": "åäö"},
            source_address="192.0.2.7",
            now=A_MORNING + timedelta(seconds=number),
        )


def head(bea: Desk, kept: Head | None = None) -> Head:
    with bea.database.reading() as session:
        return audit.verify(session, kept)


@contextmanager
def intruder(bea: Desk) -> Iterator[Connection]:
    """Somebody with the database in hand, who takes away its guard first. What was done is undone afterwards."""
    guard = {
        "sqlite": ("DROP TRIGGER audit_entry_kept_UPDATE", "DROP TRIGGER audit_entry_kept_DELETE"),
        "postgresql": ("ALTER TABLE audit_entry DISABLE TRIGGER USER",),
    }
    with bea.database.engine.connect() as connection:
        for statement in guard[connection.dialect.name]:
            connection.execute(text(statement))
        yield connection
        connection.rollback()


def touched(connection: Connection, kept: Head | None = None) -> Touched | None:
    """What is found of it."""
    with Session(connection) as session:
        try:
            audit.verify(session, kept)
        except Touched as error:
            return error
    return None


def forge(connection: Connection, position: int, **words: str) -> None:
    """Change an entry, and make its hash anew to match."""
    with Session(connection) as session:
        entry = session.get_one(AuditEntry, position)
        for name, value in words.items():
            setattr(entry, name, value)
        entry.hash = hash_of(entry)
        session.flush()


@pytest.fixture(scope="module")
def kept(bea: Desk) -> Head:
    """Five things are done, and the head was written down after the fourth."""
    for number in range(1, 5):
        note(bea, number)
    fourth = head(bea)
    note(bea, 5)
    assert head(bea, fourth).position == 5
    return fourth


def test_what_was_touched_first_is_named(bea: Desk, kept: Head) -> None:
    for by_hand, first, says in (
        ("UPDATE audit_entry SET actor = 'Bo' WHERE position = 3", 3, "är ändrad"),
        ("UPDATE audit_entry SET after = replace(after, '3', '4') WHERE position = 3", 3, "är ändrad"),
        ("UPDATE audit_entry SET source_address = NULL WHERE position IN (2, 4)", 2, "är ändrad"),
        ("DELETE FROM audit_entry WHERE position = 2", 2, "är borttagen"),
        ("DELETE FROM audit_entry WHERE position = 1", 1, "är borttagen"),
        ("DELETE FROM audit_entry WHERE position >= 4", 4, "är borttagen"),
        ("DELETE FROM audit_entry", 1, "är borttagen"),
        ("UPDATE audit_head SET position = 4", 5, "är tillagd"),
        ("DELETE FROM audit_head", 6, "kan vara borttagen"),
    ):
        with intruder(bea) as connection:
            connection.execute(text(by_hand))
            found = touched(connection)
        assert found is not None, by_hand
        assert (found.position, says in str(found)) == (first, True), by_hand
    assert head(bea, kept).position == 5


def test_an_intruder_who_makes_the_hashes_anew_is_found(bea: Desk, kept: Head) -> None:
    with intruder(bea) as connection:
        forge(connection, 3, actor="Bo")
        found = touched(connection)
        assert found is not None
        assert found.position == 3
        # All the way to the end, and the head too: only a head that was kept elsewhere can tell.
        for position in (4, 5):
            before = connection.scalar(text(f"SELECT hash FROM audit_entry WHERE position = {position - 1}"))
            forge(connection, position, previous=str(before))
        last = touched(connection)
        assert last is not None
        assert last.position == 5
        connection.execute(text("UPDATE audit_head SET hash = (SELECT hash FROM audit_entry WHERE position = 5)"))
        assert touched(connection) is None
        found = touched(connection, kept)
        assert found is not None
        assert (found.position, "den som sparats" in str(found)) == (4, True)


def test_an_end_that_is_cut_off_is_missed_by_a_kept_head(bea: Desk, kept: Head) -> None:
    with intruder(bea) as connection:
        connection.execute(text("DELETE FROM audit_entry WHERE position > 3"))
        third = "SELECT hash FROM audit_entry WHERE position = 3"
        connection.execute(text(f"UPDATE audit_head SET position = 3, hash = ({third})"))
        assert touched(connection) is None
        found = touched(connection, kept)
        assert found is not None
        assert str(found) == "Händelse 4 i revisionsloggen är borttagen."


@pytest.mark.usefixtures("kept")
def test_the_database_itself_refuses_to_change_an_entry(bea: Desk) -> None:
    for by_hand in ("UPDATE audit_entry SET actor = 'Bo'", "DELETE FROM audit_entry"):
        with pytest.raises(DatabaseError, match="only added to"), bea.database.engine.begin() as connection:
            connection.execute(text(by_hand))
    assert head(bea).position == 5


def test_an_entry_is_kept_with_its_act_or_not_at_all(anna: Desk) -> None:
    def fail() -> None:
        with anna.database.writing() as session:
            audit.record(
                session,
                actor="Anna",
                act="a",
                subject="b:1",
                before=None,
                after=None,
                source_address=None,
                now=A_MORNING,
            )
            raise ValueError("the act failed")

    with pytest.raises(ValueError, match="the act failed"):
        fail()
    assert head(anna).position == 0


def test_many_at_once_make_one_chain_without_gaps(anna: Desk) -> None:
    def write(first: int) -> None:
        for number in range(first, first + 8):
            note(anna, number)

    writers = [threading.Thread(target=write, args=(10 * n,)) for n in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert head(anna).position == 24
    with anna.database.reading() as session:
        assert [entry.position for entry in audit.entries(session)] == list(range(24, 0, -1))
        assert [entry.position for entry in audit.entries(session, before=5, limit=2)] == [4, 3]
        assert [entry.subject for entry in audit.entries(session, subjects=["thing:12"])] == ["thing:12"]


def test_the_commands_list_prove_and_export(bea: Desk, kept: Head, tmp_path: Path) -> None:
    url = bea.database.url.render_as_string(hide_password=False)
    app = create_app(Settings(database_url=url, secret_key="k" * 32, var_dir=tmp_path))

    def run(*arguments: str) -> str:
        done = app.test_cli_runner().invoke(args=["audit", *arguments])
        assert done.exit_code == 0, done.output
        return str(done.stdout)

    assert run("list", "--limit", "1").split() == (
        ["5", "2026-03-10", "06.20.05", "test", "thing:5", "Anna", "från", "192.0.2.7"]
    )
    assert str(head(bea)) in run("verify", "--head", str(kept))
    exported = [json.loads(line) for line in run("export", "--since", "2026-03-10").splitlines()]
    assert [line["after"]["number"] for line in exported] == [1, 2, 3, 4, 5]
    for line in exported:  # whoever has the line needs nothing of ours to check it
        claimed = line.pop("hash")
        assert hashlib.sha256(canonical(line).encode()).hexdigest() == claimed
    assert run("export", "--since", "2026-03-11") == ""
    failed = app.test_cli_runner().invoke(args=["audit", "verify", "--head", f"4:{'0' * 64}"])
    assert (failed.exit_code, "Händelse 4" in failed.stderr) == (1, True)
    app.extensions["site"].database.close()
