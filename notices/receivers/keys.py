"""What a receiver is given once: a secret to verify by, and a token to look after itself."""

import base64
import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.receiver import Receiver
from notices.tokens import digest

PREFIX = "drift_mottagare_"
_SECRET_BYTES = 32


def new_secret() -> str:
    """As the Standard Webhooks rules write one."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def find_receiver(session: Session, key: str) -> int | None:
    """The receiver whose token it is."""
    return session.scalar(select(Receiver.id).where(Receiver.digest == digest(key))) if key else None
