"""Codes from an app on the telephone (TOTP, RFC 6238): six digits, new every half minute."""

import hmac
from datetime import datetime

import pyotp
import segno
import structlog
from cryptography.fernet import InvalidToken

from notices.operators.refusals import Refused
from notices.secrecy import Secrecy

log = structlog.get_logger(__name__)

PERIOD_S = 30
_STEPS = (-1, 0, 1)  # clocks go differently, and people type slowly


def new_secret() -> str:
    return pyotp.random_base32()


def step_of(secret: str, code: str, after: int, now: datetime) -> int | None:
    """The step whose code this is: the present one or one beside it, but later than `after`. None where it is wrong."""
    totp, present = pyotp.TOTP(secret), int(now.timestamp()) // PERIOD_S
    typed = "".join(code.split()).encode()
    right = (s for s in (present + offset for offset in _STEPS) if hmac.compare_digest(_code(totp, s), typed))
    return next((step for step in right if step > after), None)


def picture(secret: str, name: str, service: str) -> str:
    """A QR code that apps read, as an <svg>."""
    address = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=service)
    return segno.make(address, error="m").svg_inline(border=4, omitsize=True)


def grouped(secret: str) -> str:
    """The secret as a person types it: four signs at a time."""
    return " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))


def seal(secrecy: Secrecy, secret: str, session_id: int) -> str:
    """A secret that is not in use yet, as it travels in the form until its first code has come."""
    return secrecy.encrypt(f"{session_id}:{secret}").decode()


def unseal(secrecy: Secrecy, sealed: str, session_id: int) -> str:
    """The secret that was sealed in the same session. Raises Refused."""
    owner, _, secret = (kept_secret(secrecy, sealed.encode()) or "").partition(":")
    if owner != str(session_id):
        raise Refused("Sidan var för gammal. Börja om.")
    return secret


def kept_secret(secrecy: Secrecy, kept: bytes | None) -> str | None:
    """What was encrypted; None where there is nothing, or another key encrypted it: then no code can be right."""
    try:
        return secrecy.decrypt(kept) if kept else None
    except InvalidToken:
        log.warning("secret_of_another_key")
        return None


def _code(totp: pyotp.TOTP, step: int) -> bytes:
    return totp.generate_otp(step).encode()
