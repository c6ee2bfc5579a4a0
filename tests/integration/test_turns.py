"""Writing on SQLite: one at a time, on a connection that is handed on while somebody waits, and never to a ghost."""

import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from notices.sqlite import Turns, sqlite_engine
from tests.harness.sqlite import held_by_another
from tests.harness.waiting import wait_until


def make(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE word (word TEXT)")


def words(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [word for (word,) in connection.execute("SELECT word FROM word ORDER BY rowid")]


class Scribes:
    """Threads of one process that write in one file."""

    def __init__(self, path: Path) -> None:
        self.path, self.opened = path, 0
        make(path)
        engine = sqlite_engine(str(path), 5)
        event.listen(engine, "connect", self._count)
        self.turns = Turns(engine, str(path))

    def write(self, word: str, wait_s: float = 5) -> None:
        with self.turns.turn(wait_s) as connection, connection.begin():
            connection.execute(text("INSERT INTO word VALUES (:word)"), {"word": word})

    def write_in_a_row(self, waiting: Sequence[str], meanwhile: Callable[[], object] = lambda: None) -> list[bool]:
        """One writes; these wait until it is done, and something is done meanwhile. Gives who of them succeeded."""
        begun, done = Event(), Event()

        def first() -> None:
            with self.turns.turn(5) as connection, connection.begin():
                connection.execute(text("INSERT INTO word VALUES ('first')"))
                begun.set()
                done.wait(5)

        with ThreadPoolExecutor(1 + len(waiting)) as threads:
            held = threads.submit(first)
            begun.wait(5)
            written = [threads.submit(self.write, word) for word in waiting]
            wait_until(lambda: self.turns.waiting == len(waiting), "all to wait")
            meanwhile()
            done.set()
        held.result()
        return [one.exception() is None for one in written]

    def _count(self, *_connection: object) -> None:
        self.opened += 1


@pytest.fixture
def scribes(tmp_path: Path) -> Scribes:
    return Scribes(tmp_path / "words.db")


def beside(path: Path) -> list[str]:
    return sorted(file.name for file in path.parent.iterdir())


def test_while_others_wait_one_connection_serves_them_all_and_at_rest_the_file_is_alone(scribes: Scribes) -> None:
    assert all(scribes.write_in_a_row(["a", "b", "c"]))
    assert sorted(words(scribes.path)) == ["a", "b", "c", "first"]
    assert scribes.opened == 1
    assert beside(scribes.path) == ["words.db"], "nothing of what was written lies elsewhere"
    scribes.write("later")
    assert scribes.opened == 2


def test_a_file_that_is_removed_while_somebody_waits_is_missed_at_once(scribes: Scribes) -> None:
    assert scribes.write_in_a_row(["a", "b"], scribes.path.unlink) == [False, False]
    assert not scribes.path.exists(), "writing never makes a database"


def test_a_file_that_is_replaced_while_somebody_waits_is_the_one_that_is_written_in(scribes: Scribes) -> None:
    new = scribes.path.with_name("new.db")
    make(new)

    def replace() -> None:
        for rest in scribes.path.parent.glob("words.db-*"):
            rest.unlink()
        new.rename(scribes.path)

    assert all(scribes.write_in_a_row(["a", "b"], replace))
    assert sorted(words(scribes.path)) == ["a", "b"]


def test_what_fails_is_undone_and_the_next_goes_on(scribes: Scribes) -> None:
    def fail() -> None:
        with scribes.turns.turn(5) as connection, connection.begin():
            connection.execute(text("INSERT INTO word VALUES ('wrong')"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    scribes.write("right")
    assert words(scribes.path) == ["right"]


def test_nobody_waits_longer_than_they_want_for_their_own_process_or_for_another(scribes: Scribes) -> None:
    def impatient() -> None:
        with pytest.raises(OperationalError, match="locked"):
            scribes.write("late", wait_s=0.05)

    scribes.write_in_a_row([], impatient)
    with held_by_another(str(scribes.path)):
        impatient()
    scribes.write("in time")
    assert words(scribes.path) == ["first", "in time"]
