"""Keys: 256 random bits after words that programs which look for leaked secrets can know them by."""

import hashlib
import secrets

PREFIX = "drift_"
_BYTES = 32


def new_key(prefix: str = PREFIX) -> str:
    """A key that nobody has had before."""
    return prefix + secrets.token_urlsafe(_BYTES)


def digest(key: str) -> str:
    """What is kept of it. A plain hash will do: there are too many keys for anybody to try them."""
    return hashlib.sha256(key.encode()).hexdigest()
