"""The API's door: who holds the token of the request's Bearer header."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Response, request
from sqlalchemy.orm import Session

from models.token import Scope
from notices.database import Database
from notices.service import Text
from notices.tokens import Holder, recognise
from notices.web.api.limits import BY_STRANGER, Limits
from notices.web.api.problems import problem
from notices.web.source import source_address

_LONGEST = 200
FindReceiver = Callable[[Session, str], int | None]


@dataclass(frozen=True, slots=True)
class KeyGate:
    """Lets in whoever shows a token. `find_receiver` finds the receiver of webhooks whose own token it is."""

    database: Database
    limits: Limits
    clock: Callable[[], datetime]
    proxies: int
    find_receiver: FindReceiver

    def holder(self, scopes: frozenset[Scope]) -> Holder | Response:
        with self.database.reading() as session:
            found = recognise(session, self._shown(), self.clock())
        if found is None:
            return self.stranger()
        return found if found.scopes & scopes else _too_little(scopes)

    def receiver(self) -> int | Response:
        with self.database.reading() as session:
            found = self.find_receiver(session, self._shown())
        return self.stranger() if found is None else found

    def stranger(self) -> Response:
        """What whoever shows no token that counts is answered, in the request at hand."""
        too_many = self.limits.count(BY_STRANGER, f"stranger:{source_address(self.proxies)}")
        return too_many or problem("token", headers={"WWW-Authenticate": _challenge("invalid_token")})

    def _shown(self) -> str:
        kind, _, key = request.headers.get("Authorization", "").partition(" ")
        return key.strip()[:_LONGEST] if kind.lower() == "bearer" else ""


def _too_little(scopes: frozenset[Scope]) -> Response:
    names = " ".join(sorted(scopes))
    words = Text(sv=f"Det behövs en nyckel med någon av: {names}.", en=f"A token with one of these is needed: {names}.")
    return problem("scope", words, headers={"WWW-Authenticate": f'{_challenge("insufficient_scope")}, scope="{names}"'})


def _challenge(error: str) -> str:
    """RFC 6750. Without a token no error is named."""
    asked = 'Bearer realm="driftinformation"'
    return f'{asked}, error="{error}"' if "Authorization" in request.headers else asked
