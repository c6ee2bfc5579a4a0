"""The challenges that passkeys answer: made by us, lately, for this purpose, and answered only once.

Nothing is stored when one is made, so that nobody can fill the database by asking for them.
"""

import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from models.sign_in import SpentChallenge
from notices.operators.refusals import NotProved
from notices.secrecy import Secrecy

LIVES = timedelta(minutes=5)
_OLD = "Det tog för lång tid. Försök igen."


def new_challenge(secrecy: Secrecy, purpose: str, now: datetime) -> bytes:
    """A challenge that says until when it holds, in a form that only we can have made."""
    until = int((now + LIVES).timestamp())
    body = f"{secrets.token_hex(16)}.{until}"
    return f"{body}.{_mark(secrecy, purpose, body)}".encode()


def spend(session: Session, secrecy: Secrecy, purpose: str, challenge: bytes, now: datetime) -> None:
    """Accept an answered challenge, once. Raises NotProved for one of another's making or purpose, and an old one.

    Two answers to one at the same time collide in the database, and one of them fails with Conflict.
    """
    body, _, mark = challenge.decode("ascii", "replace").rpartition(".")
    if not hmac.compare_digest(_mark(secrecy, purpose, body).encode(), mark.encode()):
        raise NotProved(_OLD)
    until = datetime.fromtimestamp(int(body.rpartition(".")[2]), now.tzinfo)
    spent = session.get(SpentChallenge, _digest(secrecy, body))
    if until < now or spent is not None:
        raise NotProved(_OLD)
    session.execute(delete(SpentChallenge).where(SpentChallenge.until < now))
    session.add(SpentChallenge(digest=_digest(secrecy, body), until=until))
    session.flush()


def _mark(secrecy: Secrecy, purpose: str, body: str) -> str:
    return secrecy.digest(f"challenge {purpose} {body}")


def _digest(secrecy: Secrecy, body: str) -> str:
    return secrecy.digest(f"spent {body}")
