"""What an OpenID Connect provider does, with a mistake on request.

Written from OpenID Connect Core 1.0 and Discovery 1.0, and from RFC 7636 (PKCE). Whoever comes to `/authorize` is
whoever was last ordered by `user`; nobody is asked for a password.
"""

import base64
import hashlib
import secrets
import time
from dataclasses import dataclass, field
from typing import Any, Literal

from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

UNSIGNED = b'{"alg":"none"}'
CLIENT_ID, CLIENT_SECRET = "driftinformation", "a secret between the two"
Fault = Literal["nonce", "audience", "expired", "issuer", "signature", "unsigned", "shared key", "refuses", ""]


class Wrong(Exception):
    """What the client did is not as the specification has it. The text is the OAuth error."""


@dataclass
class Orders:
    """Who signs in next, what goes wrong with it, and whether an earlier sign-in is taken for a new one."""

    user: dict[str, Any] = field(default_factory=lambda: {"sub": "7", "name": "Anna Berg", "groups": ["publishers"]})
    fault: Fault = ""
    remembers: bool = False


class Provider:
    """One provider with one client."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.orders = Orders()
        self.asked: list[dict[str, str]] = []
        self._key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
        self._strange_key = RSAKey.generate_key(2048, {"kid": "one"})
        self._codes: dict[str, dict[str, str]] = {}

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }

    def jwks(self) -> dict[str, Any]:
        return dict(KeySet([self._key]).as_dict(private=False))

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back to. Raises Wrong where the request is not a client's of ours."""
        if asked.get("client_id") != CLIENT_ID or asked.get("response_type") != "code":
            raise Wrong("unauthorized_client")
        if asked.get("code_challenge_method") != "S256" or "openid" not in asked.get("scope", "").split():
            raise Wrong("invalid_request")
        self.asked.append(asked)
        if self.orders.fault == "refuses":
            return f"{asked['redirect_uri']}?error=access_denied&state={asked['state']}"
        code = secrets.token_urlsafe(16)
        self._codes[code] = asked
        return f"{asked['redirect_uri']}?code={code}&state={asked['state']}&iss={self.issuer}"

    def token(self, authorization: str, form: dict[str, str]) -> dict[str, Any]:
        """The ID token for a code, once. Raises Wrong where the client, the code or the verifier is wrong."""
        expected = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".replace(" ", "%20").encode()).decode()
        plain = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        if authorization not in (f"Basic {expected}", f"Basic {plain}"):
            raise Wrong("invalid_client")
        asked = self._codes.pop(form.get("code", ""), None)
        if asked is None or asked["redirect_uri"] != form.get("redirect_uri"):
            raise Wrong("invalid_grant")
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            raise Wrong("invalid_grant")
        return {
            "access_token": secrets.token_urlsafe(16),
            "token_type": "Bearer",
            "expires_in": 300,
            "id_token": self._signed(self._claims(asked)),
        }

    def _claims(self, asked: dict[str, str]) -> dict[str, Any]:
        now, fault = int(time.time()), self.orders.fault
        return {
            "iss": "https://other.example" if fault == "issuer" else self.issuer,
            "aud": "another client" if fault == "audience" else CLIENT_ID,
            "azp": CLIENT_ID,
            "nonce": "another nonce" if fault == "nonce" else asked["nonce"],
            "iat": now,
            "exp": now - 3600 if fault == "expired" else now + 300,
            "auth_time": now - 3600 if self.orders.remembers else now,
            **self.orders.user,
        }

    def _signed(self, claims: dict[str, Any]) -> str:
        if self.orders.fault == "unsigned":
            _, body, _ = jwt.encode({"alg": "RS256"}, claims, self._key).split(".")
            return f"{base64.urlsafe_b64encode(UNSIGNED).rstrip(b'=').decode()}.{body}."
        if self.orders.fault == "shared key":
            return jwt.encode({"alg": "HS256", "kid": "one"}, claims, OctKey.import_key(CLIENT_SECRET))
        key = self._strange_key if self.orders.fault == "signature" else self._key
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, key)
