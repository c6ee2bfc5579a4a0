"""The same answer to the same question: a request that is sent again does nothing again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from models.token import KeptAnswer
from notices.errors import DriftinformationError

KEPT = timedelta(hours=24)


class InvalidRepeat(DriftinformationError):
    """A key that came before with another question."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: the status, the headers that belong to it, and the body."""

    status: int
    headers: Mapping[str, str]
    body: str


def recall(session: Session, token_id: int, key: str, request: str, now: datetime) -> Answer | None:
    """What the token was answered when it asked this with that key; None where it has not within `KEPT`.

    `request` is a digest of all that is asked. Raises InvalidRepeat where it asked something else with it.
    """
    kept = session.get(KeptAnswer, (token_id, key))
    if kept is None:
        return None
    if kept.at <= now - KEPT:
        session.delete(kept)
        session.flush()
        return None
    if kept.request != request:
        raise InvalidRepeat("Nyckeln i Idempotency-Key har redan använts till en annan begäran. Välj en ny.")
    return Answer(kept.status, kept.headers, kept.body)


def keep(session: Session, token_id: int, key: str, request: str, *, now: datetime, answer: Answer) -> None:
    """Keep the answer, in the transaction of what was done.

    Of two who do the same at once, the later fails as it is written (Conflict from the transaction's edge) and has done
    nothing; when it tries again, it recalls what the first was answered.
    """
    row = KeptAnswer(
        token_id=token_id,
        key=key,
        request=request,
        at=now,
        status=answer.status,
        headers=dict(answer.headers),
        body=answer.body,
    )
    session.add(row)
    session.flush()


def forget_answers(session: Session, now: datetime) -> int:
    """Forget what is no longer kept. Returns how many."""
    old = delete(KeptAnswer).where(KeptAnswer.at <= now - KEPT).returning(KeptAnswer.key)
    return len(session.scalars(old).all())
