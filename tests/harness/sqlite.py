"""Another process that has a SQLite file."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

LETS_GO_AFTER_S = 3


@contextmanager
def held_by_another(path: str) -> Iterator[None]:
    """Nobody else can write, for a few seconds: whoever has more patience than they should gets through after all."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("BEGIN IMMEDIATE")
    timer = Timer(LETS_GO_AFTER_S, connection.close)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        connection.close()
