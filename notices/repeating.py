"""Doing again what somebody else got in the way of."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.orm import Session

from notices.database import Database
from notices.errors import Conflict

T = TypeVar("T")
_TIMES = 5


def repeated(database: Database, work: Callable[[Session], T]) -> T:
    """Do the work in a transaction, from the start again where another one wrote the same at the same time.

    The second time it sees what the other wrote. Raises Conflict where it never comes through, and leaves nothing.
    """
    for _ in range(_TIMES - 1):
        try:
            with database.writing() as session:
                return work(session)
        except Conflict:
            continue
    with database.writing() as session:
        return work(session)
