"""Passkeys (WebAuthn): a key that a telephone, a computer or a stick keeps, and opens for a finger or a code."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import webauthn
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes, parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from models.operator import Operator
from models.sign_in import Passkey
from notices.operators.challenges import new_challenge, spend
from notices.operators.person import Person
from notices.operators.refusals import NotProved
from notices.secrecy import Secrecy

_NOT_ACCEPTED = "Nyckeln godtogs inte. Försök igen, eller logga in på ett annat sätt."
_SIGN_IN = "sign in"


@dataclass(frozen=True, slots=True)
class Passkeys:
    """Passkeys for the service at `address`. They are found by the browser, without a name, and ask for their owner."""

    secrecy: Secrecy
    address: str
    service: str

    @property
    def _host(self) -> str:
        return urlsplit(self.address).hostname or ""

    @property
    def _origin(self) -> str:
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    def to_register(self, person: Person, known: Iterable[bytes], now: datetime) -> str:
        """What a browser needs to make a key for the person, as JSON. `known` are those that they have."""
        options = webauthn.generate_registration_options(
            rp_id=self._host,
            rp_name=self.service,
            user_name=person.name,
            user_id=self.secrecy.digest(f"passkey owner {person.id}").encode(),
            challenge=new_challenge(self.secrecy, _registering(person), now),
            exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
            ),
        )
        return webauthn.options_to_json(options)

    def registered(self, session: Session, person: Person, answer: str, now: datetime) -> VerifiedRegistration:
        """The key that the browser made. Raises NotProved."""
        _, challenge = _answered(answer)
        spend(session, self.secrecy, _registering(person), challenge, now)
        try:
            return webauthn.verify_registration_response(
                credential=answer,
                expected_challenge=challenge,
                expected_rp_id=self._host,
                expected_origin=self._origin,
                require_user_verification=True,
            )
        except WebAuthnException as error:
            raise NotProved(_NOT_ACCEPTED) from error

    def to_sign_in(self, now: datetime) -> str:
        """What a browser needs to find a key of ours, as JSON."""
        options = webauthn.generate_authentication_options(
            rp_id=self._host,
            challenge=new_challenge(self.secrecy, _SIGN_IN, now),
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        return webauthn.options_to_json(options)

    def owner(self, session: Session, answer: str, now: datetime) -> Operator:
        """Whose key answered. Raises NotProved."""
        credential_id, challenge = _answered(answer)
        spend(session, self.secrecy, _SIGN_IN, challenge, now)
        passkey = session.scalars(select(Passkey).where(Passkey.credential_id == credential_id)).one_or_none()
        if passkey is None:
            raise NotProved(_NOT_ACCEPTED)
        try:
            verified = webauthn.verify_authentication_response(
                credential=answer,
                expected_challenge=challenge,
                expected_rp_id=self._host,
                expected_origin=self._origin,
                credential_public_key=passkey.public_key,
                credential_current_sign_count=passkey.sign_count,
                require_user_verification=True,
            )
        except WebAuthnException as error:
            raise NotProved(_NOT_ACCEPTED, passkey.operator_id) from error
        session.execute(
            update(Passkey).where(Passkey.id == passkey.id).values(sign_count=verified.new_sign_count, used_at=now)
        )
        operator = session.get_one(Operator, passkey.operator_id)
        if operator.disabled_at:
            raise NotProved(_NOT_ACCEPTED, operator.id)
        return operator


def _registering(person: Person) -> str:
    return f"register {person.session_id}"


def _answered(answer: str) -> tuple[bytes, bytes]:
    """The key that answered and the challenge that it did, as the browser says. Raises NotProved for anything else."""
    try:
        said = json.loads(answer)
        client = parse_client_data_json(base64url_to_bytes(said["response"]["clientDataJSON"]))
        return base64url_to_bytes(said["rawId"]), client.challenge
    except (ValueError, KeyError, TypeError, WebAuthnException) as error:
        raise NotProved(_NOT_ACCEPTED) from error
