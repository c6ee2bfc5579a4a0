"""Who may call a route. Every route says so where it is defined; one that does not stops the start."""

import ipaddress
from collections.abc import Callable
from enum import StrEnum
from typing import ParamSpec, Protocol, TypeVar

from flask import Flask, abort, g, request
from flask.typing import ResponseReturnValue

from models.operator import Role
from notices.operators.person import Person

P = ParamSpec("P")
R = TypeVar("R")


class Caller(StrEnum):
    """Who may call."""

    ANYONE = "anyone"
    INSIDE = "inside"  # this machine and its private network, not through the public proxy
    PROVIDER = "provider"  # the SMS provider, by its signature on the request
    EDITOR = "editor"  # whoever is signed in at the desk
    PUBLISHER = "publisher"  # an operator who publishes
    ADMINISTRATOR = "administrator"  # an operator who decides who may what


ROLES = {Caller.EDITOR: Role.EDITOR, Caller.PUBLISHER: Role.PUBLISHER, Caller.ADMINISTRATOR: Role.ADMINISTRATOR}
_DECLARED = "__may_call__"
_CONFIRMED = "__confirmed__"


class Confirmation(StrEnum):
    """Whether whoever calls must lately have shown who they are."""

    NOT_NEEDED = "not needed"
    NEEDED = "needed"
    NEEDED_WHEN_POSSIBLE = "needed when possible"  # not of who has nothing yet to show it with


class Gate(Protocol):
    """The desk's door."""

    def admit(self, role: Role, confirmation: Confirmation) -> Person | ResponseReturnValue:
        """Who stands behind the request at hand; or, where they may not go on, what they are answered.

        `role` is the least that is needed.
        """


def open_to(caller: Caller) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare who may call the view."""

    def declare(view: Callable[P, R]) -> Callable[P, R]:
        setattr(view, _DECLARED, caller)
        return view

    return declare


def recently_confirmed(view: Callable[P, R]) -> Callable[P, R]:
    """Let only those in who have shown who they are in the last minutes: for the acts that harm if a thief does them.

    Guard the page with the form as well as what the form posts to: then nobody is asked with a filled form in hand.
    """
    setattr(view, _CONFIRMED, Confirmation.NEEDED)
    return view


def confirmed_when_possible(view: Callable[P, R]) -> Callable[P, R]:
    """The same, but also whoever has nothing to sign in with yet may choose something."""
    setattr(view, _CONFIRMED, Confirmation.NEEDED_WHEN_POSSIBLE)
    return view


def current_operator() -> Person:
    """Who is signed in. Only for the views of the desk, whose `open_to` names a role."""
    person: Person = g.operator
    return person


def declared(app: Flask) -> dict[str, Caller]:
    """Who may call each endpoint. Raises LookupError where a view has not said."""
    views = app.view_functions.items()
    missing = [endpoint for endpoint, view in views if not hasattr(view, _DECLARED)]
    if missing:
        raise LookupError(f"who may call is not declared: {', '.join(missing)}")
    return {endpoint: getattr(view, _DECLARED) for endpoint, view in views}


def guard(app: Flask, gate: Gate, is_provider: Callable[[], bool] = lambda: False) -> None:
    """Hold every request to what its route declares. To be called when all routes are there.

    `gate` guards the desk. `is_provider` says whether the request at hand is the provider's own; unless it is given,
    none is.
    """
    callers = declared(app)
    checks = {Caller.ANYONE: lambda: True, Caller.INSIDE: _is_inside, Caller.PROVIDER: is_provider}

    @app.before_request
    def _check() -> ResponseReturnValue | None:
        caller = callers.get(request.endpoint or "", Caller.ANYONE)
        if caller in ROLES:
            return _at_the_desk(caller)
        if not checks[caller]():
            abort(403)
        return None

    def _at_the_desk(caller: Caller) -> ResponseReturnValue | None:
        confirmation = getattr(app.view_functions[request.endpoint or ""], _CONFIRMED, Confirmation.NOT_NEEDED)
        admitted = gate.admit(ROLES[caller], confirmation)
        if isinstance(admitted, Person):
            g.operator = admitted
            return None
        return admitted


def _is_inside() -> bool:
    # A request that a proxy passed on comes from outside, whatever the proxy's own address.
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers or not request.remote_addr:
        return False
    return ipaddress.ip_address(request.remote_addr).is_private
