"""Recovery codes: in place of the code from the app, on the day when the telephone is lost."""

import secrets

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from models.sign_in import RecoveryCode
from notices.secrecy import Secrecy

COUNT, LENGTH = 10, 10
_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that is easily taken for another


def renew(session: Session, secrecy: Secrecy, operator_id: int) -> list[str]:
    """New codes in place of all earlier ones. They are kept only as digests, so this is the one time to show them."""
    forget(session, operator_id)
    codes = ["".join(secrets.choice(_SIGNS) for _ in range(LENGTH)) for _ in range(COUNT)]
    session.add_all(RecoveryCode(operator_id=operator_id, code_hash=_digest(secrecy, code)) for code in codes)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def use(session: Session, secrecy: Secrecy, operator_id: int, typed: str) -> bool:
    """Whether what was typed is a code of the operator's. It is one only once."""
    code = "".join(filter(str.isalnum, typed)).lower()
    used = delete(RecoveryCode).where(
        RecoveryCode.operator_id == operator_id, RecoveryCode.code_hash == _digest(secrecy, code)
    )
    return session.execute(used.returning(RecoveryCode.id)).first() is not None


def left(session: Session, operator_id: int) -> int:
    """How many codes the operator has left."""
    query = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.operator_id == operator_id)
    return session.scalar(query) or 0


def forget(session: Session, operator_id: int) -> None:
    session.execute(delete(RecoveryCode).where(RecoveryCode.operator_id == operator_id))


def _digest(secrecy: Secrecy, code: str) -> str:
    return secrecy.digest(f"recovery {code}")
