"""The accounts of those who sign in through the organisation: made, and kept as the provider says, at each sign-in."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.operator import Operator, Role
from notices.operators.events import Doer, Event, tell
from notices.operators.names import name_key, read_name
from notices.operators.provider import Identity
from notices.operators.refusals import NotProved, Refused
from notices.operators.visitor import Visitor

_BY = "inloggningstjänsten"


def account_of(session: Session, identity: Identity, visitor: Visitor, now: datetime) -> Operator:
    """The operator that the provider names, with the role that it gives. Raises NotProved where it gives none."""
    query = select(Operator).where(Operator.issuer == identity.issuer, Operator.subject == identity.subject)
    operator = session.scalars(query).one_or_none()
    if identity.role is None:
        raise NotProved(
            "Du har ingen roll här. Be den som ansvarar för behörigheter i organisationen om en.",
            operator.id if operator else None,
        )
    if operator is None:
        return _made(session, identity, identity.role, visitor, now)
    if operator.disabled_at:
        raise NotProved("Du är avstängd. Be en administratör släppa in dig.", operator.id)
    if operator.role is not identity.role:
        change = {"before": {"role": operator.role}, "after": {"role": identity.role}}
        operator.role = identity.role
        session.flush()
        tell(session, Doer(_BY, visitor.address), Event.ROLE_CHANGED, operator.id, now, **change)
    return operator


def _made(session: Session, identity: Identity, role: Role, visitor: Visitor, now: datetime) -> Operator:
    name = _free_name(session, identity)
    operator = Operator(
        name=name,
        name_key=name_key(name),
        role=role,
        created_at=now,
        issuer=identity.issuer,
        subject=identity.subject,
    )
    session.add(operator)
    session.flush()
    tell(session, Doer(_BY, visitor.address), Event.ADDED, operator.id, now, after={"name": name, "role": role})
    return operator


def _free_name(session: Session, identity: Identity) -> str:
    """The best name that nobody else has. Raises NotProved where all are taken."""
    for candidate in identity.names:
        try:
            name = read_name(candidate)
        except Refused:
            continue  # too long, or nothing that can be shown
        if not session.scalar(select(Operator.id).where(Operator.name_key == name_key(name))):
            return name
    raise NotProved("Någon annan har redan ditt namn här. Be en administratör om hjälp.")
