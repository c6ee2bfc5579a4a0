"""What the roles are called."""

from models.operator import Role
from notices.operators.refusals import Refused

ROLE_NAMES = {Role.EDITOR: "redaktör", Role.PUBLISHER: "publicist", Role.ADMINISTRATOR: "administratör"}
_BY_NAME = {name: role for role, name in ROLE_NAMES.items()}


def read_role(word: str) -> Role:
    """The role that a word names, in Swedish or as it is kept. Raises Refused."""
    word = word.strip().casefold()
    role = _BY_NAME.get(word) or next((role for role in Role if role == word), None)
    if role is None:
        raise Refused("Rollen ska vara redaktör, publicist eller administratör.")
    return role
