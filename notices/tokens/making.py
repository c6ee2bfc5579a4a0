"""Making tokens and taking them back."""

import re
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.token import Scope, Token
from notices import audit
from notices.errors import IllegalAct, NotFound
from notices.tokens.keys import digest, new_key

DAYS = 90
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}")


def create(
    session: Session,
    name: str,
    scopes: Collection[Scope],
    who: str,
    now: datetime,
    *,
    days: int = DAYS,
    source: str | None = None,
) -> str:
    """A new token: its key, which is never seen again. Raises IllegalAct where the name is taken or is none.

    `source` is the IP address of whoever makes it, None of a command.
    """
    if not _NAME.fullmatch(name):
        raise IllegalAct("Namnet får ha små bokstäver a–z, siffror, punkt, bindestreck och understreck.")
    if session.scalar(select(exists().where(Token.name == name))):
        raise IllegalAct(f"Det finns redan en nyckel som heter {name!r}. Välj ett annat namn.")
    key = new_key()
    until = now + timedelta(days=days)
    chosen = [scope.value for scope in Scope if scope in scopes]
    token = Token(name=name, digest=digest(key), scopes=chosen, created_at=now, created_by=who, expires_at=until)
    session.add(token)
    session.flush()
    after = {"name": name, "scopes": chosen, "expires_at": until}
    _record(session, token, "create_token", who, now=now, after=after, source=source)
    return key


def revoke(session: Session, name: str, who: str, now: datetime, *, source: str | None = None) -> None:
    """From now on it opens nothing. Raises NotFound, or IllegalAct where it is revoked already."""
    token = session.scalar(select(Token).where(Token.name == name).with_for_update())
    if token is None:
        raise NotFound(f"Ingen nyckel heter {name!r}. Se vilka som finns med: flask --app app token list")
    if token.revoked_at:
        raise IllegalAct(f"Nyckeln {name!r} är redan återkallad.")
    token.revoked_at = now
    _record(session, token, "revoke_token", who, now=now, after={"name": name}, source=source)


def all_tokens(session: Session) -> Sequence[Token]:
    """All that were ever made, oldest first."""
    return session.scalars(select(Token).order_by(Token.id)).all()


def _record(
    session: Session, token: Token, act: str, who: str, *, now: datetime, after: dict[str, object], source: str | None
) -> None:
    subject = f"token:{token.id}"
    audit.record(session, actor=who, act=act, subject=subject, before=None, after=after, source_address=source, now=now)
