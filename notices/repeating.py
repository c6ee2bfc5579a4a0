"""Doing again what somebody else got in the way of."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.orm import Session

from notices.database import WAIT_S, Database
from notices.errors import Conflict

T = TypeVar("T")
_TIMES = 5


def repeated(database: Database, work: Callable[[Session], T], wait_s: float = WAIT_S) -> T:
    """Do the work in a transaction, from the start again where another one wrote the same at the same time.

    The second time it sees what the other wrote. Raises Conflict where it never comes through, and leaves nothing.
    `wait_s` as in `Database.writing`.
    """
    for _ in range(_TIMES - 1):
        try:
            with database.writing(wait_s) as session:
                return work(session)
        except Conflict:
            continue
    with database.writing(wait_s) as session:
        return work(session)
