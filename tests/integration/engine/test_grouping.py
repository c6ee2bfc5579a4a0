"""Many in one transaction: each is told how it went, and the file is left alone when nobody comes."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from notices.engine.grouping import Group
from tests.factories import Desk, desk
from tests.harness.waiting import wait_until


class Wrong(Exception):
    """What the transaction raises."""


def write(session: Session, words: Sequence[str]) -> None:
    for word in words:
        session.execute(text("INSERT INTO word VALUES (:word)"), {"word": word})
        if word == "fel":
            raise Wrong(word)


def written(made: Desk) -> list[str]:
    with made.database.reading() as session:
        return sorted(session.scalars(text("SELECT word FROM word")))


@pytest.fixture
def group(anna: Desk) -> Group[str]:
    with anna.database.writing() as session:
        session.execute(text("CREATE TABLE word (word TEXT)"))
    return Group(anna.database, write, 5)


def test_those_who_share_a_transaction_that_fails_are_told_and_the_next_is_written(
    anna: Desk, group: Group[str]
) -> None:
    held, go_on = Event(), Event()

    def first(session: Session, words: Sequence[str]) -> None:
        if words == ["först"]:
            held.set()
            go_on.wait(5)
        write(session, words)

    group = Group(anna.database, first, 5)
    with ThreadPoolExecutor(3) as threads:
        before = threads.submit(group.add, "först")
        held.wait(5)
        shared = [threads.submit(group.add, word) for word in ("rätt", "fel")]
        wait_until(lambda: group.waiting == 2, "both to wait")
        go_on.set()
        assert before.exception() is None
        assert [type(one.exception()) for one in shared] == [Wrong, Wrong]
    group.add("sedan")
    assert written(anna) == ["först", "sedan"]


def test_the_file_stays_open_while_more_comes_and_is_alone_when_none_does(tmp_path: Path) -> None:
    made = desk(f"sqlite:///{tmp_path}/word.db")
    with made.database.writing() as session:
        session.execute(text("CREATE TABLE word (word TEXT)"))
    opened: list[object] = []
    event.listen(made.database.engine, "connect", lambda *of: opened.append(of))
    group = Group(made.database, write, 5)
    for number in range(20):
        group.add(str(number))
    assert len(opened) < 5
    wait_until(lambda: [file.name for file in tmp_path.iterdir()] == ["word.db"], "the file to be alone")
    assert len(written(made)) == 20
