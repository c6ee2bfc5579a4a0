"""Browsers that have signed in before: each has a way in of its own, which no stranger can close."""

import hmac
import secrets

from notices.secrecy import Secrecy


def new_device(secrecy: Secrecy, operator_id: int) -> str:
    """What a browser keeps to be known again as that operator's."""
    return _signed(secrecy, operator_id, secrets.token_hex(16))


def device_of(secrecy: Secrecy, operator_id: int, kept: str) -> str | None:
    """The browser's own name, where it is known as that operator's."""
    name = kept.partition(".")[0]
    genuine = hmac.compare_digest(_signed(secrecy, operator_id, name).encode(), kept.encode())
    return name if genuine else None


def _signed(secrecy: Secrecy, operator_id: int, name: str) -> str:
    return f"{name}.{secrecy.digest(f'device {operator_id} {name}')}"
