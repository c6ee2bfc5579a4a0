"""Signing in: by name, password and code; by the one-time address; and showing again who one is."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import ceil
from typing import TypeVar

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.operator import Operator
from notices.database import Database
from notices.operators import invitations, recovery
from notices.operators.devices import device_of, new_device
from notices.operators.events import Doer, Event, tell
from notices.operators.names import name_key
from notices.operators.passwords import Passwords
from notices.operators.person import Person
from notices.operators.refusals import NotProved, Refused, TooManyTries, WrongSignIn
from notices.operators.sessions import Limits, Sessions
from notices.operators.throttling import Throttle, Way, ways_of
from notices.operators.totp import kept_secret, step_of
from notices.operators.visitor import Visitor
from notices.repeating import repeated
from notices.secrecy import Secrecy

log = structlog.get_logger(__name__)
T = TypeVar("T")
Owner = Callable[[Session], Operator]
_UNKNOWN = "okänd"


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody types to sign in: `code` is the app's, or a recovery code."""

    name: str
    password: str = field(repr=False)
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What the browser of whoever signed in is to keep: the session's token, and what it is known again by."""

    token: str
    device: str


@dataclass(frozen=True, slots=True)
class Door:
    """Lets operators in. Opens its own transactions, as a password must not be hashed inside of one."""

    database: Database
    secrecy: Secrecy
    passwords: Passwords
    limits: Limits

    def by_password(self, claim: Claim, visitor: Visitor, now: datetime) -> SignedIn:
        """Sign in whoever has the name. Raises TooManyTries, or WrongSignIn in the same time whether it exists."""

        def begin(session: Session, operator: Operator) -> SignedIn:
            return self._begin(session, operator, visitor, now, by="password")

        return self._proved(claim, visitor, now, Event.SIGN_IN_FAILED, begin)

    def confirm_by_password(self, person: Person, claim: Claim, visitor: Visitor, now: datetime) -> None:
        """The same, for somebody who is signed in already and shows it again."""

        def confirm(session: Session, _operator: Operator) -> None:
            self._confirm(session, person, visitor, now, by="password")

        self._proved(replace(claim, name=person.name), visitor, now, Event.CONFIRM_FAILED, confirm)

    def by_proof(self, owner: Owner, visitor: Visitor, now: datetime, by: str) -> SignedIn:
        """Sign in whoever a passkey or the provider says it is. Raises NotProved as `owner` does."""
        with self._told_where_it_fails(Event.SIGN_IN_FAILED, visitor, now), self.database.writing() as session:
            return self._begin(session, owner(session), visitor, now, by=by)

    def confirm_by_proof(self, person: Person, owner: Owner, visitor: Visitor, now: datetime, by: str) -> None:
        """The same, for somebody who is signed in already. Raises NotProved also where it is somebody else."""
        with self._told_where_it_fails(Event.CONFIRM_FAILED, visitor, now), self.database.writing() as session:
            if owner(session).id != person.id:
                raise NotProved("Det var någon annan än du. Logga ut först, om ni byter plats.", person.id)
            self._confirm(session, person, visitor, now, by=by)

    def by_invitation(self, token: str, visitor: Visitor, now: datetime) -> SignedIn:
        """Sign in whoever has the one-time address. Raises Refused."""
        with self.database.writing() as session:
            operator = invitations.use(session, self.secrecy, token, now)
            if operator is None:
                log.warning("invitation_not_accepted", source=visitor.address)
                raise Refused("Adressen gäller inte längre: den har använts, eller är för gammal. Be om en ny.")
            return self._begin(session, operator, visitor, now, by="invitation", confirmed=False)

    def _begin(
        self, session: Session, operator: Operator, visitor: Visitor, now: datetime, *, by: str, confirmed: bool = True
    ) -> SignedIn:
        """Begin a session for an operator who has shown who they are, by what."""
        token = Sessions(session, self.secrecy, self.limits, now).begin(operator, visitor, confirmed=confirmed)
        tell(session, Doer(operator.name, visitor.address), Event.SIGNED_IN, operator.id, now, after={"by": by})
        known = device_of(self.secrecy, operator.id, visitor.device)
        return SignedIn(token, visitor.device if known else new_device(self.secrecy, operator.id))

    def _confirm(self, session: Session, person: Person, visitor: Visitor, now: datetime, *, by: str) -> None:
        """Note that the person has shown again who they are."""
        Sessions(session, self.secrecy, self.limits, now).confirm(person.session_id)
        tell(session, Doer(person.name, visitor.address), Event.CONFIRMED, person.id, now, after={"by": by})

    @contextmanager
    def _told_where_it_fails(self, failure: Event, visitor: Visitor, now: datetime) -> Iterator[None]:
        try:
            yield
        except NotProved as error:
            log.warning(failure, source=visitor.address, operator=error.operator_id)
            # Only what concerns somebody: whoever makes up answers is not to fill what is never erased.
            if error.operator_id:
                with self.database.writing() as session:
                    tell(session, Doer(_UNKNOWN, visitor.address), failure, error.operator_id, now)
            raise

    def _proved(
        self, claim: Claim, visitor: Visitor, now: datetime, failure: Event, then: Callable[[Session, Operator], T]
    ) -> T:
        """Do `then` for whoever has the name, if password and code are theirs. The code is used up."""
        operator, ways = repeated(
            self.database, lambda session: self._enter(session, name_key(claim.name), visitor, now)
        )
        right = self.passwords.is_right(operator.password_hash if operator else None, claim.password)
        with self.database.writing() as session:
            if operator and right and self._uses_code(session, operator, claim.code, now):
                Throttle(session, self.secrecy, now).succeed(ways)
                return then(session, operator)
            # Also where the name is nobody's: otherwise the time that it takes would say so.
            tell(session, Doer(_UNKNOWN, visitor.address), failure, operator.id if operator else None, now)
        raise WrongSignIn

    def _enter(
        self, session: Session, key: str, visitor: Visitor, now: datetime
    ) -> tuple[Operator | None, Sequence[Way]]:
        """Whoever has the name, and the ways that the try goes. Raises TooManyTries."""
        query = select(Operator).where(Operator.name_key == key, Operator.disabled_at.is_(None))
        operator = session.scalars(query).one_or_none()
        device = device_of(self.secrecy, operator.id, visitor.device) if operator else None
        ways = ways_of(visitor.address, key, device)
        wait = Throttle(session, self.secrecy, now).enter(ways)
        if wait:
            log.warning("sign_in_throttled", source=visitor.address)
            raise TooManyTries(ceil(wait.total_seconds()))
        return operator, ways

    def _uses_code(self, session: Session, operator: Operator, code: str, now: datetime) -> bool:
        """Whether the code is the operator's: the app's of this moment, or a recovery code. Either is right once."""
        secret = kept_secret(self.secrecy, operator.totp_secret)
        step = step_of(secret, code, operator.totp_step, now) if secret else None
        if step is None:
            return recovery.use(session, self.secrecy, operator.id, code)
        used = update(Operator).where(Operator.id == operator.id, Operator.totp_step < step).values(totp_step=step)
        return session.execute(used.returning(Operator.id)).first() is not None
