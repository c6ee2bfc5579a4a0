"""Keeping addresses secret: encrypted at rest, found by a keyed hash, shown masked."""

import base64
import hashlib
import hmac
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from notices.errors import ConfigurationError

_SHOWN_FIRST, _SHOWN_LAST = 5, 2


@dataclass(frozen=True, slots=True)
class Secrecy:
    """Two keys drawn from the service's secret: one that encrypts, one that hashes. Neither gives away the other."""

    _fernet: Fernet
    _hash_key: bytes

    @classmethod
    def of(cls, secret: str) -> "Secrecy":
        return cls(Fernet(base64.urlsafe_b64encode(_key(secret, b"encrypt"))), _key(secret, b"hash"))

    def encrypt(self, address: str) -> bytes:
        return self._fernet.encrypt(address.encode())

    def decrypt(self, token: bytes) -> str:
        """Raises cryptography.fernet.InvalidToken where another secret encrypted it."""
        return self._fernet.decrypt(token).decode()

    def shown(self, token: bytes | None) -> str:
        """An encrypted address as it may be shown; nothing where it is erased. Raises as `read`."""
        return mask(self.read(token)) if token else ""

    def read(self, token: bytes) -> str:
        """As `decrypt`, for people. Raises ConfigurationError where another secret encrypted it."""
        try:
            return self.decrypt(token)
        except InvalidToken as error:
            raise ConfigurationError(
                "Numren är krypterade med en annan SECRET_KEY än den som är satt. Sätt den som de sparades med."
            ) from error

    def digest(self, address: str) -> str:
        """The same address gives the same digest, and nobody without the key can try addresses against it."""
        return hmac.new(self._hash_key, address.encode(), hashlib.sha256).hexdigest()


def mask(address: str) -> str:
    """An address as it may be shown: +4670…05, a…@example.se, https://system.example/…"""
    scheme, web, rest = address.partition("://")
    if web:
        return f"{scheme}://{rest.partition('/')[0]}/…"
    name, at, domain = address.partition("@")
    if at:
        return f"{name[:1]}…@{domain}"
    return f"{address[:_SHOWN_FIRST]}…{address[-_SHOWN_LAST:]}"


def _key(secret: str, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"driftinformation " + purpose).derive(secret.encode())
