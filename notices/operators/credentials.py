"""What an operator signs in with: chosen, changed and removed by themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.operator import Operator
from models.sign_in import Passkey
from notices.operators import recovery
from notices.operators.events import Doer, Event, tell
from notices.operators.person import Person
from notices.operators.refusals import Refused
from notices.operators.sessions import end_sessions
from notices.operators.totp import step_of
from notices.secrecy import Secrecy


@dataclass(frozen=True, slots=True)
class Credentials:
    """One person's own, in one transaction. `address` is where they sit."""

    session: Session
    secrecy: Secrecy
    person: Person
    address: str
    now: datetime

    @property
    def operator(self) -> Operator:
        return self.session.get_one(Operator, self.person.id)

    @property
    def passkeys(self) -> Sequence[Passkey]:
        query = select(Passkey).where(Passkey.operator_id == self.person.id).order_by(Passkey.created_at)
        return self.session.scalars(query).all()

    def set_password(self, password_hash: str) -> None:
        """A new password in place of the old one. Whoever is signed in elsewhere as this person is signed out."""
        self._own().password_hash = password_hash
        self._sign_out_elsewhere()
        self._tell(Event.PASSWORD_SET)

    def set_codes(self, secret: str, code: str) -> list[str]:
        """Take codes from a new app from now on; `code` shows that it is there. Returns new recovery codes.

        Raises Refused where the code is not the app's.
        """
        step = step_of(secret, code, 0, self.now)
        if step is None:
            raise Refused("Koden stämmer inte. Skriv den som appen visar nu, och se att telefonens klocka går rätt.")
        operator = self._own()
        operator.totp_secret, operator.totp_step = self.secrecy.encrypt(secret), step
        codes = recovery.renew(self.session, self.secrecy, self.person.id)
        self._sign_out_elsewhere()
        self._tell(Event.CODES_SET)
        return codes

    def renew_recovery_codes(self) -> list[str]:
        """New recovery codes. Raises Refused where there is no password that they could go with."""
        if not self._own().password_hash:
            raise Refused("Återställningskoder hör till lösenordet. Välj ett lösenord först.")
        codes = recovery.renew(self.session, self.secrecy, self.person.id)
        self._tell(Event.RECOVERY_CODES_MADE)
        return codes

    def add_passkey(self, credential_id: bytes, public_key: bytes, sign_count: int, label: str) -> None:
        self._own()
        added = Passkey(
            operator_id=self.person.id,
            credential_id=credential_id,
            public_key=public_key,
            sign_count=sign_count,
            label=label,
            created_at=self.now,
        )
        self.session.add(added)
        self._tell(Event.PASSKEY_ADDED, after={"label": label})

    def remove_passkey(self, id: int) -> None:
        """Raises Refused where nothing would be left to sign in with, or it is not there."""
        found = next((one for one in self.passkeys if one.id == id), None)
        if found is None:
            raise Refused("Nyckeln finns inte längre.")
        if len(self.passkeys) == 1 and not self.operator.password_hash:
            raise Refused("Det är det enda du kan logga in med. Välj något annat först.")
        self.session.delete(found)
        self._tell(Event.PASSKEY_REMOVED, before={"label": found.label})

    def _own(self) -> Operator:
        operator = self.operator
        if operator.issuer:
            raise Refused("Du loggar in genom organisationen. Lösenord och koder väljer du där.")
        return operator

    def _sign_out_elsewhere(self) -> None:
        end_sessions(self.session, self.person.id, self.now, but=self.person.session_id)

    def _tell(self, event: Event, before: object = None, after: object = None) -> None:
        self.session.flush()
        doer = Doer(self.person.name, self.address)
        tell(self.session, doer, event, self.person.id, self.now, before=before, after=after)
