"""Which role the organisation's claim gives."""

from typing import Any

import pytest

from models.operator import Role
from notices.errors import ConfigurationError
from notices.operators.provider_roles import read_roles, role_of

ROLES = read_roles("redaktör=writers, publicist=desk-publishers,publicist=duty,administrator=desk-admins")


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({"groups": ["x", "desk-publishers", "writers"]}, Role.PUBLISHER),
        ({"groups": ["writers", "desk-admins"]}, Role.ADMINISTRATOR),
        ({"groups": "duty"}, Role.PUBLISHER),
        ({"groups": []}, None),
        ({"groups": ["desk-publisher"]}, None),
        ({"groups": {"writers": True}}, None),
        ({"groups": [["writers"], None, 7]}, None),
        ({}, None),
    ],
)
def test_the_highest_role_that_is_given_counts(claims: dict[str, Any], role: Role | None) -> None:
    assert role_of(claims, "groups", ROLES) is role


def test_a_claim_can_lie_inside_another() -> None:
    assert role_of({"realm_access": {"roles": ["duty"]}}, "realm_access.roles", ROLES) is Role.PUBLISHER
    assert role_of({"realm_access": ["duty"]}, "realm_access.roles", ROLES) is None


@pytest.mark.parametrize("text", ["publicist", "publicist=", "chef=x", "publicist=a,,chef=b"])
def test_wrong_roles_are_named(text: str) -> None:
    with pytest.raises(ConfigurationError, match="OIDC_ROLES är fel vid"):
        read_roles(text)
