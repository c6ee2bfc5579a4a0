"""Who the operators are: added, let in again, given a role, shut out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from models.operator import Operator, Role
from models.sign_in import Passkey
from notices.errors import NotFound
from notices.operators import invitations, recovery
from notices.operators.events import Doer, Event, tell
from notices.operators.names import name_key, read_name
from notices.operators.refusals import Refused
from notices.operators.sessions import end_sessions
from notices.secrecy import Secrecy


@dataclass(frozen=True, slots=True)
class Roster:
    """The operators, in one transaction, by the hand of `doer`."""

    session: Session
    secrecy: Secrecy
    doer: Doer
    now: datetime

    def find(self, name: str) -> Operator:
        """Whoever has that name. Raises NotFound."""
        found = self.session.scalars(select(Operator).where(Operator.name_key == name_key(name))).one_or_none()
        if found is None:
            raise NotFound(f"Ingen operatör heter {name!r}. Se vilka som finns med: flask --app app operator list")
        return found

    def add(self, name: str, role: Role) -> str:
        """A new operator: the path of the address at which they come in, once. Raises Refused."""
        name = read_name(name)
        if self.session.scalar(select(Operator.id).where(Operator.name_key == name_key(name))):
            raise Refused("Det finns redan en operatör som heter %(name)s. Välj ett annat namn.", name=name)
        operator = Operator(name=name, name_key=name_key(name), role=role, created_at=self.now)
        self.session.add(operator)
        self.session.flush()
        path = invitations.invite(self.secrecy, operator, self.now)
        self._tell(Event.ADDED, operator, after={"name": name, "role": role})
        return path

    def reset(self, operator: Operator) -> str:
        """Forget all that the operator signs in with and end their sessions: the path at which they come in, once."""
        _local_only(operator)
        operator.password_hash = operator.totp_secret = None
        self.session.execute(delete(Passkey).where(Passkey.operator_id == operator.id))
        recovery.forget(self.session, operator.id)
        end_sessions(self.session, operator.id, self.now)
        path = invitations.invite(self.secrecy, operator, self.now)
        self._tell(Event.RESET, operator)
        return path

    def invite(self, operator: Operator) -> str:
        """A new address for somebody who has nothing to sign in with: its path."""
        path = invitations.invite(self.secrecy, operator, self.now)
        self._tell(Event.INVITED, operator)
        return path

    def set_role(self, operator: Operator, role: Role) -> None:
        """Raises Refused where nobody would be left to decide who may what, or the organisation decides."""
        _local_only(operator)
        before = operator.role
        if role is not Role.ADMINISTRATOR:
            self._leave_an_administrator(operator)
        operator.role = role
        self._tell(Event.ROLE_CHANGED, operator, before={"role": before}, after={"role": role})

    def disable(self, operator: Operator) -> None:
        """Shut the operator out at once, everywhere. Raises Refused as above."""
        self._leave_an_administrator(operator)
        operator.disabled_at = operator.disabled_at or self.now
        operator.invitation_hash = operator.invitation_until = None
        end_sessions(self.session, operator.id, self.now)
        self._tell(Event.DISABLED, operator)

    def enable(self, operator: Operator) -> None:
        """Let them in again, with what they signed in with before."""
        operator.disabled_at = None
        self._tell(Event.ENABLED, operator)

    def _leave_an_administrator(self, leaving: Operator) -> None:
        # All of their rows are held, so that two who go at the same time do not each count on the other.
        administrators = select(Operator).where(Operator.role == Role.ADMINISTRATOR, Operator.disabled_at.is_(None))
        left = [one for one in self.session.scalars(administrators.with_for_update()) if one.id != leaving.id]
        if not left and leaving.role is Role.ADMINISTRATOR and leaving.disabled_at is None:
            raise Refused("%(name)s är den enda administratören. Gör någon annan till det först.", name=leaving.name)

    def _tell(self, event: Event, operator: Operator, before: object = None, after: object = None) -> None:
        self.session.flush()
        tell(self.session, self.doer, event, operator.id, self.now, before=before, after=after)


def everybody(session: Session) -> Sequence[Operator]:
    """All operators, by name."""
    return session.scalars(select(Operator).order_by(Operator.name_key)).all()


def first_sign_in(roster: Roster) -> str | None:
    """The path at which a first administrator comes in, once; None when somebody can sign in by themselves.

    Asking again gives a new one in place of the one before, also where that was used and nothing was chosen to sign in
    with the next time.
    """
    operators = everybody(roster.session)
    if any(is_settled(roster.session, one) for one in operators):
        return None
    administrator = next((one for one in operators if one.role is Role.ADMINISTRATOR and not one.disabled_at), None)
    return roster.invite(administrator) if administrator else roster.add("Administratör", Role.ADMINISTRATOR)


def is_settled(session: Session, operator: Operator) -> bool:
    """Whether the operator has something to sign in with."""
    passkeys = select(func.count()).select_from(Passkey).where(Passkey.operator_id == operator.id)
    return bool(operator.password_hash or operator.issuer or session.scalar(passkeys))


def _local_only(operator: Operator) -> None:
    if operator.issuer:
        raise Refused("%(name)s loggar in genom organisationen. Ändra där.", name=operator.name)
