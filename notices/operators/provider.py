"""Signing in through the organisation's own provider, by OpenID Connect: the code flow with PKCE, state and nonce."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from cryptography.fernet import InvalidToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from models.operator import Role
from notices.operators.provider_roles import role_of
from notices.operators.refusals import NotProved
from notices.secrecy import Secrecy

WITHIN_S, LEEWAY_S = 10, 60
# Only what a public key verifies: with a shared key, whoever can check a token can also make one.
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA")
_NOT_REACHED = "Organisationens inloggning svarar inte. Prova igen om en stund."
_NOT_ACCEPTED = "Organisationens inloggning gav ett svar som inte kan godtas. Försök igen."
_CONFIRMED_WITHIN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Registration:
    """How the service is known to the provider, and which of its claims gives which role."""

    issuer: str
    client_id: str
    client_secret: str
    scope: str
    role_claim: str
    roles: Mapping[str, Role]
    redirect: str


@dataclass(frozen=True, slots=True)
class Visit:
    """What the browser keeps, encrypted, while it is at the provider. `confirms` is the session to confirm, or None."""

    state: str
    nonce: str
    verifier: str
    onward: str
    confirms: int | None

    def seal(self, secrecy: Secrecy) -> str:
        return secrecy.encrypt(json.dumps(asdict(self))).decode()

    @classmethod
    def unseal(cls, secrecy: Secrecy, sealed: str) -> "Visit":
        """Raises NotProved for what is no visit of ours."""
        try:
            return cls(**json.loads(secrecy.decrypt(sealed.encode())))
        except InvalidToken as error:
            raise NotProved("Inloggningen tog för lång tid. Börja om.") from error


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the provider says it is. `names` are what they can be called, best first; no role: not one of ours."""

    issuer: str
    subject: str
    names: tuple[str, ...]
    role: Role | None


class Provider:
    """The provider at the issuer's address. What it says of itself is asked for once, when it is first needed."""

    def __init__(self, registration: Registration) -> None:
        self._own = registration
        self._metadata: dict[str, Any] = {}

    def begin(self, onward: str, confirms: int | None = None) -> tuple[str, Visit]:
        """The provider's address to send the browser to, and what it is to keep meanwhile.

        With `confirms` the provider is told to ask who it is, also where it knows. Raises NotProved where the provider
        cannot be reached.
        """
        visit = Visit(generate_token(30), generate_token(30), generate_token(48), onward, confirms)
        asked_anew = {"prompt": "login", "max_age": "0"} if confirms else {}
        with self._client() as client:
            url, _ = client.create_authorization_url(
                self._said()["authorization_endpoint"],
                state=visit.state,
                nonce=visit.nonce,
                code_verifier=visit.verifier,
                **asked_anew,
            )
        return url, visit

    def finish(self, visit: Visit, answer: Mapping[str, str], now: datetime) -> Identity:
        """Who it was, by what the provider sent the browser back with. Raises NotProved."""
        if answer.get("state") != visit.state or answer.get("iss", self._own.issuer) != self._own.issuer:
            raise NotProved(_NOT_ACCEPTED)
        if "code" not in answer:
            raise NotProved("Du loggades inte in hos organisationen. Försök igen.")
        claims = self._claims(answer["code"], visit, now)
        if visit.confirms and not _is_recent(claims, now):
            raise NotProved("Organisationens inloggning frågade inte vem du är. Försök igen.")
        names = (claims.get("name"), claims.get("preferred_username"), claims.get("email"), claims["sub"])
        role = role_of(claims, self._own.role_claim, self._own.roles)
        return Identity(self._own.issuer, claims["sub"], tuple(name for name in names if isinstance(name, str)), role)

    def _claims(self, code: str, visit: Visit, now: datetime) -> CodeIDToken:
        try:
            with self._client() as client:
                token = client.fetch_token(
                    self._said()["token_endpoint"],
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=visit.verifier,
                    redirect_uri=self._own.redirect,
                )
            return self._read(token, visit.nonce, now)
        except requests.ConnectionError as error:
            raise NotProved(_NOT_REACHED) from error
        except (requests.RequestException, AuthlibBaseError, JoseError, ValueError, KeyError) as error:
            raise NotProved(_NOT_ACCEPTED) from error

    def _read(self, token: Mapping[str, Any], nonce: str, now: datetime) -> CodeIDToken:
        keys = KeySet.import_key_set(_get(self._said()["jwks_uri"]))
        registry = JWSRegistry(algorithms=list(_ALGORITHMS), strict_check_header=False)
        read = jwt.decode(token["id_token"], keys, registry=registry)
        expected = {
            "iss": {"essential": True, "values": [self._own.issuer]},
            "aud": {"essential": True, "values": [self._own.client_id]},
        }
        told = {"nonce": nonce, "client_id": self._own.client_id, "access_token": token.get("access_token")}
        claims = CodeIDToken(read.claims, read.header, expected, told)
        claims.validate(now=int(now.timestamp()), leeway=LEEWAY_S)
        return claims

    def _said(self) -> dict[str, Any]:
        if not self._metadata:
            try:
                said = _get(f"{self._own.issuer.rstrip('/')}/.well-known/openid-configuration")
            except (requests.RequestException, ValueError) as error:
                raise NotProved(_NOT_REACHED) from error
            if said.get("issuer") != self._own.issuer:
                raise NotProved(_NOT_ACCEPTED)
            self._metadata = dict(said)
        return self._metadata

    def _client(self) -> OAuth2Session:
        methods = self._said().get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return OAuth2Session(
            self._own.client_id,
            self._own.client_secret,
            token_endpoint_auth_method="client_secret_basic" if "client_secret_basic" in methods else methods[0],
            scope=self._own.scope,
            redirect_uri=self._own.redirect,
            code_challenge_method="S256",
            default_timeout=WITHIN_S,
        )


def _is_recent(claims: CodeIDToken, now: datetime) -> bool:
    asked_at = claims.get("auth_time", 0)
    return now - datetime.fromtimestamp(asked_at, UTC) < _CONFIRMED_WITHIN


def _get(address: str) -> Any:
    answer = requests.get(address, timeout=WITHIN_S)
    answer.raise_for_status()
    return answer.json()
