"""What a form of the desk carries, so that no other site can post it."""

import hmac

from notices.secrecy import Secrecy


def form_token(secrecy: Secrecy, session_token: str) -> str:
    """The token of all forms in a session: only who has both the session's own and our key can make it."""
    return secrecy.digest(f"form {session_token}") if session_token else ""


def is_form_token(secrecy: Secrecy, session_token: str, given: str) -> bool:
    """Whether the form was drawn in that session."""
    return bool(session_token) and hmac.compare_digest(form_token(secrecy, session_token).encode(), given.encode())
