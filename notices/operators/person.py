"""The operator behind a request, as the rest of the program knows them."""

from dataclasses import dataclass
from datetime import datetime

from models.operator import Role
from notices.service import Language


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in, with what role, in which session.

    `language` is None where they have not chosen. `confirmed_at` is when they last showed who they are in this
    session. `is_settled` says whether they have something to sign in with the next time.
    """

    id: int
    name: str
    role: Role
    session_id: int
    language: Language | None = None
    confirmed_at: datetime | None = None
    is_settled: bool = True
    by_provider: bool = False
