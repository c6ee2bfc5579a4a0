"""Which role the provider's claim gives: `publicist=desk-publishers,administratör=desk-admins`."""

from collections.abc import Mapping
from typing import Any

from models.operator import Role
from notices.errors import ConfigurationError
from notices.operators.refusals import Refused
from notices.operators.roles import read_role


def read_roles(text: str) -> dict[str, Role]:
    """The role that each value of the claim gives. ConfigurationError names the setting."""
    roles: dict[str, Role] = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        name, equals, value = (part.strip() for part in pair.partition("="))
        try:
            role = read_role(name)
        except Refused as error:
            raise ConfigurationError(f"OIDC_ROLES är fel vid {pair!r}. {error}") from error
        if not equals or not value:
            raise ConfigurationError(f"OIDC_ROLES är fel vid {pair!r}. Skriv roll=värde, med komma emellan.")
        roles[value] = max(role, roles.get(value, role), key=list(Role).index)
    return roles


def role_of(claims: Mapping[str, Any], claim: str, roles: Mapping[str, Role]) -> Role | None:
    """The highest role that the claim gives; None where it gives none.

    The claim may hold one value or many, and lie inside another one: `realm_access.roles`.
    """
    found: Any = claims
    for name in claim.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    values = found if isinstance(found, list) else [found]
    given = [roles[value] for value in values if isinstance(value, str) and value in roles]
    return max(given, key=list(Role).index, default=None)
